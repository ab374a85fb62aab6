/**
 * What goes wrong in a run short of ending it: a network that is no better than chance, a loss that
 * grows, importance that freezes. Each is one sentence or two, with what to do.
 */
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';
import { onlyClassifier } from './classifierNames.ts';
import { shownSplit } from './runFacts.ts';
import { newestSaturation, saturatedRound, saturationText } from './saturation.ts';

type Told = Pick<RunState, 'spec' | 'dataset' | 'rounds'>;

/** A trained network beside an answer that ignores the images. */
export interface ChanceFacts {
  /** Its error on the shown split. */
  readonly error: number;
  /** The error of always naming the commonest class there. */
  readonly chance: number;
}

/**
 * Of a trained network that is no better than chance, within a standard error of chance's own; null
 * for others, and before the end of its round.
 */
export function chanceFacts(
  state: Pick<RunState, 'dataset'>,
  { outcome }: RoundState,
): ChanceFacts | null {
  const split = shownSplit(state);
  const error = outcome?.topErrors[split]?.['1'];
  if (error === undefined) return null;
  const counts = state.dataset.classCounts[split];
  const total = counts.reduce((sum, count) => sum + count, 0);
  const chance = 1 - Math.max(...counts) / total;
  const deviation = Math.sqrt((chance * (1 - chance)) / total);
  return chance > 0 && error >= chance - deviation ? { error, chance } : null;
}

/** Names a network that is no better than chance. */
export function chanceText(state: Told, round: RoundState): string | null {
  const facts = chanceFacts(state, round);
  if (facts === null) return null;
  return `${named(state, round.round)} is no better than chance: it errs on ${formatPercent(facts.error)}, as always naming one class does (${formatPercent(facts.chance)}). Train longer, or change the learning rate.`;
}

/** Times the loss of guessing from which a loss is far too large at once. */
const farAbove = 10;
/** Epochs in a row over which a loss that grows tenfold is told. */
const rising = 3;

/** The loss of a network that diverges: far above guessing, or tenfold within three rising epochs. */
export function divergingLoss(
  { epochs }: Pick<RoundState, 'epochs'>,
  classCount: number,
): number | null {
  const last = epochs.at(-1)?.trainLoss;
  const guessing = Math.log(classCount);
  if (last === undefined || last <= guessing) return null;
  if (last > farAbove * guessing) return last;
  const recent = epochs.slice(-1 - rising).map(({ trainLoss }) => trainLoss);
  if (recent.length <= rising) return null;
  const grows = recent.every((loss, at) => at === 0 || loss > recent[at - 1]);
  return grows && last >= 10 * recent[0] ? last : null;
}

/** Tells of a loss that grows without being infinite yet. */
export function divergenceText(state: Told, round: RoundState): string | null {
  const classCount = state.dataset.classes.length;
  const loss = divergingLoss(round, classCount);
  if (loss === null) return null;
  const guessing = formatFixed(Math.log(classCount), 2);
  return `The loss${onlyClassifier(state) === null ? ` of network ${round.round}` : ''} grows: ${formatFixed(loss, 1)} after epoch ${round.epochs.length}, where guessing has ${guessing}. Lower the learning rate, for instance to a tenth of it.`;
}

/** `Network 2`, `The network`. */
function named(state: Told, round: Round): string {
  const only = onlyClassifier(state);
  return only === null ? `Network ${round}` : `The ${only}`;
}

/** All that went wrong so far, round by round; of the loss, what still holds. */
export function troublesOf(state: Told): readonly string[] {
  return state.rounds.flatMap((round) => {
    const saturated = round.outcome === null ? null : saturatedRound(round);
    return [
      divergenceText(state, round),
      chanceText(state, round),
      saturated && saturationText(saturated, state),
    ].filter((told) => told !== null);
  });
}

/** What goes wrong now, most urgent first; null where nothing does. */
export function newestTrouble(state: Told): string | null {
  const round = state.rounds.at(-1);
  if (round === undefined) return null;
  const before = state.rounds.at(-2);
  const saturated = newestSaturation(state);
  return (
    divergenceText(state, round) ??
    chanceText(state, round) ??
    (before && round.outcome === null ? chanceText(state, before) : null) ??
    (saturated && saturationText(saturated, state))
  );
}
