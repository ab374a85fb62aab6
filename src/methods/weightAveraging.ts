/**
 * Stochastic weight averaging (Izmailov et al. 2018, Algorithm 1): one network; from some epoch on its
 * weights at each epoch's end are averaged, and in the end the network of that average is measured,
 * with batch norm's statistics computed anew.
 */
import { initialImportance } from '../algorithms/complementary/importance.ts';
import { RunningMean } from '../algorithms/metrics/runningMean.ts';
import { plainObjective, type Trainer, type TrainerSnapshot } from '../engine/engine.ts';
import { networkOfRound } from '../spec/experimentSpec.ts';
import type { WeightAveragingSpec } from '../spec/methods/weightAveraging.ts';
import { parametersOf, sizeOf } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { everyLayer, type PlacedNetwork } from '../spec/networks/placedLayers.ts';
import { type CheckpointTensors, doublesIn, rowTensor } from '../spec/run/checkpoint.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import type { MethodContext, MethodEnd } from './context.ts';
import { Ensemble } from './ensemble.ts';
import { equalVoteOutcome } from './equalVote.ts';
import { predictSets } from './evaluate.ts';
import { recomputeStatistics, statisticNames } from './normStatistics.ts';
import { measuredSeparability } from './roundMeasures.ts';
import { topPredictionsOf } from './topPredictions.ts';
import {
  createFlatTrainer,
  flatEpoch,
  resumeFlat,
  roundStarted,
  snapshotOf,
} from './trainNetwork.ts';

const round = 1;

/** Trains one network, whose epochs tell of its own weights, and whose round tells of their mean. */
export async function* weightAveraging(
  context: MethodContext,
  { averageFrom }: WeightAveragingSpec,
): AsyncGenerator<RunEventBody, MethodEnd> {
  const started = performance.now();
  const { spec, data } = context;
  const classCount = data.classes.length;
  const uniform = initialImportance(classCount);
  const ensemble = new Ensemble(context);
  const plan = {
    round,
    seed: spec.seed,
    objective: plainObjective,
    weights: { own: new Float64Array(classCount).fill(1), wrong: null },
    classImportance: uniform,
    forecast: () => null,
    describe: null,
  };
  const network = placedNetwork(networkOfRound(spec, round), data.shape, classCount);
  const average = new WeightAverage(network, context);
  const trainer = createFlatTrainer(context, plan);
  try {
    const done = resumeFlat(context, round, trainer);
    if (done === 0) yield roundStarted(plan, trainer);
    for (let epoch = done + 1; epoch <= spec.training.epochs; epoch++) {
      yield* flatEpoch(context, plan, trainer, epoch);
      const tensors = await snapshotOf(trainer);
      if (epoch >= averageFrom) average.add(tensors);
      await context.keepCheckpoint?.({
        round,
        epoch,
        tensors: { ...tensors, ...average.save() },
        finishedRounds: ensemble.save(),
      });
    }
    await average.putInto(trainer);
    await renewStatistics(context, trainer, network);
    const outputs = await predictSets(context, trainer, data.whole);
    context.onOutputs(round, outputs);
    const networkHash = context.keepNetwork(round, await trainer.save());
    const separability = await measuredSeparability(context, trainer);
    yield {
      type: 'round-finished',
      round,
      ...equalVoteOutcome(uniform, outputs),
      ...ensemble.add(outputs, 1),
      topPredictions: topPredictionsOf(outputs.test, classCount),
      networkHash,
      seconds: (performance.now() - started) / 1000,
    };
    yield ensemble.measured(round, separability);
    return 'rounds';
  } finally {
    trainer.dispose();
  }
}

/** Batch norm's statistics over a pass through the training images that follows the last epoch's. */
async function renewStatistics(
  context: MethodContext,
  trainer: Trainer,
  network: PlacedNetwork,
): Promise<void> {
  const names = statisticNames(network);
  if (names.length === 0) return;
  const { data, spec, control } = context;
  const drawn = data.trainBatches(spec.seed, round, spec.training.epochs + 1);
  await recomputeStatistics(trainer, names, drawn, () => control.yieldIfDue());
}

const countName = 'average/count';
const meanName = (name: string) => `average/weights/${name}`;

/** The mean of a network's parameters over epochs; what its optimiser remembers is no part of it. */
class WeightAverage {
  private readonly means: ReadonlyMap<string, RunningMean>;

  /** Of nothing yet, or as it stands in the checkpoint that the run goes on from. */
  constructor(network: PlacedNetwork, { resumption }: Pick<MethodContext, 'resumption'>) {
    const kept = resumption?.checkpoint.tensors ?? {};
    const count = kept[countName]?.values[0] ?? 0;
    const parameters = everyLayer(network).flatMap(parametersOf);
    this.means = new Map(
      parameters.map((parameter) => {
        const { name } = parameter;
        const saved = count === 0 ? null : { mean: doublesIn(kept, meanName(name)), count };
        return [name, RunningMean.of(sizeOf(parameter), saved)];
      }),
    );
  }

  private get count(): number {
    const [first] = this.means.values();
    return first?.count ?? 0;
  }

  /** @param tensors of a trainer, as a checkpoint has them. */
  add(tensors: CheckpointTensors): void {
    for (const [name, mean] of this.means) mean.add(tensors[`trainer/${name}`].values);
  }

  /** For a checkpoint; not copied. */
  save(): CheckpointTensors {
    if (this.count === 0) return {};
    const means = [...this.means].map(([name, { mean }]) => [meanName(name), rowTensor(mean)]);
    return { ...Object.fromEntries(means), [countName]: rowTensor(Float64Array.of(this.count)) };
  }

  /** Gives a network the mean as its weights. */
  async putInto(trainer: Trainer): Promise<void> {
    const { tensors } = await trainer.save();
    const averaged: Record<string, TrainerSnapshot['tensors'][string]> = { ...tensors };
    for (const [name, { mean }] of this.means) {
      averaged[name] = { shape: tensors[name].shape, values: Float32Array.from(mean) };
    }
    trainer.load({ tensors: averaged });
  }
}
