/**
 * Plain averaging: T networks that differ in their random draws only, outputs averaged with equal
 * weights. What complementary networks must beat.
 */
import { hardClassErrors, softClassErrors } from '../algorithms/complementary/classErrors.ts';
import { initialImportance, weightedError } from '../algorithms/complementary/importance.ts';
import type { RunEventBody } from '../spec/runEvent.ts';
import type { MethodContext, MethodEnd, Outputs, SplitOutputs } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { trainNetwork } from './trainNetwork.ts';

/** Trains `rounds` networks; `single` is this with one. */
export async function* averaging(
  context: MethodContext,
  rounds: number,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const ensemble = new Ensemble(context.data.classes.length);
  const classCount = context.data.classes.length;
  const uniform = initialImportance(classCount);
  for (let round = 1; round <= rounds; round++) {
    const { outputs, seconds } = yield* trainNetwork(context, {
      round,
      seed: context.spec.seed,
      objective: 'weighted-likelihood',
      weights: { own: new Float64Array(classCount).fill(1), wrong: null },
      classImportance: uniform,
      forecast: () => null,
    });
    yield {
      type: 'round-finished',
      round,
      errorsFrom: 'train',
      ...errorsOf(uniform, outputs),
      ...ensemble.add(outputs, 1),
      alwaysHard: null,
      bound: {
        value: null,
        note: 'The bound is about changing importance; here it never changes.',
      },
      seconds,
    };
  }
  return 'rounds';
}

function errorsOf(uniform: Float64Array, outputs: SplitOutputs) {
  const classCount = uniform.length;
  const { probabilities, labels } = outputs.train ?? emptyOutputs;
  const hardErrors = hardClassErrors(probabilities, labels, classCount);
  return {
    softErrors: [...softClassErrors(probabilities, labels, classCount)],
    hardErrors: [...hardErrors],
    weightedError: weightedError(uniform, hardErrors),
    gamma: null,
    gammaClamped: false,
    importanceNext: null,
  };
}

const emptyOutputs: Outputs = { probabilities: new Float32Array(), labels: new Int32Array() };
