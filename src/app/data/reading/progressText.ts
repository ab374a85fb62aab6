import type { LoadProgress } from '../../../data/progress.ts';
import { formatBytes, formatCount } from '../../../lib/numberFormat.ts';

const stages: Readonly<Record<LoadProgress['stage'], string>> = {
  list: 'Looking through',
  fetch: 'Fetching',
  read: 'Reading',
  make: 'Making',
  compute: 'Computing',
  keep: 'Storing',
  send: 'Sending',
};

/** What is done, and how far it has come. */
export interface ProgressWords {
  readonly doing: string;
  /** Null until something is known. */
  readonly far: string | null;
}

/** `Reading leaves.zip…` and `1,204 of 12,000 images`. */
export function progressWords(what: string, progress: LoadProgress | null): ProgressWords {
  if (progress === null) return { doing: `Reading ${what}…`, far: null };
  const { stage, done, total, unit } = progress;
  const amount = (value: number) => (unit === 'bytes' ? formatBytes(value) : formatCount(value));
  const noun = unit === 'images' ? ' images' : stage === 'list' ? ' files' : '';
  const far =
    total === null ? `${amount(done)}${noun}` : `${amount(done)} of ${amount(total)}${noun}`;
  return { doing: `${stages[stage]} ${what}…`, far };
}

/** `Reading leaves.zip… 1,204 of 12,000 images`. */
export const wordsAsText = ({ doing, far }: ProgressWords): string =>
  far === null ? doing : `${doing} ${far}`;

export const progressText = (what: string, progress: LoadProgress | null): string =>
  wordsAsText(progressWords(what, progress));

/** How much is done, in [0, 1]; null where that is not known. */
export function progressShare(progress: LoadProgress | null): number | null {
  if (progress === null || progress.total === null || progress.total === 0) return null;
  return Math.min(1, progress.done / progress.total);
}
