/** The head of a trained network: how the classes' probabilities follow from its features. */
import type { NetworkTensors } from '../data/safetensors.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import type { LevelwiseState } from '../spec/run/levelwiseState.ts';
import { levelName, sharesName } from './memberTensors.ts';
import { trainedMixture } from './trainedMixture.ts';
import type { ModelHead } from './trainedModel.ts';

/** A head, and S = θ_l Ψ^l of those of its levels that have a tensor of it. */
interface TrainedHead {
  readonly head: ModelHead;
  readonly shares: NetworkTensors;
}

/**
 * @param levelwise what the log tells of the network beside its weights; null for a flat one.
 * @param classifier what the classes' classifier is called.
 */
export function trainedHead(
  levelwise: LevelwiseState | null,
  settings: LevelwiseSpec | null,
  classifier: string,
  classCount: number,
): TrainedHead {
  if (levelwise === null || settings === null) return { head: { kind: 'softmax' }, shares: {} };
  if (settings.head === 'path') {
    const groups = levelwise.built.levels.map(({ groupCount }, level) => {
      return { groupCount, groupOf: levelwise.groupOf[level] };
    });
    return { head: { kind: 'path', groups }, shares: {} };
  }
  const trained = trainedMixture(levelwise, settings, classCount);
  const nameOf = (level: number) => (level === trained.length - 1 ? classifier : levelName(level));
  const levels = trained.map(({ units, assignment, weight }, level) => {
    const isIdentity = assignment === null;
    return { classifier: nameOf(level), units, weight: isIdentity ? Math.fround(weight) : null };
  });
  const shares = trained.flatMap(({ units, assignment, weight }, level) => {
    if (assignment === null) return [];
    const values = Float32Array.from(assignment, (share) => weight * share);
    return [[sharesName(nameOf(level)), { shape: [units, classCount], values }] as const];
  });
  return { head: { kind: 'mixture', levels }, shares: Object.fromEntries(shares) };
}
