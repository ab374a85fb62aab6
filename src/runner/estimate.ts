/** Times a few steps of an experiment, so that people know what a run will cost before it. */

import type { AnyDataset } from '../data/dataset.ts';
import { type PreparedData, prepareData } from '../data/prepare/preparedData.ts';
import { StreamedImages } from '../data/streaming/streamedImages.ts';
import type { Engine } from '../engine/engine.ts';
import { yieldToEventLoop } from '../lib/eventLoop.ts';
import { type ExperimentSpec, trainedRounds } from '../spec/experimentSpec.ts';
import { roundsOf } from '../spec/methods/methodFacts.ts';
import { withFittingBatches } from './fittingBatches.ts';
import { timedTrainer } from './timedTrainer.ts';

export interface Estimate {
  /** Seconds for all rounds, evaluation included roughly. */
  readonly seconds: number;
  /** Time of a training step of the first network. */
  readonly stepMilliseconds: number;
}

/** Milliseconds spent on timing, roughly. */
const timingBudget = 400;
const maxTimedSteps = 100;
/** Predicting an image costs about a third of training on it: forward without backward. */
const predictionShare = 1 / 3;

/**
 * Trains a few steps of the first round's network and throws it away.
 * @param signal gives it up between steps. @throws the signal's reason then.
 */
export async function estimateRun(
  spec: ExperimentSpec,
  dataset: AnyDataset,
  engine: Engine,
  signal?: AbortSignal,
): Promise<Estimate> {
  signal?.throwIfAborted();
  const data = prepareData(dataset, timedSpec(spec, dataset));
  const stepMilliseconds = await timeStep(withFittingBatches(spec, data), data, { engine, signal });
  const networks = spec.training.epochs * trainedRounds(spec, roundsOf(spec.method));
  const trained = data.stepsPerEpoch * data.batchSize;
  const predicted = Object.values(data.sampled).reduce((sum, set) => sum + set.labels.length, 0);
  const share = 1 + (predictionShare * predicted) / trained;
  const seconds = (networks * data.stepsPerEpoch * stepMilliseconds * share) / 1000;
  return { seconds, stepMilliseconds };
}

/** A step takes as long whatever it is normalised by: images in files are not all decoded to know that. */
export function timedSpec(spec: ExperimentSpec, { train }: AnyDataset): ExperimentSpec {
  const { augment } = spec;
  if (!(train.images instanceof StreamedImages) || augment.normalise !== 'per-channel') return spec;
  return { ...spec, augment: { ...augment, normalise: 'unit' } };
}

/** Milliseconds of a step of the run's main part: of the mixture for a level-wise run. */
async function timeStep(
  spec: ExperimentSpec,
  data: PreparedData,
  { engine, signal }: { readonly engine: Engine; readonly signal: AbortSignal | undefined },
): Promise<number> {
  const { trainer, step } = await timedTrainer(spec, data, engine);
  try {
    const time = async (steps: number) => {
      const began = performance.now();
      for (let count = 0; count < steps; count++) step();
      await trainer.takeMetrics();
      const milliseconds = (performance.now() - began) / steps;
      await yieldToEventLoop();
      signal?.throwIfAborted();
      return milliseconds;
    };
    // The first step compiles; the second tells how many fit the budget.
    await time(1);
    const second = await time(1);
    const steps = Math.min(maxTimedSteps, Math.floor(timingBudget / second));
    return steps > 1 ? await time(steps) : second;
  } finally {
    trainer.dispose();
    engine.releaseImages();
  }
}
