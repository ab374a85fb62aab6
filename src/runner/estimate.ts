/** Times a few steps of an experiment, so that people know what a run will cost before it. */
import type { Dataset } from '../data/dataset.ts';
import { prepareData } from '../data/preparedData.ts';
import type { Engine } from '../engine/engine.ts';
import { type ExperimentSpec, networkOfRound, roundsOf } from '../spec/experimentSpec.ts';

export interface Estimate {
  /** Seconds for all rounds, evaluation included roughly. */
  readonly seconds: number;
  /** Median time of a training step of the first network. */
  readonly stepMilliseconds: number;
}

const warmUpSteps = 2;
const timedSteps = 5;
/** A slow step is timed fewer times. */
const patience = 2000;
/** Predicting an image costs about a third of training on it: forward without backward. */
const predictionShare = 1 / 3;

/** Trains a few steps of the first round's network and throws it away. */
export async function estimateRun(
  spec: ExperimentSpec,
  dataset: Dataset,
  engine: Engine,
): Promise<Estimate> {
  const data = prepareData(dataset, spec);
  const trainer = engine.createTrainer({
    network: networkOfRound(spec, 1),
    shape: data.shape,
    classCount: data.classes.length,
    objective: 'weighted-likelihood',
    training: spec.training,
    seed: spec.seed,
    round: 1,
  });
  try {
    const batch = data.trainBatches(spec.seed, 1, 1)[Symbol.iterator]().next().value;
    const times: number[] = [];
    const began = performance.now();
    for (let step = 0; step < warmUpSteps + timedSteps; step++) {
      const started = performance.now();
      trainer.step(batch, spec.training.learningRate);
      await trainer.takeMetrics();
      times.push(performance.now() - started);
      if (performance.now() - began > patience && times.length > 1) break;
    }
    const stepMilliseconds = median(times.slice(Math.min(warmUpSteps, times.length - 1)));
    const steps = data.stepsPerEpoch * spec.training.epochs * roundsOf(spec.method);
    const evaluated = evaluatedImages(data.sampled) * spec.training.epochs * roundsOf(spec.method);
    const trained = steps * spec.training.batchSize;
    const share = 1 + (predictionShare * evaluated) / trained;
    return { seconds: (steps * stepMilliseconds * share) / 1000, stepMilliseconds };
  } finally {
    trainer.dispose();
  }
}

function evaluatedImages(sets: ReturnType<typeof prepareData>['sampled']): number {
  return Object.values(sets).reduce((sum, set) => sum + set.labels.length, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
