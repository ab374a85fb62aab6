/**
 * From which μ on a round freezes: μ·ε_t reaches ½, γ_t is held at 1, importance stays as it is and the
 * network hardly votes. ε_t is weighed by the importance that μ itself has led to, so that it is looked
 * for: upwards in steps of a hundredth of μ, then by halving the step in which it begins.
 */
import { complementary } from '../../spec/methods/complementary.ts';
import { type RecordedErrors, type WhatIfChoice, whatIfRounds } from './whatIfRounds.ts';

type Rule = Pick<WhatIfChoice, 'update' | 'errors'>;

/** The μ that can be chosen. */
export const muRange = complementary.options['method.mu'];

/** Halvings of the step in which a round begins to freeze. */
const halvings = 30;

/**
 * The least μ at which each round freezes, in the order of the rounds; null where none that can be
 * chosen does.
 */
export function freezingMus(
  recorded: readonly RecordedErrors[],
  rule: Rule,
): readonly (number | null)[] {
  const first: (number | null)[] = recorded.map(() => null);
  const least = leastPossible(recorded, rule);
  let below = least;
  for (let mu = least; first.includes(null); mu = Math.min(muRange.max, mu * 1.01)) {
    const frozen = frozenAt(recorded, rule, mu);
    for (const [index, isFrozen] of frozen.entries()) {
      if (isFrozen && first[index] === null) {
        first[index] = halved(below, mu, (at) => frozenAt(recorded, rule, at)[index]);
      }
    }
    if (mu === muRange.max) break;
    below = mu;
  }
  return first;
}

/**
 * The largest μ to two places at and below which no round freezes; null where even the least that can be
 * chosen freezes one.
 */
export function largestFreeMu(freezing: readonly (number | null)[]): number | null {
  const first = freezing.reduce<number>(
    (least, mu) => Math.min(least, mu ?? muRange.max),
    muRange.max,
  );
  const isAnyFrozen = freezing.some((mu) => mu !== null);
  // The place itself freezes.
  const steps = isAnyFrozen ? Math.ceil(first * 100 - 1e-9) - 1 : Math.floor(first * 100);
  const mu = steps / 100;
  return mu < muRange.min ? null : mu;
}

/** No ε_t is above the largest class error, so that no smaller μ can freeze anything. */
function leastPossible(recorded: readonly RecordedErrors[], { errors }: Rule): number {
  const largest = recorded.reduce(
    (most, { softErrors, hardErrors }) =>
      (errors === 'soft' ? softErrors : hardErrors).reduce((a, b) => Math.max(a, b), most),
    0,
  );
  const least = largest > 0 ? 0.5 / largest : muRange.max;
  return Math.min(muRange.max, Math.max(muRange.min, least));
}

function frozenAt(recorded: readonly RecordedErrors[], rule: Rule, mu: number): boolean[] {
  return whatIfRounds(recorded, { ...rule, mu }).map(({ isFrozen }) => isFrozen);
}

/** Where `isFrozen` begins to hold between two μ of which the second has it. */
function halved(below: number, above: number, isFrozen: (mu: number) => boolean): number {
  let [low, high] = [below, above];
  for (let step = 0; step < halvings && low < high; step++) {
    const middle = (low + high) / 2;
    if (isFrozen(middle)) high = middle;
    else low = middle;
  }
  return high;
}
