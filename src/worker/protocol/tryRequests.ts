/** Requests that ask the trained networks of a kept run about new images. */

import type { ImageProbabilities } from '../../analysis/predictions/imageAnswer.ts';
import type { PictureFitting } from '../../data/picture/pictureAsData.ts';
import type { ThreadChoice } from '../../engine/tfjs/parallel/threadChoice.ts';
import type { Occlusion } from '../../runner/trained/occlude.ts';
import type { ImageShape } from '../../spec/units.ts';

/** The levels of a network that answers through a tree of classes. */
export interface TriedLevels {
  /** Groups of each level above the classes, coarsest first. */
  readonly groups: readonly {
    readonly groupCount: number;
    /** Where labels or a file name them. */
    readonly names: readonly string[] | null;
    readonly groupOf: readonly number[];
  }[];
  /** θ, the classes last; none for a product along the path. */
  readonly weights: readonly number[];
}

/** A run whose networks answer. */
export interface TriedRun {
  readonly runId: string;
  readonly name: string;
  readonly datasetName: string;
  readonly classes: readonly string[];
  readonly shape: ImageShape;
  readonly content: 'images' | 'vectors';
  readonly networks: readonly {
    readonly round: number;
    readonly voteWeight: number;
    /** Null for a flat network. */
    readonly levels: TriedLevels | null;
  }[];
  /** Whether they answer together by the mean of their probabilities, weighed by their votes (Eq. 9). */
  readonly areAveraged: boolean;
  /** Test images of the run, where its data set is held; null where it is not. */
  readonly test: {
    readonly labels: Int32Array;
    /** Those that its networks together misread. */
    readonly misread: readonly number[];
  } | null;
}

/** An image to be asked about: a file, pixels, or one of the run's test images. */
export type AskedPicture =
  | { readonly file: File }
  | {
      readonly height: number;
      readonly width: number;
      readonly channels: 1 | 3;
      readonly pixels: Uint8Array;
    }
  | { readonly test: number };

export interface PictureAnswer {
  /** As the networks get it, but for normalisation: bytes, or features of a vector. */
  readonly seen: Uint8Array | Float32Array;
  /** What was done to it; null for an image of the run's own. */
  readonly done: PictureFitting | null;
  readonly probabilities: ImageProbabilities;
  /** Of each network z^l of each level, the classes' last; null for a flat one. */
  readonly levels: readonly (readonly Float32Array[] | null)[];
}

/** Training images near to another, nearest first. */
export interface NearImages {
  /** Among the run's training images. */
  readonly places: readonly number[];
  readonly labels: Int32Array;
  readonly distances: readonly number[];
  /** To be drawn, one after another. */
  readonly images: Uint8Array;
  readonly drawn: ImageShape;
  /** Training images that were looked through, and that the run has. */
  readonly searched: number;
  readonly total: number;
}

interface OfRun {
  readonly runId: string;
  readonly threads?: ThreadChoice;
}

export interface TryRequests {
  /** Reads the networks of a kept run's finished rounds, so that they answer. */
  'open-tried': { readonly ask: OfRun; readonly answer: TriedRun };
  /** What they say of an image. */
  'ask-picture': {
    readonly ask: OfRun & { readonly picture: AskedPicture };
    readonly answer: PictureAnswer;
  };
  /** What hiding parts of an image costs each of them, with progress. */
  'occlude-picture': {
    readonly ask: OfRun & { readonly seen: Uint8Array };
    readonly answer: Occlusion;
  };
  /** The nearest training images, with progress; null where the run's data set is not held. */
  'nearest-images': {
    readonly ask: OfRun & { readonly seen: Uint8Array | Float32Array; readonly most: number };
    readonly answer: { readonly near: NearImages | null };
  };
  /** What they say of picture files, with progress. */
  'classify-files': {
    readonly ask: OfRun & {
      readonly files: readonly { readonly name: string; readonly file: File }[];
    };
    readonly answer: {
      readonly rows: readonly (
        | { readonly name: string; readonly probabilities: ImageProbabilities }
        | { readonly name: string; readonly problem: string }
      )[];
    };
  };
}
