/**
 * What the paper proves about classes that stay hard: with enough rounds their share ρ is bounded
 * by a product over the rounds (Eq. 15 and 16).
 */
import { pow } from '../../lib/transcendental/pow.ts';
import type { ImportanceUpdate } from './importance.ts';

/** A class is hard in a round when its error exceeds 1/(2μ); always hard when its least does. */
export function alwaysHardClasses(minErrors: Float64Array, mu: number): number[] {
  const limit = 1 / (2 * mu);
  return [...minErrors.keys()].filter((index) => minErrors[index] > limit);
}

/** The part of a round that its factor of the bound depends on. */
export interface BoundRound {
  /** ε_t. */
  readonly weightedError: number;
  /** γ_t. */
  readonly gamma: number;
  readonly gammaClamped: boolean;
  /** max_l ε_t(l). */
  readonly largestClassError: number;
}

/** The bound on ρ, or the reason why none holds. */
export interface Bound {
  readonly value: number | null;
  readonly note: string | null;
}

/**
 * Π_t 2 √(μ ε_t (1 − μ ε_t)) (Eq. 16). A clamped round contributes its factor of Eq. 15,
 * [1 − (1 − γ)(1 − μ ε_t)] / √γ; the released update [1 − (1 − γ)(1 − ε_t)] / γ^(1 − 1/(2μ))
 * (ours, by the same steps). The proof needs μ ε_t(l) ≤ 1 for every class.
 */
export function alwaysHardBound(
  rounds: readonly BoundRound[],
  mu: number,
  update: ImportanceUpdate,
): Bound {
  const beyond = rounds.findIndex((round) => mu * round.largestClassError > 1);
  if (update === 'paper' && beyond >= 0) {
    return {
      value: null,
      note: `No bound holds: in round ${beyond + 1} a class has μ·ε(l) above 1, which the proof excludes.`,
    };
  }
  const value = rounds.reduce((product, round) => product * factor(round, mu, update), 1);
  return { value, note: noteOn(value, rounds, mu) };
}

function factor(round: BoundRound, mu: number, update: ImportanceUpdate): number {
  const { weightedError, gamma } = round;
  if (update === 'released-code') {
    return (1 - (1 - gamma) * (1 - weightedError)) / pow(gamma, 1 - 1 / (2 * mu));
  }
  const scaled = mu * weightedError;
  return round.gammaClamped
    ? (1 - (1 - gamma) * (1 - scaled)) / Math.sqrt(gamma)
    : 2 * Math.sqrt(scaled * (1 - scaled));
}

function noteOn(value: number, rounds: readonly BoundRound[], mu: number): string | null {
  if (mu <= 0.5) return 'With μ ≤ ½ no class can count as hard, so the bound says nothing.';
  if (value >= 1) return 'The bound is 1 or more: it allows every class to stay hard.';
  if (rounds.some((round) => round.gammaClamped)) {
    return 'A round’s γ was clamped; its factor follows Eq. 15.';
  }
  return null;
}
