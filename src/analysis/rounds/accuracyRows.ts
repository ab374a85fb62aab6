/** The rows of the accuracy chart: the hardest and easiest classes, by network and by the vote. */
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../spec/units.ts';
import { classesByDifficulty } from '../run/classOrder.ts';
import { ensembleAccuracy, networkAccuracy, shownSplit } from '../run/runFacts.ts';

export interface AccuracyRow {
  readonly index: ClassIndex;
  /** Accuracy of each network so far; null before its first epoch. */
  readonly networks: readonly { readonly round: Round; readonly accuracy: number | null }[];
  readonly ensemble: number | null;
  /** What the vote gains over the first network. */
  readonly gain: number | null;
}

export interface AccuracyRows {
  readonly hardest: readonly AccuracyRow[];
  readonly easiest: readonly AccuracyRow[];
  /** Classes between the two groups. */
  readonly between: number;
}

const showAllUpTo = 12;
const hardestShown = 10;
const easiestShown = 2;

/**
 * All of a handful of classes, else the hardest ten and the easiest two: the same ones whatever split
 * their accuracy is of.
 */
export function accuracyRows(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  split = shownSplit(state),
): AccuracyRows {
  const count = state.dataset.classes.length;
  const { classes } = classesByDifficulty(state);
  const order = classes.length > 0 ? classes : [...state.dataset.classes.keys()];
  const row = accuracyRowOf(state, split);
  if (count <= showAllUpTo) return { hardest: order.map(row), easiest: [], between: 0 };
  return {
    hardest: order.slice(0, hardestShown).map(row),
    easiest: order.slice(-easiestShown).map(row),
    between: count - hardestShown - easiestShown,
  };
}

/** Every class, in the order of difficulty, for the table. */
export function allAccuracyRows(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  split = shownSplit(state),
): readonly AccuracyRow[] {
  const { classes } = classesByDifficulty(state);
  const order = classes.length > 0 ? classes : [...state.dataset.classes.keys()];
  return order.map(accuracyRowOf(state, split));
}

/** A function that gives any class's row: what holds for the whole run is looked up once. */
export function accuracyRowOf(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  split = shownSplit(state),
): (index: ClassIndex) => AccuracyRow {
  const networks = state.rounds.map((round) => networkAccuracy(round, split));
  const ensemble = ensembleAccuracy(state, split);
  return (index) => {
    const first = networks[0]?.[index] ?? null;
    const voted = ensemble?.[index] ?? null;
    return {
      index,
      networks: networks.map((accuracy, at) => ({
        round: at + 1,
        accuracy: accuracy?.[index] ?? null,
      })),
      ensemble: voted,
      gain: voted === null || first === null ? null : voted - first,
    };
  };
}
