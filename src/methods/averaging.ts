/**
 * Plain averaging: T networks that differ in their random draws only, outputs averaged with equal
 * weights. What complementary networks must beat.
 */
import { initialImportance } from '../algorithms/complementary/importance.ts';
import { plainObjective } from '../engine/engine.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext, MethodEnd } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { equalVoteOutcome } from './equalVote.ts';
import { firstRound, keepRound } from './rounds.ts';
import { trainNetwork } from './trainNetwork.ts';

/** Trains `rounds` networks. */
export async function* averaging(
  context: MethodContext,
  rounds: number,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const ensemble = new Ensemble(context);
  const classCount = context.data.classes.length;
  const uniform = initialImportance(classCount);
  for (let round = firstRound(context); round <= rounds; round++) {
    const { outputs, networkHash, separability, seconds } = yield* trainNetwork(context, {
      round,
      seed: context.spec.seed,
      objective: plainObjective,
      weights: { own: new Float64Array(classCount).fill(1), wrong: null },
      classImportance: uniform,
      forecast: () => null,
      describe: null,
      finishedRounds: () => ensemble.save(),
    });
    yield {
      type: 'round-finished',
      round,
      ...equalVoteOutcome(uniform, outputs),
      ...ensemble.add(outputs, 1),
      topPredictions: null,
      networkHash,
      seconds,
    };
    yield ensemble.measured(round, separability);
    await keepRound(context, round, ensemble.save());
  }
  return 'rounds';
}
