/** Names of folders that speak of what lies in them, and of no class. */
import { foreignSplits, withoutJoinedEnd } from '../layout/foreignSplits.ts';
import { nameWithoutSplit, type SplitRole, splitRoleOf } from '../layout/splitRole.ts';

const splits: ReadonlyMap<string, SplitRole> = new Map([
  ...foreignSplits,
  ['train', 'train'],
  ['training', 'train'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['validation', 'validation'],
  ['validate', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
  ['trainval', 'train'],
  // As Hugging Face's image folders take it.
  ['eval', 'test'],
  ['evaluation', 'test'],
  ['holdout', 'test'],
]);

/** The split that a folder is called as, to the letter; null for other names. */
export const splitNamed = (folder: string): SplitRole | null =>
  splits.get(withoutJoinedEnd(folder.normalize('NFC').toLowerCase())) ?? null;

/** The split that a word of a folder's name speaks of, as `seg_train` does; null for other names. */
export const splitSpokenOf = (folder: string): SplitRole | null =>
  splitNamed(folder) ?? splitRoleOf(folder.replace(/\d+/g, ' '));

const plainWords = new Set(
  'set sets data dataset split images image imgs img folder final daten datensatz bilder'.split(
    ' ',
  ),
);

/**
 * What the name of a folder that speaks of a split says besides, in small letters: `seg` of `seg_train`,
 * `shoes` of `training shoes`, nothing of `test1` and `train_images`.
 */
export function besideSplitIn(folder: string): string {
  const rest = nameWithoutSplit(folder.replace(/\d+/g, ' '));
  if (splitRoleOf(rest) !== null) return '';
  return rest
    .split('_')
    .filter((word) => !plainWords.has(word))
    .join(' ');
}

/** Called as images that are held out, to the letter, which no class is. */
export const isCalledHeldOut = (folder: string): boolean =>
  (splitNamed(folder) ?? 'train') !== 'train';

/** Called after pictures, whatever they show. */
export const isCalledPictures = (folder: string): boolean =>
  /^(images?|imgs?|pictures?|pics?|photos?|jpe?gs?|pngs?|bmps?|ppms?|tiffs?|frames?|samples?|input|inputs)$/i.test(
    folder,
  );

/** Called after what goes with pictures: masks, maps, outlines. */
export const isCalledCompanions = (folder: string): boolean =>
  /(^|[^a-z])(masks?|msks?|segmentations?|annotations?|labels?|ground[ _-]?truths?|gt|depths?|contours?|heat[ _-]?maps?|saliency|bboxe?s?)([^a-z]|$)/i.test(
    folder,
  );

/** Called after pictures that have no label, or are still to get one. */
export const isCalledUnlabelled = (folder: string): boolean =>
  /(^|[^a-z])(pred(ict(ions?|ed)?)?|unlabell?ed|unsorted|unknowns?|submissions?|to[ _-]?predict|inference|demo)([^a-z]|$)/i.test(
    folder,
  );
