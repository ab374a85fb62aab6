/** A data set's images as the feature vectors that a trunk computes of them, once for each image. */
import { formatCount } from '../../lib/numberFormat.ts';
import type { PixelRange } from '../../spec/sections/featuresSpec.ts';
import { vectorShape } from '../arrays/vectors.ts';
import type { Raster } from '../codecs/raster.ts';
import { DataError } from '../dataError.ts';
import {
  type AnyDataset,
  type AnyImages,
  type Dataset,
  holdsVectors,
  imageSize,
  type Split,
  splitsOf,
  withHash,
} from '../dataset.ts';
import { fitImage } from '../layout/fitImage.ts';
import { defaultLimits, exactBytes } from '../limits.ts';
import type { TaskOptions } from '../progress.ts';
import { ProgressReporter } from '../progressReporter.ts';
import { StreamedImages } from '../streaming/streamedImages.ts';
import { mostHeld } from './heldValues.ts';
import { modelLimits } from './modelLimits.ts';
import type { FrozenTrunk } from './trunk.ts';
import { sidesProduct } from './trunkShapes.ts';

/** Whatever computes a trunk. */
export interface FeatureExtractor {
  /**
   * Features of `count` images, count × {@link FrozenTrunk.featureCount}.
   * @param images count × height × width × channels values, as the model takes them.
   */
  features(images: Float32Array, count: number): Float32Array;
  dispose(): void;
}

/** Images at once, at most, and values that one operation puts out for them together. */
const largestBatch = 64;
const batchValues = 2 ** 24;

/**
 * The data set of a trunk's features: classes, labels and splits stay as they are.
 * @throws DataError where the data are vectors already, or a feature is no finite number, and the
 * signal's reason when it is aborted.
 */
export async function featureDataset(
  { dataset, source }: { readonly dataset: AnyDataset; readonly source: string },
  trunk: FrozenTrunk,
  pixels: PixelRange,
  extractor: FeatureExtractor,
  task: TaskOptions = {},
): Promise<Dataset> {
  checkImages(dataset, trunk);
  const reporter = new ProgressReporter(task);
  const splits = splitsOf<AnyImages>(dataset);
  const total = splits.reduce((sum, [, { labels }]) => sum + labels.length, 0);
  checkRoom(total, dataset, trunk);
  const computed: Partial<Record<string, Split>> = {};
  const what = `features of ${dataset.name}`;
  let before = 0;
  for (const [name, { images, labels }] of splits) {
    const features = new Float32Array(labels.length * trunk.featureCount);
    const size = batchSize(trunk);
    for (let from = 0; from < labels.length; from += size) {
      const count = Math.min(size, labels.length - from);
      const given = inputOf(await bytesAt(dataset, images, from, count), dataset, trunk, pixels);
      features.set(extractor.features(given, count), from * trunk.featureCount);
      const done = before + from + count;
      await reporter.step({ stage: 'compute', what, done, total, unit: 'images' });
    }
    checkFinite(features, trunk);
    computed[name] = { images: features, labels };
    before += labels.length;
  }
  const { train, validation = null, test = null } = computed;
  const { name, format, classes, notes, reading, hash: images } = dataset;
  const { hash: model, name: called } = trunk;
  return withHash({
    name: `${name} by ${called}`,
    format: `${trunk.featureCount} features of ${format}`,
    classes,
    shape: vectorShape(trunk.featureCount),
    train: train!,
    validation,
    test,
    notes,
    ...(reading === undefined ? {} : { reading }),
    features: { model, name: called, pixels, images, source },
  });
}

function checkImages(dataset: AnyDataset, { name }: FrozenTrunk): void {
  if (!holdsVectors(dataset)) return;
  throw new DataError({
    file: name,
    place: null,
    found: `the data set at hand, ${dataset.name}, holds feature vectors already`,
    allowed: 'images, of which a model can compute features',
    remedy: 'open the images first, then the model again',
  });
}

/** Features are held whole, so what they take is known before the first is computed. */
function checkRoom(images: number, dataset: AnyDataset, { name, featureCount }: FrozenTrunk): void {
  const bytes = images * featureCount * Float32Array.BYTES_PER_ELEMENT;
  if (bytes <= defaultLimits.decodedBytes) return;
  throw new DataError({
    file: name,
    place: null,
    found: `${featureCount} features of each of the ${formatCount(images)} images of ${dataset.name} come to ${exactBytes(bytes)}`,
    allowed: `at most ${exactBytes(defaultLimits.decodedBytes)}`,
    remedy: 'use fewer images, or a model that puts out fewer features',
  });
}

function checkFinite(features: Float32Array, { name, layer, featureCount }: FrozenTrunk): void {
  const at = features.findIndex((value) => !Number.isFinite(value));
  if (at === -1) return;
  throw new DataError({
    file: name,
    place: `layer “${layer}”`,
    found: `feature ${(at % featureCount) + 1} of an image is no finite number`,
    allowed: 'finite features of every image',
    remedy: 'choose another scale of the pixels, or another model',
  });
}

/** As many images as let no operation put out too much at once, and no model hold too much. */
function batchSize({ nodes }: FrozenTrunk): number {
  const most = nodes.reduce((largest, { shape }) => Math.max(largest, sidesProduct(shape)), 1);
  const ofHeld = Math.floor(modelLimits.held / mostHeld(nodes).values);
  return Math.max(1, Math.min(largestBatch, Math.floor(batchValues / most), ofHeld));
}

async function bytesAt(
  { shape }: AnyDataset,
  images: AnyImages,
  from: number,
  count: number,
): Promise<Uint8Array> {
  if (images instanceof StreamedImages) {
    return images.gather(Array.from({ length: count }, (_, at) => from + at));
  }
  const size = imageSize(shape);
  return images.subarray(from * size, (from + count) * size) as Uint8Array;
}

/**
 * Images as the model takes them: scaled to its size (Pillow's antialiased bilinear filter), grey
 * repeated or colours weighed by their luminance (ITU-R BT.601), on its scale.
 */
function inputOf(
  bytes: Uint8Array,
  { shape }: AnyDataset,
  { input }: FrozenTrunk,
  pixels: PixelRange,
): Float32Array {
  const { height, width } = input;
  const [size, target] = [imageSize(shape), imageSize(input)];
  const channels = shape.channels === 1 ? 1 : 3;
  const given = new Float32Array((bytes.length / size) * target);
  for (let image = 0; image * size < bytes.length; image++) {
    const own = Uint8Array.from(bytes.subarray(image * size, (image + 1) * size));
    const raster: Raster = { height: shape.height, width: shape.width, channels, pixels: own };
    const { pixels: sized } = fitImage(raster, { fitting: 'resize', height, width });
    place(sized, channels, input.channels, given.subarray(image * target, (image + 1) * target));
  }
  if (pixels === 'bytes') return given;
  return given.map(pixels === 'unit' ? (value) => value / 255 : (value) => value / 127.5 - 1);
}

function place(from: Uint8Array, channels: 1 | 3, wanted: 1 | 3, to: Float32Array): void {
  if (channels === wanted) {
    to.set(from);
  } else if (channels === 1) {
    for (let at = 0; at < to.length; at++) to[at] = from[Math.floor(at / 3)];
  } else {
    for (let at = 0; at < to.length; at++) {
      const [red, green, blue] = [from[3 * at], from[3 * at + 1], from[3 * at + 2]];
      to[at] = 0.299 * red + 0.587 * green + 0.114 * blue;
    }
  }
}
