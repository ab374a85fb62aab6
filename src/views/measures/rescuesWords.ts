/** The words and the table of what later networks rescued. */
import type { ClassRescue } from '../../analysis/rounds/rescues.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { networkCountOf, roundsOf } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

type Told = Pick<RunState, 'spec' | 'dataset' | 'rounds'>;

/** Why there is nothing to draw: not yet, or never with this method. */
export function nothingRescued({ spec, rounds }: Told): string {
  const networks = networkCountOf(spec.method);
  if (networks === 1) return 'One network alone rescues nothing.';
  if (roundsOf(spec.method) < networks) {
    return 'Networks that are trained together answer as one: none comes later to rescue.';
  }
  const known = rounds.filter(({ measures }) => measures !== null).length;
  return known < 2 ? 'Known when the second round ends.' : 'No network has rescued an image yet.';
}

/** `dog: 3% by network 2, 1% by network 3`. */
export function rescueLabel({ dataset }: Told, { index, shares }: ClassRescue): string {
  const parts = shares.map(({ round, share }) => `${formatPercent(share, 0)} by network ${round}`);
  return `${dataset.classes[index]}: ${parts.join(', ')}`;
}

/** What the figure says, for those who do not see it. */
export function rescuesDescription(state: Told, rescues: readonly ClassRescue[]): string {
  const [most] = rescues;
  if (most === undefined || most.total === 0) return nothingRescued(state);
  return `Later networks rescue the most of ${rescueLabel(state, most)}.`;
}

/** Every class with what each later network rescued of it. */
export function rescuesTable({ dataset }: Told, rescues: readonly ClassRescue[]): FigureTable {
  const rounds = rescues[0]?.shares.map(({ round }) => round) ?? [];
  return {
    columns: [{ label: 'class' }, ...rounds.map((round) => ({ label: `network ${round}` }))],
    rows: rescues.map(({ index, shares }) => [
      dataset.classes[index],
      ...shares.map(({ share }) => formatPercent(share)),
    ]),
  };
}
