/** Models among dropped files: the features that they compute of the images at hand, as a data set. */

import { sourceOf } from '../data/catalog/knownDatasets.ts';
import type { AnyDataset } from '../data/dataset.ts';
import { type DataLimits, defaultLimits } from '../data/limits.ts';
import type { TaskOptions } from '../data/progress.ts';
import { UndecidedError } from '../data/reading.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import type { SourceFile } from '../data/sourceFile.ts';
import { featureDataset } from '../data/trunks/featureDataset.ts';
import { modelError } from '../data/trunks/modelError.ts';
import { findModel } from '../data/trunks/modelFiles.ts';
import { modelQuestion } from '../data/trunks/modelQuestion.ts';
import { readTrunk } from '../data/trunks/readTrunk.ts';
import type { FrozenTrunk } from '../data/trunks/trunk.ts';
import type { Platform } from '../engine/tfjs/createEngine.ts';
import { createFeatureExtractor } from '../engine/tfjs/trunks/featureExtractor.ts';
import type { PixelRange } from '../spec/sections/featuresSpec.ts';
import type { ExclusiveEngine } from './exclusiveEngine.ts';
import type { Library, OpenedData } from './library.ts';

/** The images that features are computed of, and what experiments call them. */
export type ImagesAtHand = Pick<OpenedData, 'dataset' | 'source'>;

export class FeatureOpener {
  constructor(
    private readonly library: Library,
    private readonly engine: ExclusiveEngine,
    private readonly platform: Pick<Platform, 'wasmPaths'>,
  ) {}

  /**
   * The features of the images at hand by the model among files; null where there is no model.
   * @throws DataError for a model that is refused, or where no images are at hand; UndecidedError where
   * nobody has said how it takes pixels.
   */
  async open(
    files: readonly SourceFile[],
    { pixels }: ReadingChoices,
    images: ImagesAtHand | null,
    limits: Partial<DataLimits>,
    task: TaskOptions,
  ): Promise<OpenedData | null> {
    const model = await findModel(files, { ...defaultLimits, ...limits });
    if (model === null) return null;
    const trunk = await readTrunk(model);
    if (images === null) throw noImages(model.file);
    if (pixels === undefined)
      throw new UndecidedError([modelQuestion(model.file, trunk, images.dataset)]);
    const told = files.map(({ name, size }) => ({ name, bytes: size }));
    return { ...(await this.featuresOf(images, trunk, pixels, task)), files: told };
  }

  /** Kept ones where there are some of this model and these images; else they are computed. */
  async featuresOf(
    { dataset, source }: ImagesAtHand,
    trunk: FrozenTrunk,
    pixels: PixelRange,
    task: TaskOptions,
  ): Promise<OpenedData> {
    const kept = await this.kept(dataset, trunk, pixels, task);
    if (kept !== null) return kept;
    const features = await this.engine.exclusively(async () => {
      const extractor = await createFeatureExtractor(trunk, this.platform);
      try {
        return await featureDataset({ dataset, source }, trunk, pixels, extractor, task);
      } finally {
        extractor.dispose();
      }
    });
    return { dataset: features, source: sourceOf(features), files: [] };
  }

  private async kept(
    { hash }: AnyDataset,
    trunk: FrozenTrunk,
    pixels: PixelRange,
    task: TaskOptions,
  ): Promise<OpenedData | null> {
    const { datasets } = await this.library.view();
    const found = datasets.find(
      (one) =>
        one.state === 'whole' &&
        one.features?.model === trunk.hash &&
        one.features.pixels === pixels &&
        one.features.images === hash,
    );
    if (found === undefined) return null;
    return this.library.openStored(found.hash, task, Number.POSITIVE_INFINITY).catch(() => null);
  }
}

const noImages = (file: string) =>
  modelError(
    file,
    null,
    'it is a model, and there are no images of which it could compute features',
    'a data set of images at hand',
    'open a data set first, as Glyphs or your own, then the model again',
  );
