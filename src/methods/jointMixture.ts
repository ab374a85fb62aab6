/**
 * Networks trained together with dynamic weights, the paper's *traditional* deep embedding (mixture of
 * CNNs; Ge et al., WACV 2016): for each image w = softmax over the networks of their largest logits,
 * and Σ_k w_k s_k goes through softmax and cross-entropy. What complementary networks must beat.
 */
import { initialImportance } from '../algorithms/complementary/importance.ts';
import { type JointTrainer, memberPrefix, plainObjective } from '../engine/engine.ts';
import { networkOfRound } from '../spec/experimentSpec.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import { classGeometry, classMoments } from './classGeometry.ts';
import type { MethodContext, MethodEnd, SplitOutputs } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { epochSteps } from './epochSteps.ts';
import { equalVoteOutcome } from './equalVote.ts';
import { epochFacts, predictSets } from './evaluate.ts';
import { membersMeasured, predictMembers } from './memberOutputs.ts';
import { measuredSeparability } from './roundMeasures.ts';
import { topPredictionsOf } from './topPredictions.ts';
import { keepFlat, resumeFlat, roundStarted } from './trainNetwork.ts';

/** All networks are trained at once: the run has one round. */
const round = 1;

/** Trains `count` networks as one. */
export async function* jointMixture(
  context: MethodContext,
  count: number,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const started = performance.now();
  const { spec, data } = context;
  const classCount = data.classes.length;
  const uniform = initialImportance(classCount);
  const networks = Array.from({ length: count }, (_, index) => networkOfRound(spec, index + 1));
  const trainer = context.createJointTrainer({
    networks,
    shape: data.shape,
    classCount,
    objective: plainObjective,
    training: spec.training,
    seed: spec.seed,
  });
  try {
    const done = resumeFlat(context, round, trainer);
    if (done === 0) yield roundStarted({ round, classImportance: uniform }, trainer);
    const { epochs } = spec.training;
    // A checkpoint after the last epoch lacks only what that epoch's figures were measured on.
    let outputs = done === epochs ? await predictSets(context, trainer, data.whole) : {};
    for (let epoch = done + 1; epoch <= epochs; epoch++) {
      outputs = yield* jointEpoch(context, trainer, epoch);
      await keepFlat(context, { round, finishedRounds: () => ({}) }, trainer, epoch);
    }
    context.onOutputs(round, outputs);
    const networkHashes = await keepMembers(context, trainer, count);
    const separability = await measuredSeparability(context, trainer);
    const ensemble = new Ensemble(context);
    yield {
      type: 'round-finished',
      round,
      ...equalVoteOutcome(uniform, outputs),
      ...ensemble.add(outputs, 1),
      topPredictions: topPredictionsOf(outputs.test, classCount),
      networkHash: count === 1 ? (networkHashes[0] ?? null) : null,
      seconds: (performance.now() - started) / 1000,
    };
    yield ensemble.measured(round, separability);
    if (networkHashes.length > 0) yield { type: 'members-kept', networkHashes };
  } finally {
    trainer.dispose();
  }
  return 'rounds';
}

/** One epoch; returns what the networks together say of the images that it is measured on. */
async function* jointEpoch(
  context: MethodContext,
  trainer: JointTrainer,
  epoch: number,
): AsyncGenerator<RunEventBody, SplitOutputs> {
  const started = performance.now();
  const { spec, data } = context;
  const means = yield* epochSteps(context, {
    round,
    seed: spec.seed,
    epoch,
    prepare: (batch, onProgress) => trainer.prepare(batch, onProgress),
    step: (batch, learningRate) => trainer.step(batch, learningRate),
    takeMetrics: () => trainer.takeMetrics(),
    intervene: null,
  });
  const isLast = epoch === spec.training.epochs;
  const classCount = data.classes.length;
  const outputs = await predictMembers(context, trainer, isLast ? data.whole : data.sampled);
  yield { type: 'members-measured', epoch, ...membersMeasured(outputs, classCount) };
  if (isLast) {
    const moments = await classMoments(context, trainer);
    yield classGeometry(moments, classCount, trainer.featureCount, epoch);
  }
  yield {
    type: 'epoch-finished',
    round,
    epoch,
    ...means,
    ...epochFacts(outputs.joint, classCount),
    forecast: null,
    seconds: (performance.now() - started) / 1000,
  };
  return outputs.joint;
}

/** Keeps each network as one by itself; the hashes of their files, none where none are kept. */
async function keepMembers(
  { keepNetwork }: MethodContext,
  trainer: JointTrainer,
  count: number,
): Promise<string[]> {
  const { tensors } = await trainer.save();
  return Array.from({ length: count }, (_, index) => {
    const prefix = memberPrefix(index + 1);
    const own = Object.entries(tensors).flatMap(([name, tensor]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), tensor] as const] : [],
    );
    return keepNetwork(index + 1, { tensors: Object.fromEntries(own) });
  }).filter((hash) => hash !== null);
}
