import type { TrainingSpec } from '../spec/sections/trainingSpec.ts';

/** The learning rate of an epoch (from 1): steps apply after the epochs they name. */
export function learningRateOf(training: TrainingSpec, epoch: number): number {
  const { learningRate, schedule, epochs } = training;
  switch (schedule.kind) {
    case 'steps': {
      const passed = schedule.at.filter((at) => epoch > at).length;
      return learningRate * schedule.factor ** passed;
    }
    case 'cosine':
      return (learningRate * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs))) / 2;
  }
}
