/** θ, the weight of each level: how it starts, and how it is fitted to validation images. */
import { fitLevelWeights, uniformLevelWeights } from '../../algorithms/levelwise/levelWeights.ts';
import type { EvaluationSet } from '../../data/prepare/preparedData.ts';
import type { LevelwiseTrainer, MixtureOutputs } from '../../engine/engine.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { MethodContext } from '../context.ts';
import type { Mixture } from './mixture.ts';
import { mixturePieces } from './predictMixture.ts';

/** θ before training: as given, else every level alike. */
export function startingLevelWeights(
  method: Pick<LevelwiseSpec, 'levelWeights'>,
  levelCount: number,
): Float64Array {
  const { levelWeights } = method;
  if (!Array.isArray(levelWeights)) return uniformLevelWeights(levelCount);
  const sum = levelWeights.reduce((total, weight) => total + weight, 0);
  return Float64Array.from(levelWeights, (weight) => weight / sum);
}

/** Least θ of a level when it is fitted (ours): the classes’ own must stay above 0. */
const minFitted = 1e-4;

/** Sets θ to what makes the validation images' classes likeliest, the network as it stands. */
export async function refitLevelWeights(
  context: MethodContext,
  trainer: LevelwiseTrainer,
  mixture: Mixture,
  minimum: number,
): Promise<void> {
  const { validation } = context.data.whole;
  if (!validation) throw new RangeError('There are no validation images to fit level weights on');
  const likelihoods = await levelLikelihoods(context, trainer, mixture, validation);
  const start = uniformLevelWeights(mixture.groups.length + 1);
  trainer.setLevelWeights(fitLevelWeights(likelihoods, Math.max(minimum, minFitted), start));
}

/** Σ_t z^l_t Ψ^l_ty of each image's class y by each level, images × levels. */
async function levelLikelihoods(
  context: MethodContext,
  trainer: LevelwiseTrainer,
  mixture: Mixture,
  set: EvaluationSet,
): Promise<Float64Array> {
  const assignments = mixture.usedAssignments();
  const levelCount = assignments.length + 1;
  const likelihoods = new Float64Array(set.labels.length * levelCount);
  for await (const { outputs, start, count } of mixturePieces(context, trainer, set)) {
    for (let image = 0; image < count; image++) {
      const label = set.labels[start + image];
      const row = likelihoods.subarray((start + image) * levelCount);
      assignments.forEach((assignment, level) => {
        row[level] = reached(outputs, level, image, count, assignment, label);
      });
      const classCount = outputs.classes.length / count;
      row[levelCount - 1] = outputs.levels[levelCount - 1][image * classCount + label];
    }
  }
  return likelihoods;
}

function reached(
  { levels, classes }: MixtureOutputs,
  level: number,
  image: number,
  count: number,
  assignment: Float64Array,
  label: number,
): number {
  const classCount = classes.length / count;
  const groupCount = levels[level].length / count;
  let sum = 0;
  for (let group = 0; group < groupCount; group++) {
    sum += levels[level][image * groupCount + group] * assignment[group * classCount + label];
  }
  return sum;
}
