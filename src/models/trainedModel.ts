/**
 * A trained model as a description: everything that its answers follow from, and nothing of how it
 * was trained. Exports are written from it, files that come in are read into it, and what classifies
 * new images is built from it. No tensors of a device, no arithmetic; every number of a network is
 * float32.
 *
 * What it says of an image follows in three steps: the input is normalised; each member's layers and
 * its head give class probabilities; the members' are joined.
 */
import type { NetworkNormalisation } from '../data/networkFile.ts';
import type { NetworkTensors } from '../data/safetensors.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import type { ImageShape } from '../spec/units.ts';

/** What a model takes. */
export interface ModelInput {
  /** Feature vectors are 1 × features × 1. */
  readonly shape: ImageShape;
  /** Pixels as values 0…255 in the order height, width, channel; or the features of a vector. */
  readonly values: 'pixels' | 'features';
  /**
   * Normalised is (value / 255 − mean) / deviation of pixels, one of each a channel, and (value −
   * mean) / deviation of features, one of each a feature.
   */
  readonly normalisation: NetworkNormalisation;
  /**
   * Share of each side that the network saw of a picture where it was measured, from the middle and
   * scaled to the shape; 1 for all of it. It is no part of exports: whoever prepares pictures does so.
   */
  readonly centreCrop: number;
}

/**
 * One level of a mixture: what it adds to z is softmax(x·W + b)·S with S = θ_l Ψ^l (Eq. 1, 2, 11), of
 * tensors `level0/weights`, `level0/bias` and `level0/shares`.
 */
export interface MixtureLevel {
  /** What the tensors are called after: `level0`, `level1` … and the classes' classifier. */
  readonly classifier: string;
  /** N_l. */
  readonly units: number;
  /** θ_l where Ψ^l is the identity, so that S has no tensor; null where it has. */
  readonly weight: number | null;
}

/** A grouping of the classes, as JSON: each lies in one of `groupCount` groups. */
export interface ClassGrouping {
  readonly groupCount: number;
  readonly groupOf: readonly number[];
}

/**
 * How class probabilities follow from x, the features before a network's classifier.
 *
 * - `softmax`: the softmax of its classifier.
 * - `mixture`: Σ_l of its levels, coarsest first, the classes' last.
 * - `path`: the product of the softmaxes among siblings along each class's path (pathSoftmax.ts), with
 *   a classifier `level0`, `level1` … for the groups of each level, nested, and the classes' last.
 */
export type ModelHead =
  | { readonly kind: 'softmax' }
  | { readonly kind: 'mixture'; readonly levels: readonly MixtureLevel[] }
  | { readonly kind: 'path'; readonly groups: readonly ClassGrouping[] };

/** A trained network. */
export interface ModelMember {
  readonly network: NetworkSpec;
  /** Those of its layers and of its head (memberTensors.ts), no others. */
  readonly tensors: NetworkTensors;
  readonly head: ModelHead;
}

/**
 * How the members' probabilities f_t, or their logits s_t, come to the model's.
 *
 * - `alone`: there is one member, and the model says what it says.
 * - `vote`: Σ_t w_t f_t / Σ_t w_t (Eq. 9), with w_t = ln(1/γ_t), or all alike, or a learner's weight.
 * - `majority`: the share of members that name each class; of equal probabilities the first counts.
 * - `dynamic`: softmax(Σ_t a_t s_t) with a = softmax over t of each member's largest logit (the joint
 *   mixture); every head is a softmax.
 */
export type ModelJoining =
  | { readonly kind: 'alone' }
  | { readonly kind: 'vote'; readonly weights: readonly number[] }
  | { readonly kind: 'majority' }
  | { readonly kind: 'dynamic' };

/** What a model was trained by: text for people, and hashes to find it by. */
export interface ModelOrigin {
  /** Version of Espalier that trained it. */
  readonly espalier: string;
  /** Name of the experiment. */
  readonly experiment: string;
  readonly specHash: string;
  /** Of the whole run; null where it did not come to its end. */
  readonly digest: string | null;
  readonly dataset: { readonly name: string; readonly hash: string };
}

export interface TrainedModel {
  /** Names of the classes in the order of the outputs; text of foreign origin. */
  readonly classes: readonly string[];
  readonly input: ModelInput;
  /** At least one. */
  readonly members: readonly ModelMember[];
  readonly joining: ModelJoining;
  readonly origin: ModelOrigin;
}

/** The network of a number, from 1, as a model of its own. @throws RangeError where there is none. */
export function modelOfMember(model: TrainedModel, number: number): TrainedModel {
  const member = model.members[number - 1];
  if (member === undefined) {
    throw new RangeError(`There is no network ${number} among ${model.members.length}`);
  }
  return { ...model, members: [member], joining: { kind: 'alone' } };
}
