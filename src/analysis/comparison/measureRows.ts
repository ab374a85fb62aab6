/** The measures of two runs' votes side by side, beyond their errors. */
import { hardAndEasy } from '../../algorithms/metrics/hardClasses.ts';
import type { Measures } from '../../spec/run/events/measureEvents.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { SplitName } from '../../spec/units.ts';
import { ensembleAccuracy, type PerClass } from '../run/runFacts.ts';

/** What can be compared: the last two are of the classes that are hardest, or easiest, for the baseline. */
export const comparedMeasures = [
  'hardestFifth',
  'easierHalf',
  'worstClass',
  'harmonicMeanRecall',
  'ece',
  'rightConfidence',
  'wrongConfidence',
  'severity',
  'sharedHardestFifth',
  'sharedEasierHalf',
] as const;

export type ComparedMeasure = (typeof comparedMeasures)[number];

export interface MeasureRow {
  readonly measure: ComparedMeasure;
  readonly own: number | null;
  readonly baseline: number | null;
}

/** Every measure that at least one of the two runs tells. */
export function measureRows(
  own: Pick<RunState, 'rounds'>,
  baseline: Pick<RunState, 'rounds'>,
  split: SplitName,
): MeasureRow[] {
  const shared = sharedEnds(own, baseline, split);
  const [mine, theirs] = [valuesOf(own), valuesOf(baseline)];
  return comparedMeasures.flatMap((measure) => {
    const row = shared[measure] ?? {
      own: mine[measure] ?? null,
      baseline: theirs[measure] ?? null,
    };
    return row.own === null && row.baseline === null ? [] : [{ measure, ...row }];
  });
}

type Values = Partial<Record<ComparedMeasure, number | null>>;

/** The measures of the vote of a run's finished networks; null in logs that tell none. */
export function ensembleMeasures({ rounds }: Pick<RunState, 'rounds'>): Measures | null {
  return rounds.findLast(({ outcome }) => outcome !== null)?.measures?.ensemble ?? null;
}

function valuesOf(state: Pick<RunState, 'rounds'>): Values {
  const measures = ensembleMeasures(state);
  if (measures === null) return {};
  const { ece, rightConfidence, wrongConfidence } = measures.calibration;
  return { ...measures, ece, rightConfidence, wrongConfidence };
}

/**
 * Both runs on the same classes: the ends of the baseline's own ranking, by its accuracy on validation
 * images, or on training images where it has no others beside the split.
 */
function sharedEnds(
  own: Pick<RunState, 'rounds'>,
  baseline: Pick<RunState, 'rounds'>,
  split: SplitName,
): Partial<Record<ComparedMeasure, Omit<MeasureRow, 'measure'>>> {
  const ranking = rankingOf(baseline, split);
  const [mine, theirs] = [ensembleAccuracy(own, split), ensembleAccuracy(baseline, split)];
  if (ranking === null || mine === null || theirs === null) return {};
  const [ends, others] = [hardAndEasy(ranking, mine), hardAndEasy(ranking, theirs)];
  return {
    sharedHardestFifth: { own: ends.hardestFifth, baseline: others.hardestFifth },
    sharedEasierHalf: { own: ends.easierHalf, baseline: others.easierHalf },
  };
}

function rankingOf(state: Pick<RunState, 'rounds'>, split: SplitName): PerClass | null {
  const splits: SplitName[] = ['validation', 'train'];
  for (const ranking of splits) {
    const accuracy = ranking === split ? null : ensembleAccuracy(state, ranking);
    if (accuracy !== null) return accuracy;
  }
  return null;
}
