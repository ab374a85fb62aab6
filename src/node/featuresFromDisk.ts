/** Frozen features on the command line: computed once for a model and its images, and kept. */

import { sourceOf } from '../data/catalog/knownDatasets.ts';
import type { AnyDataset, Dataset } from '../data/dataset.ts';
import { defaultLimits, oneLine } from '../data/limits.ts';
import type { SourceFile } from '../data/sourceFile.ts';
import { featureDataset } from '../data/trunks/featureDataset.ts';
import { findModel } from '../data/trunks/modelFiles.ts';
import { readTrunk } from '../data/trunks/readTrunk.ts';
import type { FeaturesSpec, PixelRange } from '../spec/sections/featuresSpec.ts';
import { StorageError, unlessStorage } from '../storage/storageError.ts';
import type { Library } from '../worker/library.ts';
import { installedWasm } from './nodeEngine.ts';
import { UsageError } from './usageError.ts';

/** A model on disk, and how it takes pixels. */
export interface ModelOnDisk {
  readonly path: string;
  readonly files: readonly SourceFile[];
  /** Undefined where the command does not say; the experiment may. */
  readonly pixels: PixelRange | undefined;
}

/**
 * The features of images by a model on disk: those kept, where they were computed before.
 * @param named the model that the experiment asks for; undefined where it asks for none.
 * @throws DataError for a model that is refused, UsageError for another than the one asked for.
 */
export async function featuresFromDisk(
  { dataset, source }: { readonly dataset: AnyDataset; readonly source: string },
  model: ModelOnDisk,
  named: FeaturesSpec | undefined,
  library: Library,
): Promise<Dataset | AnyDataset> {
  const found = await findModel(model.files, defaultLimits);
  if (found === null) {
    throw new UsageError(
      `--features ${model.path}: there is no model.json of TensorFlow.js. Give the folder, zip or model.json of one`,
    );
  }
  const trunk = await readTrunk(found);
  if (named !== undefined && named.model !== trunk.hash) {
    throw new UsageError(
      `--features ${model.path}: the experiment asks for the model “${oneLine(named.name)}” whose hash begins with ${named.model.slice(0, 12)}; that of this one begins with ${trunk.hash.slice(0, 12)}`,
    );
  }
  const pixels = model.pixels ?? named?.pixels;
  if (pixels === undefined) {
    throw new UsageError(
      '--features needs to know how the model takes pixels: --pixels unit (0 to 1), signed (−1 to 1) or bytes (0 to 255)',
    );
  }
  const { datasets } = await library.view();
  const kept = datasets.find(
    (one) =>
      one.state === 'whole' &&
      one.features?.model === trunk.hash &&
      one.features.pixels === pixels &&
      one.features.images === dataset.hash,
  );
  if (kept !== undefined) {
    const opened = await library
      .openStored(kept.hash, {}, Number.POSITIVE_INFINITY)
      // Damaged ones can be computed again.
      .catch(unlessStorage);
    if (opened !== null) return opened.dataset;
  }
  const { createFeatureExtractor } = await import('../engine/tfjs/trunks/featureExtractor.ts');
  const extractor = await createFeatureExtractor(trunk, { wasmPaths: installedWasm() });
  try {
    console.error(`${dataset.name}: computing ${trunk.featureCount} features of each image.`);
    const features = await featureDataset({ dataset, source }, trunk, pixels, extractor);
    await library
      .keep({ dataset: features, source: sourceOf(features), files: [] }, {})
      .catch((error: unknown) => {
        if (!(error instanceof StorageError)) throw error;
        console.error(
          `${features.name} are not kept, and are computed again next time: ${error.message}`,
        );
      });
    return features;
  } finally {
    extractor.dispose();
  }
}
