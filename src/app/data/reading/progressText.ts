import type { LoadProgress } from '../../../data/progress.ts';
import { formatBytes, formatCount } from '../../../lib/numberFormat.ts';

const stages: Readonly<Record<LoadProgress['stage'], string>> = {
  list: 'Looking through',
  fetch: 'Fetching',
  read: 'Reading',
  make: 'Making',
  keep: 'Storing',
};

/** `Reading leaves.zip… 1,204 of 12,000 images`. */
export function progressText(what: string, progress: LoadProgress | null): string {
  if (progress === null) return `Reading ${what}…`;
  const { stage, done, total, unit } = progress;
  const amount = (value: number) => (unit === 'bytes' ? formatBytes(value) : formatCount(value));
  const noun = unit === 'images' ? ' images' : stage === 'list' ? ' files' : '';
  const far =
    total === null ? `${amount(done)}${noun}` : `${amount(done)} of ${amount(total)}${noun}`;
  return `${stages[stage]} ${what}… ${far}`;
}

/** How much is done, in [0, 1]; null where that is not known. */
export function progressShare(progress: LoadProgress | null): number | null {
  if (progress === null || progress.total === null || progress.total === 0) return null;
  return Math.min(1, progress.done / progress.total);
}
