/**
 * Complementary networks (Chen, Zhang, Yu and Fan, CVPR 2019, Algorithm 1): networks are trained
 * one after another; a class's importance grows with its error, so each network works on what the
 * last found hard; together they vote.
 */
import { hardClassErrors, softClassErrors } from '../algorithms/complementary/classErrors.ts';
import { HardnessRecord } from '../algorithms/complementary/hardnessRecord.ts';
import { initialImportance, voteWeight } from '../algorithms/complementary/importance.ts';
import {
  type ComplementaryObjective,
  objectiveWeights,
} from '../algorithms/complementary/objectiveWeights.ts';
import { permutedImportance } from '../algorithms/complementary/permutedImportance.ts';
import { outcomeOfErrors } from '../algorithms/complementary/roundOutcome.ts';
import type { LikelihoodObjective, WeighedObjective } from '../engine/engine.ts';
import { isGivenRound } from '../spec/experimentSpec.ts';
import type { ComplementarySpec } from '../spec/methods/complementary.ts';
import { memberMethod } from '../spec/methods/levelwise/members.ts';
import type { EventOf, RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext, MethodEnd, Outputs, SplitOutputs } from './context.ts';
import { Ensemble, type RoundAccuracy } from './ensemble.ts';
import { builtTree } from './levelwise/mixtureCheckpoint.ts';
import { trainLevelwise } from './levelwise/trainLevelwise.ts';
import type { SeverityTree } from './roundMeasures.ts';
import { firstRound, keepRound } from './rounds.ts';
import { type RoundPlan, type TrainedRound, trainNetwork } from './trainNetwork.ts';

/** What a network's trainer minimises for each objective of the method. */
const objectives: Readonly<Record<ComplementaryObjective, WeighedObjective>> = {
  likelihood: { kind: 'weighted-likelihood' },
  'likelihood-balanced': { kind: 'mean-likelihood' },
  margin: { kind: 'margin' },
};

/** Trains up to τ networks; stops early when the ensemble reaches the target accuracy. */
export async function* complementary(
  context: MethodContext,
  method: ComplementarySpec,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const ensemble = new Ensemble(context);
  const record = new HardnessRecord(method);
  let importance = initialImportance(context.data.classes.length);
  for (const { outcome } of context.resumption?.state.rounds ?? []) {
    if (outcome === null) break;
    record.add(outcome);
    importance = Float64Array.from(outcome.importanceNext ?? importance);
    if (reachesTarget(method, outcome)) return 'target';
  }
  for (let round = firstRound(context); round <= method.rounds; round++) {
    const roundImportance = importance;
    const { seed } = context.spec;
    const given = method.permuted ? permutedImportance(importance, seed, round) : importance;
    const trained = yield* trainMember(context, method, ensemble, {
      round,
      seed,
      weights: objectiveWeights(method.objective, given, context.data.trainCounts),
      classImportance: given,
      forecast: (outputsNow) => forecast(method, roundImportance, outputsNow),
      finishedRounds: () => ensemble.save(),
    });
    const { outputs, networkHash, separability, seconds } = trained;
    const outcome = outcomeOf(method, importance, outputs);
    const accuracy = ensemble.add(outputs, voteWeight(outcome.gamma));
    const hardness = record.add(outcome);
    importance = Float64Array.from(outcome.importanceNext);
    yield {
      type: 'round-finished',
      round,
      errorsFrom: method.errorsFrom,
      ...outcome,
      ...accuracy,
      ...hardness,
      topPredictions: null,
      networkHash,
      seconds,
    };
    yield ensemble.measured(round, separability);
    await keepRound(context, round, ensemble.save());
    if (reachesTarget(method, accuracy)) return 'target';
  }
  return 'rounds';
}

type MemberPlan = Omit<RoundPlan, 'objective' | 'describe'>;

/** Trains the network of a round, level-wise where the members are; a network that is given stays as it is. */
async function* trainMember(
  context: MethodContext,
  method: ComplementarySpec,
  ensemble: Ensemble,
  plan: MemberPlan,
): AsyncGenerator<RunEventBody, Omit<TrainedRound, 'snapshot'>> {
  const { members, objective } = method;
  if (members === undefined || isGivenRound(context.spec, plan.round)) {
    return yield* trainNetwork(context, {
      ...plan,
      objective: objectives[objective],
      describe: null,
    });
  }
  ensemble.judgeBy(firstTree(context));
  const trained = yield* trainLevelwise(context, {
    ...plan,
    method: memberMethod(members),
    objective: likelihoodOf(objective),
    begin: null,
    severityTree: ensemble.severityTree,
  });
  ensemble.judgeBy(trained.severityTree);
  return trained;
}

/** The tree of the first round that had one, which all mistakes of the run are judged by. */
function firstTree({ resumption }: MethodContext): SeverityTree | null {
  const built = resumption?.state.rounds.find(({ levelwise }) => levelwise !== null)?.levelwise;
  return built ? builtTree(built.built) : null;
}

/** @throws RangeError of the margin, which the experiment's form refuses. */
function likelihoodOf(objective: ComplementaryObjective): LikelihoodObjective {
  const minimised = objectives[objective];
  if (minimised.kind !== 'margin') return minimised;
  throw new RangeError('A mixture of levels has no margin over the classes');
}

/** What a network's outputs imply for importance (Eq. 4 to 8). */
function outcomeOf(method: ComplementarySpec, importance: Float64Array, outputs: SplitOutputs) {
  const classCount = importance.length;
  const { probabilities, labels } = requireSplit(outputs, method.errorsFrom);
  const softErrors = softClassErrors(probabilities, labels, classCount);
  const hardErrors = hardClassErrors(probabilities, labels, classCount);
  const errors = method.errors === 'soft' ? softErrors : hardErrors;
  const { importanceNext, ...outcome } = outcomeOfErrors(importance, errors, method);
  return {
    softErrors: [...softErrors],
    hardErrors: [...hardErrors],
    ...outcome,
    importanceNext: [...importanceNext],
  };
}

function requireSplit(outputs: SplitOutputs, split: 'train' | 'validation'): Outputs {
  const ofSplit = outputs[split];
  if (!ofSplit) throw new RangeError(`There are no ${split} images to measure class errors on`);
  return ofSplit;
}

function forecast(
  method: ComplementarySpec,
  importance: Float64Array,
  outputs: SplitOutputs,
): EventOf<'epoch-finished'>['forecast'] {
  const images = requireSplit(outputs, method.errorsFrom).labels.length;
  return { ...outcomeOf(method, importance, outputs), images };
}

function reachesTarget(
  method: ComplementarySpec,
  accuracy: Pick<RoundAccuracy, 'ensemble'>,
): boolean {
  if (method.targetAccuracy === null) return false;
  const error = accuracy.ensemble.topErrors[method.errorsFrom]?.['1'] ?? 1;
  return 1 - error >= method.targetAccuracy;
}
