/** Whether rounds can be appended to a finished run, and where they cannot, why. */
import { formatCounted } from '../../lib/numberFormat.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { growsByRounds, roundsOf } from '../../spec/methods/methodFacts.ts';
import { roundsOption } from '../../spec/methods/roundsOption.ts';
import { renewedSpec } from '../../spec/renewedSpec.ts';

/** What is known of a finished run. */
export interface GrowthFacts {
  readonly spec: ExperimentSpec;
  /** Rounds that have ended. */
  readonly round: number;
  /** Trained networks that are kept of it. */
  readonly networks: number;
}

/** As many rounds as an experiment may have. */
export const mostRounds = roundsOption['method.rounds'].max;

/** Why no rounds can be appended, for people; null where they can. */
export function whyNoMoreRounds({ spec, round, networks }: GrowthFacts): string | null {
  const instead = 'Train the longer experiment from the beginning instead.';
  if (!growsByRounds(spec.method)) {
    return `What a round of this method does depends on how many there are. ${instead}`;
  }
  if (round < roundsOf(spec.method)) {
    return `It ended after ${formatCounted(round, 'round')}, as its target accuracy was reached: no round would follow.`;
  }
  if (round >= mostRounds) return `It has ${round} rounds, as many as an experiment may have.`;
  const { note } = renewedSpec(spec);
  if (note !== null) return `${note} ${instead}`;
  if (networks >= round) return null;
  const missing =
    networks === 0
      ? 'Its networks are not kept here, only its log is'
      : `Only ${networks} of its ${round} networks are kept here`;
  return `${missing}; each is needed once more, as the log does not tell its answers image by image. ${instead}`;
}
