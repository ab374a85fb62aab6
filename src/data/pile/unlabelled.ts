/** Images that nothing labels: they are set aside, so that the labelled rest is read. */
import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import {
  isCalledHeldOut,
  isCalledPictures,
  isCalledUnlabelled,
  splitSpokenOf,
} from './folderWords.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';

/** Images none of which is labelled. */
export class UnlabelledPile extends DataError {}

/** How many images have no label, and went. */
interface Labelled extends PassOutcome {
  readonly asideCount: number;
}

/**
 * The images that have labels. A folder that is called after predictions is no class, nor is one that
 * is called test beside two others at least, and neither is the only folder of a held-out split that is called after pictures or a split.
 * @param hidden a file that may hold their labels and is not read.
 * @throws DataError where less than two classes are labelled.
 */
export function labelledOf(images: readonly PileImage[], hidden: string | null): Labelled {
  const trained = new Set(
    images.flatMap(({ label, split }) => (split === 'train' ? (label ?? []) : [])),
  );
  const called = [...trained].filter((label) => isCalledUnlabelled(label.split('/')[0]));
  const isUncalled = trained.size - called.length > 1;
  const heldOut = [...trained].filter(isCalledHeldOut);
  const isBeside = trained.size - heldOut.length > 1;
  const lonely = lonelyLabels(images, trained);
  const isAside = ({ label, split, source }: PileImage) =>
    label === null ||
    (source === 'folders' && isUncalled && isCalledUnlabelled(label.split('/')[0])) ||
    (source === 'folders' && isBeside && split === 'train' && isCalledHeldOut(label)) ||
    (source === 'folders' && lonely.get(split) === label);
  const aside = images.filter(isAside);
  const labelled = images.filter((one) => !isAside(one));
  const classes = new Set(labelled.map(({ label }) => label));
  if (classes.size < 2 && aside.length > 0) throw outsideClasses(firstOf(aside), hidden);
  return { images: labelled, notes: notesOn(aside), asideCount: aside.length };
}

/** For each held-out split the label that all of its images have, where it is called after no class. */
function lonelyLabels(
  images: readonly PileImage[],
  trained: ReadonlySet<string>,
): ReadonlyMap<PileImage['split'], string> {
  const labels = new Map<PileImage['split'], Set<string>>();
  for (const { split, label } of images) {
    if (split === 'train' || label === null) continue;
    const known = labels.get(split) ?? new Set();
    known.add(label);
    labels.set(split, known);
  }
  const lonely = new Map<PileImage['split'], string>();
  for (const [split, [only, ...others]] of labels) {
    const isNone = [isCalledUnlabelled, isCalledPictures, splitSpokenOf].some((is) => is(only));
    if (others.length === 0 && isNone && !trained.has(only)) lonely.set(split, only);
  }
  return lonely;
}

function notesOn(aside: readonly PileImage[]): string[] {
  if (aside.length === 0) return [];
  const name = quoted(firstOf(aside).image.path);
  return aside.length === 1
    ? [`An image that lies in no class folder was left aside, ${name}.`]
    : [
        `${formatCount(aside.length)} images that lie in no class folder were left aside, as ${name}.`,
      ];
}

/** The first by its path, whatever the order of files. */
const firstOf = (images: readonly PileImage[]): PileImage =>
  images.reduce((first, one) => (one.image.path < first.image.path ? one : first));

function outsideClasses({ container, image }: PileImage, hidden: string | null): UnlabelledPile {
  const sort = 'move the image into a class folder, or leave it out';
  const write = `if ${quoted(hidden ?? '')} holds the labels, which is not read, write them into a table of file names and labels (.csv), and drop it with the images`;
  return new UnlabelledPile({
    file: container.file,
    place: `entry ${quoted(image.path)}`,
    found: 'an image that lies in no class folder',
    allowed: 'images in folders named after their classes, with or without train and test above',
    remedy: hidden === null ? sort : write,
  });
}
