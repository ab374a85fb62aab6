/** Which classes stay hard over the rounds, and what the theorem allows (Eq. 15 and 16). */
import { alwaysHardBound, alwaysHardClasses, type Bound, type BoundRound } from './bound.ts';
import type { ImportanceRule } from './roundOutcome.ts';

/** What of a round's outcome decides which classes are hard. */
export interface HardnessRound {
  readonly softErrors: ArrayLike<number>;
  readonly hardErrors: ArrayLike<number>;
  readonly weightedError: number;
  readonly gamma: number | null;
  readonly gammaClamped: boolean;
}

interface AlwaysHard {
  /** ρ. */
  readonly share: number;
  readonly classes: number[];
}

export interface Hardness {
  readonly alwaysHard: { readonly soft: AlwaysHard; readonly hard: AlwaysHard };
  readonly bound: Bound;
}

/** The rounds so far, taken one after another. */
export class HardnessRecord {
  private readonly rounds: BoundRound[] = [];
  private minSoft: Float64Array | null = null;
  private minHard: Float64Array | null = null;

  constructor(private readonly rule: ImportanceRule & { readonly errors: 'soft' | 'hard' }) {}

  /** What holds after one more round. */
  add(outcome: HardnessRound): Hardness {
    this.minSoft = smaller(this.minSoft, outcome.softErrors);
    this.minHard = smaller(this.minHard, outcome.hardErrors);
    const { mu, update, errors } = this.rule;
    const ofClasses = errors === 'soft' ? outcome.softErrors : outcome.hardErrors;
    const { weightedError, gammaClamped } = outcome;
    const gamma = outcome.gamma ?? 1;
    const largestClassError = Math.max(...Array.from(ofClasses));
    this.rounds.push({ weightedError, gamma, gammaClamped, largestClassError });
    return {
      alwaysHard: { soft: alwaysHardOf(this.minSoft, mu), hard: alwaysHardOf(this.minHard, mu) },
      bound: alwaysHardBound(this.rounds, mu, update),
    };
  }
}

function smaller(least: Float64Array | null, errors: ArrayLike<number>): Float64Array {
  return Float64Array.from(errors, (error, index) => Math.min(error, least?.[index] ?? 1));
}

function alwaysHardOf(least: Float64Array, mu: number): AlwaysHard {
  const classes = alwaysHardClasses(least, mu);
  return { share: classes.length / least.length, classes };
}
