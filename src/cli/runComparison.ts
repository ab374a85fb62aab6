/**
 * What a run's classes gain or lose beside a flat one (Fig. 5, 9, 11 and Table III), as `compare`
 * prints it: the facts are those of the page's comparison.
 */
import {
  type ClassDifference,
  classDifferences,
  verdictCounts,
} from '../analysis/comparison/classDifferences.ts';
import { orderedDifferences } from '../analysis/comparison/differenceOrder.ts';
import { type ComparedMeasure, measureRows } from '../analysis/comparison/measureRows.ts';
import { errorRows } from '../analysis/comparison/overallErrors.ts';
import { haveSameClasses, sharedSplits, testPairing } from '../analysis/comparison/testPairing.ts';
import {
  groupStrengths,
  strengthCorrelation,
  strengthPoints,
} from '../analysis/groups/groupStrengths.ts';
import { asVote } from '../analysis/run/memberRun.ts';
import { UsageError } from '../node/usageError.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { SplitName } from '../spec/units.ts';

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
  /** What both votes come to beyond their errors; null where a log does not tell. */
  readonly measures: readonly {
    readonly measure: ComparedMeasure;
    readonly flat: number | null;
    readonly other: number | null;
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
    /** Pearson's r; null of fewer than three classes, and where strength or gain never varies. */
    readonly correlation: number | null;
    readonly classes: readonly {
      readonly name: string;
      readonly group: number;
      readonly strength: number;
      readonly gain: number;
    }[];
  }[];
}

/** Compares two finished runs on the same classes. @throws UsageError where they cannot be. */
export function compareRuns(flat: RunState, other: RunState): RunComparison {
  if (!haveSameClasses(flat, other)) {
    throw new UsageError('The two runs were trained on different classes: they cannot be compared');
  }
  checkFinished(flat);
  checkFinished(other);
  const [split] = sharedSplits(other, flat);
  if (split === undefined) throw new UsageError('The two runs were not measured on the same split');
  // A folder holds a log, not the test images: classes are compared, not single images.
  const rows = classDifferences(other, flat, split, testPairing(other, flat, null));
  const { improved, unchanged, worse } = verdictCounts(rows);
  const share = (count: number) => count / rows.length;
  const gains = orderedDifferences(rows, 'difference', other).map(
    ({ index, own, baseline, difference }) => ({
      name: other.dataset.classes[index],
      flat: baseline,
      other: own,
      gain: difference,
    }),
  );
  return {
    split,
    topErrors: errorRows(other, flat, split).flatMap(({ rank, own, baseline }) =>
      own === null || baseline === null ? [] : [{ rank, flat: baseline, other: own }],
    ),
    measures: measureRows(other, flat, split).map(({ measure, own, baseline }) => ({
      measure,
      flat: baseline,
      other: own,
    })),
    shares: { improved: share(improved), unchanged: share(unchanged), worse: share(worse) },
    classes: gains,
    strength: strengths(asVote(other), rows),
  };
}

function checkFinished({ rounds, runId }: RunState): void {
  if (rounds.at(-1)?.outcome) return;
  throw new UsageError(`Run ${runId} has not finished: only finished runs can be compared`);
}

function strengths(
  { levelwise, dataset }: RunState,
  rows: readonly ClassDifference[],
): RunComparison['strength'] {
  if (levelwise === null) return [];
  return levelwise.built.levels.flatMap((_, level) => {
    const held = groupStrengths(levelwise, level);
    if (held === null) return [];
    const points = strengthPoints(held, rows, 1);
    const classes = points.map(({ index, ...point }) => ({
      name: dataset.classes[index],
      ...point,
    }));
    return [{ level, epoch: held.epoch, correlation: strengthCorrelation(points), classes }];
  });
}
