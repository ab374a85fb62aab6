import { hardClassErrors, softClassErrors } from '../algorithms/complementary/classErrors.ts';
import { weightedError } from '../algorithms/complementary/importance.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import type { Outputs, SplitOutputs } from './context.ts';

type RoundFinished = EventOf<'round-finished'>;

/** What a round implies where every network counts the same and importance never changes. */
export function equalVoteOutcome(importance: Float64Array, outputs: SplitOutputs) {
  const classCount = importance.length;
  const { probabilities, labels } = outputs.train ?? emptyOutputs;
  const hardErrors = hardClassErrors(probabilities, labels, classCount);
  return {
    errorsFrom: 'train',
    softErrors: [...softClassErrors(probabilities, labels, classCount)],
    hardErrors: [...hardErrors],
    weightedError: weightedError(importance, hardErrors),
    gamma: null,
    gammaClamped: false,
    importanceNext: null,
    alwaysHard: null,
    bound: {
      value: null,
      note: 'The bound is about changing importance; here it never changes.',
    },
  } satisfies Partial<RoundFinished>;
}

const emptyOutputs: Outputs = { probabilities: new Float32Array(), labels: new Int32Array() };
