/**
 * A model from outside as what is computed of it: a list of plain operations on one image, checked
 * whole before anything runs. Layers models and graph models both come to this; what is not in it
 * cannot be run.
 */

/** Numbers that a model brings, finite, row by row. */
export interface TrunkConstant {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Zeros around an image: as TensorFlow counts them, or so many rows and columns. */
export type TrunkPadding =
  | 'same'
  | 'valid'
  | {
      readonly top: number;
      readonly bottom: number;
      readonly left: number;
      readonly right: number;
    };

type Pair = readonly [rows: number, columns: number];

export interface TrunkWindow {
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly padding: TrunkPadding;
}

/** Functions of one value, and the softmax over the last axis. */
export const trunkFunctions = [
  'relu',
  'relu6',
  'leakyRelu',
  'elu',
  'selu',
  'sigmoid',
  'hardSigmoid',
  'hardSwish',
  'swish',
  'tanh',
  'softplus',
  'exp',
  'sqrt',
  'rsqrt',
  'square',
  'negative',
  'softmax',
] as const;
export type TrunkFunction = (typeof trunkFunctions)[number];

export type TrunkArithmetic = 'add' | 'subtract' | 'multiply' | 'divide' | 'maximum' | 'minimum';

export type TrunkOperation =
  /** The images: height × width × channels. */
  | { readonly kind: 'input' }
  /** Filters of rows × columns × inputs × outputs; of one channel each where it is depthwise. */
  | (TrunkWindow & {
      readonly kind: 'convolve';
      readonly filter: TrunkConstant;
      readonly isDepthwise: boolean;
    })
  /** Rows times inputs × outputs. */
  | { readonly kind: 'multiplyMatrix'; readonly weights: TrunkConstant }
  /** Two that are computed, value by value; lengths of 1 are repeated. */
  | { readonly kind: 'combine'; readonly by: TrunkArithmetic }
  /** One that is computed with numbers of the model. */
  | {
      readonly kind: 'combineWith';
      readonly by: TrunkArithmetic;
      readonly constant: TrunkConstant;
      /** Whether the numbers stand on the left. */
      readonly isReversed: boolean;
    }
  | { readonly kind: 'apply'; readonly of: TrunkFunction; readonly slope?: number }
  | {
      readonly kind: 'pool';
      readonly of: 'maximum' | 'mean';
      readonly window: Pair;
      readonly strides: Pair;
      readonly padding: 'same' | 'valid';
    }
  /** Over rows and columns. */
  | { readonly kind: 'reduce'; readonly of: 'maximum' | 'mean' }
  | {
      readonly kind: 'surround';
      readonly by: Exclude<TrunkPadding, string>;
      /** Channels put before those that arrive, and after them. */
      readonly channels: readonly [before: number, after: number];
      readonly value: number;
    }
  | { readonly kind: 'reshape' }
  /** Along an axis of what one image comes to, from 0. */
  | { readonly kind: 'concatenate'; readonly axis: number };

/** One step, and what it puts out for one image. */
export interface TrunkNode {
  /** As the model calls it. */
  readonly name: string;
  readonly operation: TrunkOperation;
  /** Places of what goes in, among the nodes before it. */
  readonly inputs: readonly number[];
  readonly shape: readonly number[];
}

/** What computes the features of images; see {@link readTrunk}. */
export interface FrozenTrunk {
  /** SHA-256 of the model's description and weights. */
  readonly hash: string;
  /** What the file or folder is called. */
  readonly name: string;
  /** The images that it takes. */
  readonly input: { readonly height: number; readonly width: number; readonly channels: 1 | 3 };
  /** In the order of computation; the first is the input, the last puts out the features. */
  readonly nodes: readonly TrunkNode[];
  /** The node of the model whose output the features are, as the model calls it. */
  readonly layer: string;
  readonly featureCount: number;
}
