/** The training images of a run as its networks see them, and which of them are near to another. */
import { type NearImage, nearestFeatures } from '../../algorithms/answers/nearestFeatures.ts';
import type { AnyDataset, Pixels } from '../../data/dataset.ts';
import { prepareData } from '../../data/prepare/preparedData.ts';
import type { TaskOptions } from '../../data/progress.ts';
import type { Predictor } from './predictor.ts';

/** Bytes of features that are kept, at most. */
const mostBytes = 128_000_000;
/** Training images that are looked through, at most. */
const mostImages = 20_000;
/** Images that are asked about at once. */
const together = 256;

/** Features of training images, evenly taken from all where these are too many. */
export class NearestImages {
  private constructor(
    private readonly features: readonly Float32Array[],
    /** Places among the run's training images. */
    readonly places: Int32Array,
    readonly labels: Int32Array,
    /** Training images that the run has. */
    readonly total: number,
  ) {}

  /** @throws DataError; EngineError; the signal's reason. */
  static async of(
    predictor: Predictor,
    dataset: AnyDataset,
    { signal, onProgress = () => {} }: TaskOptions = {},
  ): Promise<NearestImages> {
    const { spec } = predictor.trained.state;
    const { train } = prepareData(dataset, spec).whole;
    if (train === undefined) throw new RangeError('There are no training images');
    const total = train.labels.length;
    const fitting = Math.floor(mostBytes / 4 / Math.max(1, predictor.featureCount));
    const count = Math.max(1, Math.min(total, mostImages, fitting));
    const places = Int32Array.from({ length: count }, (_, at) => Math.floor((at * total) / count));
    const parts: Float32Array[][] = [];
    for (let start = 0; start < count; start += together) {
      signal?.throwIfAborted();
      const images = await train.some(places.slice(start, start + together));
      parts.push(await predictor.featuresOf(images));
      const done = Math.min(count, start + together);
      onProgress({ stage: 'read', what: dataset.name, done, total: count, unit: 'images' });
    }
    const features = parts[0].map((_, network) => concatenated(parts.map((part) => part[network])));
    const labels = Int32Array.from(places, (place) => train.labels[place]);
    return new NearestImages(features, places, labels, total);
  }

  /** The nearest to an image of the run's shape, nearest first. */
  async to(predictor: Predictor, pixels: Pixels, most: number): Promise<NearImage[]> {
    return nearestFeatures(this.features, await predictor.features(pixels), most);
  }
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
