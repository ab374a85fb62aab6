import { cos } from '../lib/transcendental/cos.ts';
import { pow } from '../lib/transcendental/pow.ts';
import type { TrainingSpec } from '../spec/sections/trainingSpec.ts';

/** A step of a network's training. */
export interface StepPlace {
  /** From 1. */
  readonly epoch: number;
  /** Within its epoch, from 0. */
  readonly step: number;
  readonly stepsPerEpoch: number;
}

type Scheduled = Pick<TrainingSpec, 'learningRate' | 'schedule' | 'epochs'>;

/**
 * The learning rate of a step:
 *
 * - `steps`: α0·factor^(steps passed), which apply after the epochs they name.
 * - `cosine`: α0/2·(1 + cos(π(epoch − 1)/epochs)), epoch by epoch.
 * - `cyclic-cosine`: α0/2·(cos(π·mod(t − 1, ⌈T/M⌉)/⌈T/M⌉) + 1) in step t of T with M cycles (Huang et
 *   al. 2017, Eq. 2).
 * - `constant-tail`: as `schedule` of the code of Izmailov et al. (2018), with t the epochs that are
 *   finished over the tail's first epoch: α0 while t ≤ ½, then falling linearly, and α0·tailFactor
 *   from t > 0.9 on.
 */
export function learningRateOf(training: Scheduled, place: StepPlace): number {
  const { learningRate, schedule, epochs } = training;
  const { epoch } = place;
  switch (schedule.kind) {
    case 'steps': {
      const passed = schedule.at.filter((at) => epoch > at).length;
      return learningRate * pow(schedule.factor, passed);
    }
    case 'cosine':
      return (learningRate * (1 + cos((Math.PI * (epoch - 1)) / epochs))) / 2;
    case 'cyclic-cosine': {
      const before = (epoch - 1) * place.stepsPerEpoch + place.step;
      const length = Math.ceil((epochs * place.stepsPerEpoch) / schedule.cycles);
      return (learningRate / 2) * (cos((Math.PI * (before % length)) / length) + 1);
    }
    case 'constant-tail':
      return learningRate * tailShare((epoch - 1) / schedule.tailFrom, schedule.tailFactor);
  }
}

function tailShare(time: number, tailFactor: number): number {
  if (time <= 0.5) return 1;
  if (time > 0.9) return tailFactor;
  return 1 - ((1 - tailFactor) * (time - 0.5)) / 0.4;
}
