/** The outcome of a run from its rounds, wherever those were read. */
import type { AccuracyBySplit, TopErrorsBySplit } from '../../spec/run/events/eventFields.ts';
import type { Measures } from '../../spec/run/events/measureEvents.ts';
import type { SplitName } from '../../spec/units.ts';
import type { OwnMeasure } from './resultMeasures.ts';
import type { OutcomeCurve, RunOutcome } from './runOutcome.ts';

/** A round, as far as an outcome asks. */
export interface RoundParts {
  readonly round: number;
  /** Of its network, epoch by epoch. */
  readonly epochs: readonly { readonly errors: Partial<Record<SplitName, number>> }[];
  /** The vote with its network; null before its end. */
  readonly vote: VoteParts | null;
}

export interface VoteParts {
  readonly topErrors: TopErrorsBySplit;
  readonly classAccuracy: AccuracyBySplit;
  readonly measures: MeasuredParts | null;
}

export type MeasuredParts = Pick<
  Measures,
  'hardestFifth' | 'easierHalf' | 'worstClass' | 'harmonicMeanRecall' | 'severity'
> & {
  readonly calibration: Pick<Measures['calibration'], 'ece'>;
  readonly rankedOn: SplitName;
};

/** The facts of an outcome that come from its rounds. */
type FromRounds = Pick<
  RunOutcome,
  'rankedOn' | 'measures' | 'classErrors' | 'rankedErrors' | 'curve' | 'votes'
>;

/**
 * @param split that all is measured on.
 * @param accuracy of each class by the network under way, for before the first round's end.
 */
export function outcomeOfRounds(
  rounds: readonly RoundParts[],
  split: SplitName,
  accuracy: readonly (number | null)[],
): FromRounds {
  const vote = rounds.findLast((round) => round.vote !== null)?.vote ?? null;
  const last = rounds.at(-1)?.epochs.at(-1)?.errors[split] ?? null;
  const rankedOn = vote?.measures?.rankedOn ?? null;
  const ranked = rankedOn === null ? undefined : vote?.classAccuracy[rankedOn];
  return {
    rankedOn,
    measures: { ...noMeasures, ...(vote === null ? { top1: last } : measuresOf(vote, split)) },
    classErrors: errorsOf(vote?.classAccuracy[split] ?? accuracy),
    rankedErrors: errorsOf(ranked ?? []),
    curve: curveOf(rounds, split),
    votes: rounds.flatMap((round) =>
      round.vote === null ? [] : [round.vote.topErrors[split] ?? {}],
    ),
  };
}

const errorsOf = (accuracy: readonly (number | null)[]) =>
  accuracy.map((share) => (share === null ? null : 1 - share));

const noMeasures: Readonly<Record<OwnMeasure, null>> = {
  top1: null,
  top5: null,
  hardestFifth: null,
  easierHalf: null,
  worstClass: null,
  harmonicMean: null,
  ece: null,
  severity: null,
};

function measuresOf(
  { topErrors, measures }: VoteParts,
  split: SplitName,
): Partial<Record<OwnMeasure, number | null>> {
  const errors = { top1: topErrors[split]?.['1'] ?? null, top5: topErrors[split]?.['5'] ?? null };
  if (measures === null) return errors;
  const { hardestFifth, easierHalf, worstClass, harmonicMeanRecall, severity } = measures;
  return {
    ...errors,
    hardestFifth,
    easierHalf,
    worstClass,
    harmonicMean: harmonicMeanRecall,
    ece: measures.calibration.ece,
    severity,
  };
}

function curveOf(rounds: readonly RoundParts[], split: SplitName): OutcomeCurve {
  const epochs = rounds.flatMap(({ round, epochs, vote }) =>
    epochs.map(({ errors }, place) => {
      const network = errors[split] ?? null;
      const isLast = place === epochs.length - 1;
      const voted = isLast ? (vote?.topErrors[split]?.['1'] ?? null) : null;
      return { round, network, vote: voted ?? (round === 1 ? network : null) };
    }),
  );
  return {
    rounds: epochs.map(({ round }) => round),
    network: epochs.map(({ network }) => network),
    vote: epochs.map(({ vote }) => vote),
  };
}
