/** Which network rescued which class: what the vote before it had wrong and it has right. */
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../spec/units.ts';

export interface ClassRescue {
  readonly index: ClassIndex;
  /** Share of the class's images that each later network rescued, in order of rounds. */
  readonly shares: readonly { readonly round: Round; readonly share: number }[];
  /** Sum of the shares: an image may be rescued, lost by the vote, and rescued again. */
  readonly total: number;
}

/** Classes by how much of them later networks rescued, the most first, ties in class order. */
export function classRescues({
  rounds,
  dataset,
}: Pick<RunState, 'rounds' | 'dataset'>): ClassRescue[] {
  const told = rounds.flatMap(({ round, measures }) => {
    const rescued = measures?.network.rescued ?? null;
    return rescued === null ? [] : [{ round, rescued }];
  });
  if (told.length === 0) return [];
  return dataset.classes
    .map((_, index) => {
      const shares = told.map(({ round, rescued }) => ({ round, share: rescued[index] ?? 0 }));
      return { index, shares, total: shares.reduce((sum, { share }) => sum + share, 0) };
    })
    .sort((a, b) => b.total - a.total || a.index - b.index);
}
