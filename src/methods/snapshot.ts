/**
 * Snapshot ensembles (Huang et al. 2017): one network trains on from cycle to cycle, each of which
 * begins with the full learning rate; what it is at the end of each votes with equal weight.
 */
import { initialImportance } from '../algorithms/complementary/importance.ts';
import { plainObjective, type TrainerSnapshot } from '../engine/engine.ts';
import { withPrefix } from '../spec/run/checkpoint.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext, MethodEnd } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { equalVoteOutcome } from './equalVote.ts';
import { firstRound, keepRound } from './rounds.ts';
import { snapshotIn, trainNetwork } from './trainNetwork.ts';

/** Trains `rounds` cycles. The optimiser's memory goes along, as in the authors' code. */
export async function* snapshot(
  context: MethodContext,
  rounds: number,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const ensemble = new Ensemble(context);
  const classCount = context.data.classes.length;
  const uniform = initialImportance(classCount);
  let before = cycleBefore(context);
  for (let round = firstRound(context); round <= rounds; round++) {
    const trained = yield* trainNetwork(context, {
      round,
      seed: context.spec.seed,
      objective: plainObjective,
      weights: { own: new Float64Array(classCount).fill(1), wrong: null },
      classImportance: uniform,
      startFrom: before,
      forecast: () => null,
      describe: null,
      finishedRounds: () => ensemble.save(),
    });
    const { outputs, networkHash, separability, seconds } = trained;
    before = trained.snapshot;
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
    await keepRound(context, round, ensemble.save(), withPrefix(before.tensors, 'trainer'));
  }
  return 'rounds';
}

/** The network at the end of the cycle before, where a run goes on between two; null elsewhere. */
function cycleBefore({ resumption }: MethodContext): TrainerSnapshot | null {
  if (resumption === null || resumption.checkpoint.round === 1) return null;
  const { epoch, tensors } = resumption.checkpoint;
  return epoch === 0 ? snapshotIn(tensors) : null;
}
