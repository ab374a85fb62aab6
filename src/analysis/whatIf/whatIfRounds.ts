/**
 * What a run of the complementary method would have come to with another μ, update or kind of class
 * errors. Nothing is trained: each round keeps the class errors that its log tells, and what follows
 * from them is computed anew, by the functions that the method itself goes by. Networks would have been
 * others, so that it is the rougher the further it is from the run; at the run's own values it is the
 * log.
 */
import { HardnessRecord } from '../../algorithms/complementary/hardnessRecord.ts';
import { initialImportance, voteWeight } from '../../algorithms/complementary/importance.ts';
import {
  type ImportanceRule,
  outcomeOfErrors,
} from '../../algorithms/complementary/roundOutcome.ts';
import { complementaryOf } from '../../spec/methods/methodFacts.ts';
import type { RoundOutcome, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex, Round } from '../../spec/units.ts';
import { saturationLimit } from '../run/saturation.ts';

/** What is chosen in place of the run's own. */
export interface WhatIfChoice extends ImportanceRule {
  readonly errors: 'soft' | 'hard';
}

/** What a log tells of a round that no choice changes. */
export type RecordedErrors = Pick<RoundOutcome, 'round' | 'softErrors' | 'hardErrors'>;

export interface WhatIfRound
  extends Pick<RoundOutcome, 'weightedError' | 'gammaClamped' | 'alwaysHard' | 'bound'> {
  readonly round: Round;
  /** γ_t. */
  readonly gamma: number;
  /** μ·ε_t. */
  readonly scaledError: number;
  /** ln(1/γ_t) (Eq. 9). */
  readonly voteWeight: number;
  /** Whether μ·ε_t reaches ½, so that importance stays as it is and the network hardly votes. */
  readonly isFrozen: boolean;
  /** ϕ_{t+1}, normalised. */
  readonly importanceNext: readonly number[];
  /** Classes whose error exceeds 1/(2μ) in this round. */
  readonly hardClasses: readonly ClassIndex[];
}

/** The run's own values; null for methods without μ. */
export function ownChoice({ spec }: Pick<RunState, 'spec'>): WhatIfChoice | null {
  const method = complementaryOf(spec.method);
  return method && { mu: method.mu, update: method.update, errors: method.errors };
}

/** The class errors of the finished rounds. */
export function recordedErrors({ rounds }: Pick<RunState, 'rounds'>): RecordedErrors[] {
  return rounds.flatMap(({ outcome }) => outcome ?? []);
}

/** Every recorded round as it would have been. */
export function whatIfRounds(
  recorded: readonly RecordedErrors[],
  choice: WhatIfChoice,
): WhatIfRound[] {
  const record = new HardnessRecord(choice);
  const limit = saturationLimit(choice.mu);
  let importance = initialImportance(recorded[0]?.softErrors.length ?? 0);
  return recorded.map(({ round, softErrors, hardErrors }) => {
    const errors = Float64Array.from(choice.errors === 'soft' ? softErrors : hardErrors);
    const { importanceNext, ...outcome } = outcomeOfErrors(importance, errors, choice);
    importance = importanceNext;
    return {
      round,
      ...outcome,
      ...record.add({ softErrors, hardErrors, ...outcome }),
      scaledError: choice.mu * outcome.weightedError,
      voteWeight: voteWeight(outcome.gamma),
      isFrozen: choice.mu * outcome.weightedError >= 0.5,
      importanceNext: [...importanceNext],
      hardClasses: [...errors.keys()].filter((index) => errors[index] > limit),
    };
  });
}
