/** What a run's classes gain or lose beside a flat one (Fig. 5, 9, 11 and Table III). */

import { UsageError } from '../node/usageError.ts';
import type { RoundOutcome, RunState } from '../spec/run/runState.ts';
import { type SplitName, topErrorRanks } from '../spec/units.ts';

/** A class's accuracies, in [0, 1]. */
export interface ClassGain {
  readonly name: string;
  readonly flat: number;
  readonly other: number;
  /** `other − flat`. */
  readonly gain: number;
}

export interface RunComparison {
  /** The images that both were measured on. */
  readonly split: SplitName;
  readonly topErrors: readonly {
    readonly rank: number;
    readonly flat: number;
    readonly other: number;
  }[];
  /** Shares of the classes; a difference of up to 1% counts as none. */
  readonly shares: {
    readonly improved: number;
    readonly unchanged: number;
    readonly worse: number;
  };
  /** Every class that both runs have images of, the greatest gain first. */
  readonly classes: readonly ClassGain[];
  /**
   * Of each level, how strength after the first epoch of adaptation goes with gain: strength is
   * Ω_ty / R_y, the share of a class's images that the group it was built into still holds.
   */
  readonly strength: readonly {
    readonly level: number;
    readonly epoch: number;
    /** Pearson's r; null where strength or gain is the same for all classes. */
    readonly correlation: number | null;
    readonly classes: readonly {
      readonly name: string;
      readonly group: number;
      readonly strength: number;
      readonly gain: number;
    }[];
  }[];
}

/** Differences up to this count as none (Fig. 5). */
const unchangedBand = 0.01;

/** Compares two finished runs on the same classes. @throws UsageError where they cannot be. */
export function compareRuns(flat: RunState, other: RunState): RunComparison {
  if (flat.dataset.classes.join('\n') !== other.dataset.classes.join('\n')) {
    throw new UsageError('The two runs were trained on different classes: they cannot be compared');
  }
  const [before, after] = [lastOutcome(flat), lastOutcome(other)];
  const split = (['test', 'validation', 'train'] as const).find(
    (name) => before.ensemble.classAccuracy[name] && after.ensemble.classAccuracy[name],
  );
  if (split === undefined) throw new UsageError('The two runs were not measured on the same split');
  const classes = classGains(flat.dataset.classes, before, after, split);
  return {
    split,
    topErrors: topErrorRanks.flatMap((rank) => {
      const [mine, theirs] = [before, after].map(
        ({ ensemble }) => ensemble.topErrors[split]?.[rank],
      );
      return mine === undefined || theirs === undefined
        ? []
        : [{ rank, flat: mine, other: theirs }];
    }),
    shares: sharesOf(classes),
    classes,
    strength: strengths(other, classes),
  };
}

function lastOutcome({ rounds, runId }: RunState): RoundOutcome {
  const outcome = rounds.at(-1)?.outcome;
  if (outcome) return outcome;
  throw new UsageError(`Run ${runId} has not finished: only finished runs can be compared`);
}

function classGains(
  names: readonly string[],
  before: RoundOutcome,
  after: RoundOutcome,
  split: SplitName,
): ClassGain[] {
  const rows = names.flatMap((name, index) => {
    const flat = before.ensemble.classAccuracy[split]?.[index] ?? null;
    const other = after.ensemble.classAccuracy[split]?.[index] ?? null;
    return flat === null || other === null ? [] : [{ name, flat, other, gain: other - flat }];
  });
  return rows.sort((a, b) => b.gain - a.gain);
}

function sharesOf(classes: readonly ClassGain[]): RunComparison['shares'] {
  // Rounding of shares must not push a class over the edge.
  const band = unchangedBand + 1e-9;
  const share = (isCounted: (gain: number) => boolean) =>
    classes.filter(({ gain }) => isCounted(gain)).length / classes.length;
  return {
    improved: share((gain) => gain > band),
    unchanged: share((gain) => Math.abs(gain) <= band),
    worse: share((gain) => gain < -band),
  };
}

function strengths(
  { levelwise, dataset }: RunState,
  classes: readonly ClassGain[],
): RunComparison['strength'] {
  const first = levelwise?.epochs.find(({ isAdapting }) => isAdapting);
  if (!levelwise || !first) return [];
  const gains = new Map(classes.map(({ name, gain }) => [name, gain]));
  return levelwise.built.levels.map(({ groupOf }, level) => {
    const { assignment } = first.levels[level];
    const held = dataset.classes.map(() => 0);
    const all = dataset.classes.map(() => 0);
    assignment.counts.forEach((count, entry) => {
      const index = assignment.classes[entry];
      all[index] += count;
      if (assignment.groups[entry] === groupOf[index]) held[index] += count;
    });
    const points = dataset.classes.flatMap((name, index) => {
      const gain = gains.get(name);
      if (gain === undefined || all[index] === 0) return [];
      return [{ name, group: groupOf[index], strength: held[index] / all[index], gain }];
    });
    return { level, epoch: first.epoch, correlation: correlation(points), classes: points };
  });
}

/** Pearson's r of strength and gain. */
function correlation(
  points: readonly { readonly strength: number; readonly gain: number }[],
): number | null {
  const strength = meanOf(points.map((point) => point.strength));
  const gain = meanOf(points.map((point) => point.gain));
  let [both, alongStrength, alongGain] = [0, 0, 0];
  for (const point of points) {
    const [x, y] = [point.strength - strength, point.gain - gain];
    both += x * y;
    alongStrength += x * x;
    alongGain += y * y;
  }
  const scale = Math.sqrt(alongStrength * alongGain);
  // Rounding leaves a trace of variance where there is none.
  return scale < 1e-12 ? null : Math.min(1, Math.max(-1, both / scale));
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
