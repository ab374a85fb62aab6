/**
 * Networks trained together as the definition reads, in double precision: the slow twin of the
 * kernels.
 */
import { at, build, type Exact, softmax } from './naive.ts';

/** w_k of each image: softmax over the networks of their largest logits. */
export function jointWeights(logits: readonly Exact[]): Exact {
  const [images, classes] = logits[0].shape;
  const largest = build([images, logits.length], (image, k) =>
    Math.max(...Array.from({ length: classes }, (_, l) => at(logits[k], image, l))),
  );
  return softmax(largest);
}

/** Σ_k w_k s_k. */
export function jointLogits(logits: readonly Exact[]): Exact {
  const weights = jointWeights(logits);
  return build(logits[0].shape, (image, l) =>
    logits.reduce((sum, scores, k) => sum + at(weights, image, k) * at(scores, image, l), 0),
  );
}

/** Σ_i −a_i ln p_{y_i} of the softmax of the joint logits. */
export function jointLoss(logits: readonly Exact[], labels: Int32Array, right: Float32Array) {
  const probabilities = softmax(jointLogits(logits));
  return labels.reduce(
    (sum, y, image) => sum - right[image] * Math.log(at(probabilities, image, y)),
    0,
  );
}
