/** Gives a mixture that is trained Ψ and θ as its log tells them, without its training images. */
import type { LevelwiseTrainer } from '../../engine/engine.ts';
import { trainedMixture } from '../../models/trainedMixture.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';

/** @throws RangeError where the log tells of no epoch of the mixture. */
export function tellMixture(
  trainer: LevelwiseTrainer,
  method: LevelwiseSpec,
  told: LevelwiseState,
  classCount: number,
): void {
  const levels = trainedMixture(told, method, classCount);
  levels.forEach(({ assignment }, level) => {
    if (assignment !== null) trainer.setAssignment(level, assignment);
  });
  if (method.auxiliaryWeight !== undefined || method.head === 'path') {
    levels.slice(0, -1).forEach(({ groupOf }, level) => {
      trainer.setGroups(level, groupOf);
    });
  }
  const weights = told.epochs.at(-1)?.levelWeights ?? [];
  if (weights.length > 0) trainer.setLevelWeights(Float64Array.from(weights));
}
