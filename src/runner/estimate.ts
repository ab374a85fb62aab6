/** Times a few steps of an experiment, so that people know what a run will cost before it. */
import type { Dataset } from '../data/dataset.ts';
import { type PreparedData, prepareData } from '../data/preparedData.ts';
import type { Engine } from '../engine/engine.ts';
import { type ExperimentSpec, networkOfRound, roundsOf } from '../spec/experimentSpec.ts';

export interface Estimate {
  /** Seconds for all rounds, evaluation included roughly. */
  readonly seconds: number;
  /** Time of a training step of the first network. */
  readonly stepMilliseconds: number;
}

/** Milliseconds spent on timing, roughly. */
const timingBudget = 400;
const mostTimedSteps = 100;
/** Predicting an image costs about a third of training on it: forward without backward. */
const predictionShare = 1 / 3;

/** Trains a few steps of the first round's network and throws it away. */
export async function estimateRun(
  spec: ExperimentSpec,
  dataset: Dataset,
  engine: Engine,
): Promise<Estimate> {
  const data = prepareData(dataset, spec);
  const stepMilliseconds = await timeStep(spec, data, engine);
  const networks = spec.training.epochs * roundsOf(spec.method);
  const trained = data.stepsPerEpoch * spec.training.batchSize;
  const predicted = Object.values(data.sampled).reduce((sum, set) => sum + set.labels.length, 0);
  const share = 1 + (predictionShare * predicted) / trained;
  const seconds = (networks * data.stepsPerEpoch * stepMilliseconds * share) / 1000;
  return { seconds, stepMilliseconds };
}

async function timeStep(spec: ExperimentSpec, data: PreparedData, engine: Engine): Promise<number> {
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
    const [batch] = data.trainBatches(spec.seed, 1, 1);
    const time = async (steps: number) => {
      const began = performance.now();
      for (let step = 0; step < steps; step++) trainer.step(batch, spec.training.learningRate);
      await trainer.takeMetrics();
      return (performance.now() - began) / steps;
    };
    // The first step compiles; the second tells how many fit the budget.
    await time(1);
    const second = await time(1);
    const steps = Math.min(mostTimedSteps, Math.floor(timingBudget / second));
    return steps > 1 ? await time(steps) : second;
  } finally {
    trainer.dispose();
  }
}
