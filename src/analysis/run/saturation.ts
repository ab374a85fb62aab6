/**
 * Saturation of the complementary method: from μ·ε ≥ ½ on γ is held just below 1 (Eq. 8), importance
 * stays as it was, and the networks that it happens to hardly vote, all alike.
 */
import { formatFixed } from '../../lib/numberFormat.ts';
import type { ComplementarySpec } from '../../spec/methods/complementary.ts';
import { complementaryOf } from '../../spec/methods/methodFacts.ts';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';

type Measuring = Pick<ComplementarySpec, 'mu' | 'errors' | 'errorsFrom' | 'update'>;

/** The error ε_t below which γ_t is below 1: 1/(2μ). */
export function saturationLimit(mu: number): number {
  return 1 / (2 * mu);
}

/** ε of a network that guesses among N classes: ½ by soft errors (Eq. 4), 1 − 1/N by hard ones. */
export function guessingError(errors: Measuring['errors'], classCount: number): number {
  return errors === 'soft' ? 0.5 : 1 - 1 / classCount;
}

/** A round whose errors are too large for μ, or would be if it ended now. */
export interface SaturatedRound {
  readonly round: Round;
  readonly isForecast: boolean;
  /** ε_t. */
  readonly error: number;
}

/** Whether a round's errors are too large for μ; null where they are not, or not known yet. */
export function saturatedRound({ round, outcome, epochs }: RoundState): SaturatedRound | null {
  const known = outcome ?? epochs.at(-1)?.forecast ?? null;
  if (known === null || !known.gammaClamped || (known.gamma ?? 0) < 0.5) return null;
  return { round, isForecast: outcome === null, error: known.weightedError };
}

/** The newest round that saturates, of those finished or the one under way; null where none does. */
export function newestSaturation(state: Pick<RunState, 'rounds'>): SaturatedRound | null {
  const known = state.rounds.filter(({ outcome, epochs }) => outcome !== null || epochs.length > 0);
  const newest = known.at(-1);
  return newest === undefined ? null : saturatedRound(newest);
}

/** What happened in a saturated round, and what to change; null for methods without μ. */
export function saturationText(
  { round, isForecast, error }: SaturatedRound,
  { spec }: Pick<RunState, 'spec'>,
): string | null {
  const method = complementaryOf(spec.method);
  if (method === null) return null;
  const product = formatFixed(method.mu * error, 2);
  const happens = isForecast
    ? `If round ${round} ended now, importance would stay as it is, and its network hardly vote`
    : `After round ${round} importance stayed as it was, and its network hardly votes`;
  return `${happens}: μ·ε is ${product}, and from ½ on γ is held at 1. ${saturationRemedy(method, error)}`;
}

/** What to change so that an error ε no longer saturates. */
export function saturationRemedy(method: Measuring, error: number): string {
  const ways = [
    `μ below ${formatFixed(Math.floor(50 / error) / 100, 2)}`,
    'longer training',
    ...(method.errors === 'hard' && method.update === 'paper'
      ? ['soft errors, which are ½ for a network that guesses']
      : []),
    ...(method.errorsFrom === 'validation' ? ['errors on training images'] : []),
  ];
  return `What helps: ${ways.join('; ')}.`;
}

/** What is known before training of whether importance will move. */
export interface SaturationOutlook {
  /** The error below which γ is below 1. */
  readonly limit: number;
  /** ε of a network that guesses. */
  readonly guessing: number;
  /** ε of the first network of a run at hand, by the same measure; null where there is none. */
  readonly seen: number | null;
  /** Why importance may freeze; null where neither says so. */
  readonly warning: string | null;
}

/** @param seen a run on the same data, whose first network tells what errors to expect. */
export function saturationOutlook(
  method: Measuring,
  classCount: number,
  seen: Pick<RunState, 'rounds'> | null,
): SaturationOutlook {
  const limit = saturationLimit(method.mu);
  const guessing = guessingError(method.errors, classCount);
  const error = seen === null ? null : firstError(method, seen);
  const common = { limit, guessing, seen: error };
  if (error !== null && error >= limit) {
    const warning = `The first network of the run shown has ε ${formatFixed(error, 2)}: importance would freeze, and votes be equal. ${saturationRemedy(method, error)}`;
    return { ...common, warning };
  }
  if (error === null && guessing >= limit) {
    const warning = `A network that only guesses has ε ${formatFixed(guessing, 2)}: while ε is ${formatFixed(limit, 2)} or more, importance freezes and votes are equal. ${saturationRemedy(method, guessing)}`;
    return { ...common, warning };
  }
  return { ...common, warning: null };
}

/** ε of a run's first network as a method would measure it, all classes alike; null before it is known. */
function firstError(
  { errors, errorsFrom }: Measuring,
  { rounds }: Pick<RunState, 'rounds'>,
): number | null {
  const outcome = rounds[0]?.outcome ?? null;
  if (outcome === null || outcome.errorsFrom !== errorsFrom) return null;
  const ofClasses = errors === 'soft' ? outcome.softErrors : outcome.hardErrors;
  return ofClasses.reduce((sum, error) => sum + error, 0) / ofClasses.length;
}
