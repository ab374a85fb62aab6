/** What a published table and one’s own results say, in numbers for a sentence. */
import type { PaperTable } from '../../spec/papers/exhibit.ts';
import type { OwnResults } from './ownResults.ts';
import { countSteps, type StepCount } from './publishedSteps.ts';

export type TableSummary =
  /** A table by networks: how many steps to one network more lower the error. */
  | { readonly of: 'steps'; readonly published: StepCount; readonly own: StepCount }
  /** A table of variants: what the best published one gains over the first, in points of top-1. */
  | { readonly of: 'variants'; readonly best: string; readonly gain: number };

export function tableSummary(
  { rows, columns }: PaperTable,
  own: readonly (readonly OwnResults[])[],
): TableSummary {
  if (columns[0].networks !== null) {
    return {
      of: 'steps',
      published: countSteps(rows.map(({ errors }) => errors)),
      own: countSteps(own.flat().map(({ cells }) => cells.map((cell) => cell?.mean ?? null))),
    };
  }
  const [first, ...others] = rows.flatMap(({ name, errors: [error] }) =>
    error === null ? [] : [{ name, error }],
  );
  const best = others.reduce((one, other) => (other.error < one.error ? other : one), first);
  return { of: 'variants', best: best.name, gain: first.error - best.error };
}
