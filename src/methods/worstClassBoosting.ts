/**
 * Boosting against the worst class (Saito et al., arXiv 2310.14890): a class that a network has learnt
 * weighs less for the next, and the ensemble names the class that most networks name.
 */
import { hedge, hedgeRate, learntClasses, unlearntWeight } from '../algorithms/boosting/hedge.ts';
import { majorityBallots } from '../algorithms/boosting/majorityBallots.ts';
import { initialImportance } from '../algorithms/complementary/importance.ts';
import { plainObjective } from '../engine/engine.ts';
import type { WorstClassBoostingSpec } from '../spec/methods/worstClassBoosting.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import { type SplitName, splitNames } from '../spec/units.ts';
import type { MethodContext, MethodEnd, Outputs, SplitOutputs } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { equalVoteOutcome } from './equalVote.ts';
import { firstRound, keepRound } from './rounds.ts';
import { trainNetwork } from './trainNetwork.ts';

/** Trains `rounds` networks, each from a fresh start and for all its epochs (ours). */
export async function* worstClassBoosting(
  context: MethodContext,
  { rounds, threshold }: WorstClassBoostingSpec,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const ensemble = new Ensemble(context);
  const classCount = context.data.classes.length;
  const rate = hedgeRate(classCount, rounds);
  let weights = weightsBefore(context);
  for (let round = firstRound(context); round <= rounds; round++) {
    const { outputs, networkHash, separability, seconds } = yield* trainNetwork(context, {
      round,
      seed: context.spec.seed,
      objective: plainObjective,
      weights: { own: weights.map((weight) => weight * classCount), wrong: null },
      classImportance: weights,
      forecast: () => null,
      describe: null,
      finishedRounds: () => ensemble.save(),
    });
    const outcome = equalVoteOutcome(weights, outputs);
    const learnt = learntClasses(
      outcome.hardErrors.map((error) => 1 - error),
      threshold,
    );
    const weightedError = unlearntWeight(weights, learnt);
    weights = hedge(weights, learnt, rate);
    yield {
      type: 'round-finished',
      round,
      ...outcome,
      weightedError,
      importanceNext: [...weights],
      bound: {
        value: null,
        note: 'The bound is that of complementary networks; this method bounds the worst class.',
      },
      ...ensemble.add(outputs, 1, ballots(outputs, classCount)),
      topPredictions: null,
      networkHash,
      seconds,
    };
    yield ensemble.measured(round, separability);
    await keepRound(context, round, ensemble.save());
  }
  return 'rounds';
}

/** All alike, or as the finished rounds of the run that goes on left them. */
function weightsBefore({ data, resumption }: MethodContext): Float64Array {
  const outcomes = resumption?.state.rounds.flatMap(({ outcome }) => outcome ?? []) ?? [];
  const told = outcomes.at(-1)?.importanceNext ?? null;
  return told === null ? initialImportance(data.classes.length) : Float64Array.from(told);
}

/** What counts where networks vote by majority. */
function ballots(outputs: SplitOutputs, classCount: number): SplitOutputs {
  const cast: Partial<Record<SplitName, Outputs>> = {};
  for (const split of splitNames) {
    const ofSplit = outputs[split];
    if (ofSplit === undefined) continue;
    const probabilities = majorityBallots(ofSplit.probabilities, classCount);
    cast[split] = { probabilities, labels: ofSplit.labels };
  }
  return cast;
}
