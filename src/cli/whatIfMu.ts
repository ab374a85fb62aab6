/** What another μ, update or kind of class errors would have made of a run's recorded class errors. */

import { lastOutcome } from '../analysis/run/runFacts.ts';
import { freezingMus, largestFreeMu, muRange } from '../analysis/whatIf/freezing.ts';
import {
  ownChoice,
  recordedErrors,
  type WhatIfChoice,
  type WhatIfRound,
  whatIfRounds,
} from '../analysis/whatIf/whatIfRounds.ts';
import { UsageError } from '../node/usageError.ts';
import type { RunState } from '../spec/run/runState.ts';
import type { Missing } from './whatIfBench.ts';

/** Null where the run's own holds. */
export type RuleAsked = { readonly [Name in keyof WhatIfChoice]: WhatIfChoice[Name] | null };

export interface MuFacts {
  readonly own: WhatIfChoice;
  readonly chosen: WhatIfChoice;
  readonly rounds: readonly (Omit<WhatIfRound, 'alwaysHard' | 'bound'> & {
    /** ln(1/γ) as trained. */
    readonly trainedVote: number;
    /** The least μ at which it freezes; null where none does. */
    readonly freezesFrom: number | null;
  })[];
  /** After the last round. */
  readonly alwaysHard: WhatIfRound['alwaysHard'];
  readonly bound: WhatIfRound['bound'];
  readonly boundAsTrained: WhatIfRound['bound'] | null;
  /** The largest μ, to two places, under which no round freezes; null where every one freezes some. */
  readonly largestFreeMu: number | null;
}

/** @throws UsageError for a rule that the method does not have. */
export function muFacts(state: RunState, asked: RuleAsked): MuFacts | Missing {
  const own = ownChoice(state);
  if (own === null) {
    if (Object.values(asked).some((value) => value !== null)) {
      throw new UsageError('--mu, --update, --errors: the method of this run has no μ');
    }
    return { missing: 'its method has no μ' };
  }
  const chosen = chosenRule(own, asked);
  const recorded = recordedErrors(state);
  const freezing = freezingMus(recorded, chosen);
  const rounds = whatIfRounds(recorded, chosen);
  const last = rounds[rounds.length - 1];
  return {
    own,
    chosen,
    rounds: rounds.map(({ alwaysHard: _, bound: __, ...round }, index) => ({
      ...round,
      trainedVote: state.rounds[index].outcome?.voteWeight ?? 0,
      freezesFrom: freezing[index],
    })),
    alwaysHard: last.alwaysHard,
    bound: last.bound,
    boundAsTrained: lastOutcome(state)?.bound ?? null,
    largestFreeMu: largestFreeMu(freezing),
  };
}

function chosenRule(own: WhatIfChoice, asked: RuleAsked): WhatIfChoice {
  const mu = asked.mu ?? own.mu;
  if (mu < muRange.min || mu > muRange.max) {
    throw new UsageError(`--mu ${mu}: must be from ${muRange.min} to ${muRange.max}`);
  }
  const update = asked.update ?? own.update;
  const isReleased = update === 'released-code';
  if (isReleased && asked.errors === 'soft') {
    throw new UsageError('--errors soft: must be hard with the released code’s update');
  }
  return { mu, update, errors: isReleased ? 'hard' : (asked.errors ?? own.errors) };
}
