import { cos } from '../lib/transcendental/cos.ts';
import { pow } from '../lib/transcendental/pow.ts';
import type { TrainingSpec } from '../spec/sections/trainingSpec.ts';

/** The learning rate of an epoch (from 1): steps apply after the epochs they name. */
export function learningRateOf(training: TrainingSpec, epoch: number): number {
  const { learningRate, schedule, epochs } = training;
  switch (schedule.kind) {
    case 'steps': {
      const passed = schedule.at.filter((at) => epoch > at).length;
      return learningRate * pow(schedule.factor, passed);
    }
    case 'cosine':
      return (learningRate * (1 + cos((Math.PI * (epoch - 1)) / epochs))) / 2;
  }
}
