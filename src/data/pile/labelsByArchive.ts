/** Labels of images that lie in no class folder, but in an archive of each class. */

import { formatCounted } from '../../lib/numberFormat.ts';
import { fileNameOf } from '../archives/entryNames.ts';
import { nameWithoutSplit, type SplitRole } from '../layout/splitRole.ts';
import { besideSplitIn, isCalledPictures, splitSpokenOf } from './folderWords.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';

/** What the name of an archive says of its images. */
interface Meaning {
  readonly label: string | null;
  /** Null where it speaks of none. */
  readonly split: SplitRole | null;
}

/**
 * Labels from the names of archives, where there are two at least, all images lie in archives, and no
 * folder in them tells classes apart.
 */
export function labelByArchive(images: readonly PileImage[]): PassOutcome {
  const unchanged = { images, notes: [] };
  const stems = new Map(images.map(({ container }) => [container, stemOf(container.file)]));
  const isPlain = images.every(
    ({ container, label }) =>
      container.isArchive && (label === null || label.split('/').every(isCalledPictures)),
  );
  if (!isPlain) return unchanged;
  const meanings = meaningsOf([...new Set(stems.values())]);
  const classes = new Set([...meanings.values()].flatMap(({ label }) => label ?? []));
  if (classes.size < 2) return unchanged;
  const named = [...stems.values()].filter((stem) => meanings.get(stem)!.label !== null);
  return {
    images: images.map((one): PileImage => {
      const { label, split } = meanings.get(stems.get(one.container)!)!;
      const source = label === null ? null : 'archive';
      return { ...one, label, source, split: split ?? one.split };
    }),
    notes: [
      `${formatCounted(named.length, 'archive')} are the classes, by their names, as no folders in them are.`,
    ],
  };
}

/**
 * What the names of archives say: classes; or of a split alone, as `test`, whose images nothing
 * labels; or of both, as `train_cat` and `test_cat`, where splits share classes.
 */
function meaningsOf(stems: readonly string[]): Map<string, Meaning> {
  const told = stems.filter((stem) => splitSpokenOf(stem) !== null);
  const plain = stems.filter((stem) => !told.includes(stem));
  const both = told.filter((stem) => besideSplitIn(stem) !== '');
  const classOf = (stem: string) => nameWithoutSplit(stem);
  const isShared = both.some((one) =>
    both.some(
      (other) => classOf(one) === classOf(other) && splitSpokenOf(one) !== splitSpokenOf(other),
    ),
  );
  const isOf = (stem: string): Meaning => {
    if (plain.includes(stem)) return { label: stem, split: null };
    if (isShared && both.includes(stem))
      return { label: classOf(stem), split: splitSpokenOf(stem)! };
    return { label: null, split: splitSpokenOf(stem)! };
  };
  // Archives of several meanings together tell classes of none.
  const isClear = both.length === 0 || (isShared && plain.length === 0);
  return new Map(stems.map((stem) => [stem, isClear ? isOf(stem) : { label: null, split: null }]));
}

const stemOf = (file: string): string => fileNameOf(file).replace(/(\.tar)?\.[^.]*$/, '');
