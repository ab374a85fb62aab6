/** A list that tells splits of images, and what several tell together. */
import type { SplitRole } from '../layout/splitRole.ts';

/** What a list says of the images that it names, by their numbers. */
export interface SplitList {
  readonly path: string;
  /** The files that it was read from. */
  readonly paths: readonly string[];
  readonly splits: ReadonlyMap<number, SplitRole>;
  /** What its cells are taken for, where that is not certain. */
  readonly guess?: string;
}

/** The split of each image; what several lists name is held out, so that nobody trains on it. */
export function mergedSplits(lists: readonly SplitList[]): Map<number, SplitRole> {
  const ranks: readonly SplitRole[] = ['train', 'validation', 'test'];
  const merged = new Map<number, SplitRole>();
  for (const { splits } of lists) {
    for (const [at, split] of splits) {
      const before = merged.get(at) ?? split;
      merged.set(at, ranks.indexOf(split) > ranks.indexOf(before) ? split : before);
    }
  }
  return merged;
}
