/** Requests for images of the data set held, to be drawn, and for what they are like. */
import type { Duplicates } from '../../data/prepare/duplicates.ts';
import type { MeanImages } from '../../data/prepare/meanImages.ts';
import type { ClassChoice } from '../../spec/classPlan.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import type { SplitName } from '../../spec/units.ts';

/** Images with their classes, in the order asked for. */
export interface ImageSelection {
  readonly labels: Int32Array;
  /** One after another, height × width × channels bytes each; of vectors, strips. */
  readonly images: Uint8Array;
}

/** What the training images of a data set are like on average. */
export interface ImagesSummary extends MeanImages {
  /** Mean of each channel, of bytes divided by 255. */
  readonly mean: readonly number[];
  /** Standard deviation of the same. */
  readonly deviation: readonly number[];
}

/** The part of an experiment that decides its test images and their classes. */
export type TestChoice = ClassChoice & Pick<DatasetSpec, 'testShare'>;

export interface ImageRequests {
  /**
   * Test images of a run by their index. Where the files hold none, they are the ones that the
   * run's seed draws.
   */
  'test-images': {
    readonly ask: {
      readonly seed: number;
      readonly choice: TestChoice;
      readonly indices: readonly number[];
    };
    readonly answer: ImageSelection;
  };
  /** Images by their place in one of the data set's own splits, to be drawn. */
  'pick-images': {
    readonly ask: { readonly from: SplitName; readonly indices: readonly number[] };
    readonly answer: { readonly images: Uint8Array };
  };
  /** `count` images of a class from the `start`-th on, as far as there are, to be drawn. */
  'class-images': {
    readonly ask: {
      readonly from: SplitName;
      readonly label: number;
      readonly start: number;
      readonly count: number;
    };
    readonly answer: { readonly images: Uint8Array };
  };
  /** The mean training image of each class and of all, to be drawn. */
  'summarise-images': { readonly ask: Record<never, never>; readonly answer: ImagesSummary };
  /** Equal images among those that an experiment would train on and be tested on. */
  'find-duplicates': {
    readonly ask: { readonly dataset: DatasetSpec; readonly seed: number };
    readonly answer: Duplicates;
  };
}
