/** θ and r_l as charts and sentences tell them: how much each level counts, now and over the epochs. */
import { confidenceCeiling } from '../../../algorithms/levelwise/confidenceCeiling.ts';
import { isFlatSoftmax } from '../../../analysis/levels/flatSoftmax.ts';
import { formatFixed, formatPercent } from '../../../lib/numberFormat.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { FigureTable } from '../../kit/figure/figureTable.ts';
import { tableEpochs } from '../../kit/figure/tableEpochs.ts';
import { levelNames, levelwiseSpec, mixtureWaiting } from '../levelNames.ts';

/** θ and mean r_l of one level; null before they are measured. */
export interface LevelWeightRow {
  readonly name: string;
  readonly weight: number | null;
  readonly share: number | null;
}

export function levelWeightRows(
  state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>,
): LevelWeightRow[] {
  const last = state.levelwise?.epochs.at(-1);
  return levelNames(state).map((name, level) => ({
    name,
    weight: last?.levelWeights[level] ?? null,
    share: last?.levelShares[level] ?? null,
  }));
}

/** The notice of a collapse; null while the groups count. */
export function flatNotice({ levelwise }: Pick<RunState, 'levelwise'>): string | null {
  const last = levelwise?.epochs.at(-1);
  if (last === undefined || !isFlatSoftmax(last)) return null;
  const [weight, share] = [last.levelWeights.at(-1), last.levelShares.at(-1)];
  return `now a flat softmax: the classes have θ ${formatFixed(weight, 2)}, share ${formatFixed(share, 2)}`;
}

/** The most that a class's probability can be with θ as it is at the moment shown; null before any. */
export function ceilingNote(state: Pick<RunState, 'dataset' | 'levelwise'>): string | null {
  const last = state.levelwise?.epochs.at(-1);
  if (last === undefined || last.levels.length === 0) return null;
  const levels = last.levels.map(({ groupOf, assignment }) => ({
    groupCount: assignment.base.length,
    groupOf: Int32Array.from(groupOf),
  }));
  const ceiling = confidenceCeiling(levels, last.levelWeights, state.dataset.classes.length);
  return `With these weights a class’s probability is ${formatPercent(ceiling, 0)} at most, on average.`;
}

/** How θ is set in this run. */
export function weightsNote(state: Pick<RunState, 'spec'>): string {
  const method = levelwiseSpec(state);
  if (method === null) return '';
  const { levelWeights, levelWeightMinimum } = method;
  if (Array.isArray(levelWeights)) return 'given, the same all run long';
  const least =
    levelWeightMinimum > 0 ? `, at least ${formatFixed(levelWeightMinimum, 2)} each` : '';
  return {
    uniform: 'uniform, the same all run long',
    learned: `learned with the network${least}`,
    fitted: `fitted to validation images${least}`,
  }[levelWeights];
}

/** Stacked bands over the epochs: where each level's begins and ends, from 0 to 1. */
export interface WeightBand {
  readonly x: number;
  /** Edges from the top of the classes' band downwards: one more than there are levels. */
  readonly edges: readonly number[];
}

/** θ or mean r_l of every epoch as shares of 1, the classes at the bottom. */
export function weightBands(
  state: Pick<RunState, 'levelwise'>,
  of: 'levelWeights' | 'levelShares',
): WeightBand[] {
  return (state.levelwise?.epochs ?? []).map((epoch) => {
    const values = epoch[of].toReversed();
    const total = values.reduce((sum, value) => sum + value, 0) || 1;
    const edges = [0];
    for (const value of values) edges.push(edges[edges.length - 1] + value / total);
    return { x: epoch.epoch, edges };
  });
}

/** What the figure shows, in one sentence. */
export function weightsDescription(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'levelwise'>,
): string {
  const waiting = mixtureWaiting(state);
  if (waiting !== null) return `Level weights are not known yet. ${waiting}.`;
  const rows = levelWeightRows(state).map(
    ({ name, weight, share }) =>
      `${name} θ ${formatFixed(weight, 2)}, mean share ${formatFixed(share, 2)}`,
  );
  const notice = flatNotice(state);
  const ceiling = ceilingNote(state);
  return [
    `Level weights: ${rows.join('; ')}.`,
    ...(notice === null ? [] : [`It is ${notice}.`]),
    ...(ceiling === null ? [] : [ceiling]),
  ].join(' ');
}

/** θ and r_l by epoch and level; of many epochs some. */
export function weightsTable(state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>): FigureTable {
  const names = levelNames(state);
  const epochs = state.levelwise?.epochs ?? [];
  const cells = (values: readonly number[]) =>
    names.map((_, level) => formatFixed(values[level], 4));
  return {
    columns: [
      { label: 'epoch' },
      ...names.map((name) => ({ label: `θ, ${name}` })),
      ...names.map((name) => ({ label: `r, ${name}` })),
    ],
    rows: tableEpochs(epochs.length).map((place) => {
      const { epoch, levelWeights, levelShares } = epochs[place];
      return [`${epoch}`, ...cells(levelWeights), ...cells(levelShares)];
    }),
  };
}

/** The shade of a level: heat from the coarsest on, the classes darkest. */
export function levelShade(level: number, levels: number): string {
  const place = levels < 2 ? 1 : level / (levels - 1);
  return `var(--heat-${Math.round(2 + 3 * place)})`;
}
