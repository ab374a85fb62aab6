/**
 * Where everything of the chart of class weights stands: as in the chart of importance, but with a
 * column an epoch, the first being the start.
 */
import { scaledImportance } from '../../analysis/run/classImportance.ts';
import { type Extent, linearScale, ticksOf } from '../../analysis/scales/scale.ts';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import {
  type ChartRoom,
  denseSpacing,
  headingWidths,
  type ImportanceColumn,
  type ImportanceLayout,
  inset,
  nameAllUpTo,
  placedLabels,
  plotIn,
  spacingOf,
} from './importanceLayout.ts';

type WeighedRun = Pick<RunState, 'spec' | 'dataset' | 'rounds'>;

/** The weights of the classes at the start and after each epoch so far; none before the start. */
export function weightsByEpoch({ rounds }: Pick<RunState, 'rounds'>): (readonly number[])[] {
  const round: RoundState | undefined = rounds[0];
  if (round === undefined) return [];
  return [scaledImportance(round), ...round.classWeights.map(({ weights }) => weights)];
}

/** The axis that the weights have needed so far; 1 is on it. */
export function weightsExtent(state: Pick<RunState, 'rounds'>): Extent {
  let [min, max] = [1, 1];
  for (const weights of weightsByEpoch(state)) {
    for (const weight of weights) {
      min = Math.min(min, weight);
      max = Math.max(max, weight);
    }
  }
  return { min: Math.max(0, Math.floor(min * 5) / 5 - 0.2), max: Math.ceil(max * 5) / 5 + 0.2 };
}

export function classWeightsLayout(
  state: WeighedRun,
  extent: Extent,
  room: ChartRoom,
  lit: ClassIndex | null,
): ImportanceLayout {
  const values = weightsByEpoch(state);
  const plot = plotIn(room);
  const y = linearScale(extent, plot.bottom, plot.top);
  const count = state.rounds[0]?.classWeights.length === 0 ? 1 : state.spec.training.epochs + 1;
  const spacing = spacingOf(count, plot);
  const named = namedClasses(values.at(-1) ?? [], lit);
  const taken = new Set(named);
  return {
    columns: columnsOf(count, values.length, plot.left + inset.left, spacing),
    headings: 'number',
    dense: spacing < denseSpacing,
    ticks: ticksOf(extent, 5).map((value) => ({ value, y: y(value) })),
    y,
    extent,
    plot,
    values,
    hasForecast: false,
    labels: placedLabels(named, values, false, y, room.height),
    others: [...state.dataset.classes.keys()].filter((index) => !taken.has(index)),
  };
}

function columnsOf(count: number, known: number, left: number, spacing: number) {
  const every = Math.max(1, Math.ceil(headingWidths.number / spacing));
  return Array.from({ length: count }, (_, epoch): ImportanceColumn => {
    const clear = Math.abs(epoch + 1 - known) >= every;
    return {
      round: epoch,
      x: left + epoch * spacing,
      headed: epoch + 1 === known || (epoch % every === 0 && clear),
      // Epochs have no colours of their own, as rounds have.
      phase: 'future',
    };
  });
}

const heaviest = 8;
const lightest = 3;

/** All of a handful, else the heaviest eight and lightest three; and the lit one in any case. */
function namedClasses(weights: readonly number[], lit: ClassIndex | null): ClassIndex[] {
  const order = [...weights.keys()].sort((a, b) => weights[b] - weights[a] || a - b);
  if (order.length <= nameAllUpTo) return order;
  const named = [...order.slice(0, heaviest), ...order.slice(-lightest)];
  return lit === null || named.includes(lit) || lit >= order.length ? named : [...named, lit];
}
