/** One epoch of a level-wise mixture: its steps, what follows for the tree, and what is measured. */
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import type { LevelwiseTrainer, LikelihoodObjective } from '../../engine/engine.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';
import { classGeometry, classMoments } from '../classGeometry.ts';
import type { MethodContext, SplitOutputs } from '../context.ts';
import { epochSteps } from '../epochSteps.ts';
import { epochFacts } from '../evaluate.ts';
import type { RoundPlan } from '../trainNetwork.ts';
import { LevelShares } from './levelShares.ts';
import { refitLevelWeights } from './levelWeights.ts';
import { levelsMeasured } from './measure.ts';
import type { Mixture } from './mixture.ts';
import { predictMixture } from './predictMixture.ts';
import { topDownMeasured } from './topDownMeasured.ts';

interface MixturePlan extends Pick<RoundPlan, 'round' | 'seed' | 'forecast'> {
  readonly method: LevelwiseSpec;
  readonly objective: LikelihoodObjective;
  readonly trainer: LevelwiseTrainer;
  readonly mixture: Mixture;
  /** The tree that severity is measured in; the same all run long. */
  readonly severityTree: readonly LevelGroups[];
  /** The finest coarse labels of the data set; null where it has none. */
  readonly coarse: LevelGroups | null;
}

/**
 * Trains one epoch. At its end classes move first, then θ is fitted, then the mixture is measured
 * as it will train on; `epoch-finished` comes last, so that whoever looks at the run after it sees
 * the whole epoch.
 */
export async function* mixtureEpoch(
  context: MethodContext,
  plan: MixturePlan,
  epoch: number,
): AsyncGenerator<RunEventBody, SplitOutputs> {
  const started = performance.now();
  const { method, round, seed, trainer, mixture } = plan;
  const { spec, data } = context;
  const isAdapting =
    method.adapt !== 'none' && epoch >= method.adaptFromEpoch && !mixture.isConverged;
  if (isAdapting && !mixture.isAdapting) mixture.beginAdaptation();
  const shares = new LevelShares(
    trainer,
    mixture.groups.length + 1,
    plan.objective.kind === 'mean-likelihood',
  );
  const means = yield* epochSteps(context, {
    round,
    seed,
    epoch,
    prepare: (batch, onProgress) => trainer.prepare(mixture.sampleOf(batch, epoch), onProgress),
    step: (batch, learningRate) => trainer.step(mixture.batchOf(batch, epoch), learningRate),
    takeMetrics: () => shares.takeMetrics(),
    intervene: (step) => mixture.intervene(context.interventions.take(), epoch, step),
  });
  const { strayShare, moves } = await mixture.finishEpoch(epoch);
  if (method.levelWeights === 'fitted') {
    await refitLevelWeights(context, trainer, mixture, method.levelWeightMinimum);
  }
  const isLast = epoch === spec.training.epochs;
  const predictions = await predictMixture(context, trainer, isLast ? data.whole : data.sampled);
  const { severityTree, coarse } = plan;
  yield levelsMeasured(mixture, {
    epoch,
    isAdapting,
    levelWeights: method.head === 'path' ? [] : [...(await trainer.levelWeights())],
    levelShares: shares.means(),
    strayShare,
    predictions,
    severityTree,
    coarse,
  });
  yield* moves;
  const assignment = isAdapting ? mixture.classAssignment() : null;
  if (assignment !== null) yield { type: 'class-assignment-measured', epoch, assignment };
  if (isLast) yield* await describeTrained(context, plan, epoch);
  yield {
    type: 'epoch-finished',
    round,
    epoch,
    ...means,
    ...epochFacts(predictions, data.classes.length),
    forecast: plan.forecast(predictions),
    seconds: (performance.now() - started) / 1000,
  };
  return predictions;
}

/** Where the classes lie after training, and what top-down inference costs and loses. */
async function describeTrained(
  context: MethodContext,
  { method, trainer, mixture }: MixturePlan,
  epoch: number,
): Promise<readonly RunEventBody[]> {
  const moments = await classMoments(context, trainer);
  const geometry = classGeometry(moments, context.data.classes.length, trainer.featureCount, epoch);
  // Top-down inference keeps the best groups of a mixture.
  if (mixture.groups.length === 0 || method.head === 'path') return [geometry];
  return [geometry, await topDownMeasured(context, trainer, mixture)];
}
