/** Single networks of every family, and what they said of pictures: no run, but a few steps of training. */
import { makeShapes, shapes } from '../../data/catalog/shapes/makeShapes.ts';
import { imageSize } from '../../data/dataset.ts';
import type { NetworkTensors } from '../../data/safetensors.ts';
import { type Engine, plainObjective, type Trainer } from '../../engine/engine.ts';
import {
  imagenetFamilies,
  type SmallFamily,
  smallFamilies,
} from '../../engine/tfjs/testing/families.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import type { ImageShape } from '../../spec/units.ts';
import type { TrainedModel } from '../trainedModel.ts';
import type { AnsweredModel } from './answeredModels.ts';
import { askedImages, publishedPictures } from './publishedData.ts';
import { arePublished } from './publishedImages.ts';

const classes = ['one', 'two', 'three', 'four', 'five', 'six'];

/**
 * Every family of networks. A DenseNet of one channel a layer is conditioned worse than any that
 * people train: the rounding of its float32 alone comes to 4e-5, so it has four here.
 */
export const askedFamilies: readonly SmallFamily[] = [...smallFamilies, ...imagenetFamilies].map(
  (family) =>
    family.network.kind === 'densenet' && family.network.growth === 1
      ? { ...family, network: { ...family.network, growth: 4 } }
      : family,
);

/**
 * A network of a family as a model, with {@link askedImages} pictures as the family takes them: test
 * images of CIFAR-100, else of Shapes.
 */
export async function answeredNetwork(
  engine: Engine,
  { name, network, shape: { height, width } }: SmallFamily,
): Promise<AnsweredModel> {
  const shape = { height, width, channels: 3 };
  const count = askedImages;
  const images = arePublished ? publishedPictures(shape) : await madePictures(shape, count);
  const normalisation = {
    mean: [0.5071, 0.4867, 0.4408],
    deviation: [0.2675, 0.2565, 0.2761],
  };
  const values = Float32Array.from(images, (value, at) => {
    const channel = at % shape.channels;
    return (value / 255 - normalisation.mean[channel]) / normalisation.deviation[channel];
  });
  const batchSize = 8;
  const trainer = engine.createTrainer({
    network,
    shape,
    classCount: classes.length,
    objective: plainObjective,
    training: { optimizer: 'sgd', momentum: 0.9, weightDecay: 0, batchSize },
    seed: 5,
    round: 1,
  });
  try {
    // So that batch norm has statistics of its own.
    for (let step = 0; step < 3; step++) {
      const labels = Int32Array.from(
        { length: batchSize },
        (_, at) => (at + step) % classes.length,
      );
      const size = imageSize(shape) * batchSize;
      trainer.step({ images: values.subarray(step * size, (step + 1) * size), labels }, 0.02);
    }
    await trainer.takeMetrics();
    const { classifier } = placedNetwork(network, shape, classes.length);
    const tensors = await spread(trainer, classifier.name, values, count);
    trainer.load({ tensors });
    const model: TrainedModel = {
      classes,
      input: { shape, values: 'pixels', normalisation, centreCrop: 1 },
      members: [{ network, tensors: withoutSlots(tensors), head: { kind: 'softmax' } }],
      joining: { kind: 'alone' },
      origin: {
        espalier: '0.0.0',
        experiment: name,
        specHash: 'none',
        digest: null,
        dataset: { name: 'Pictures', hash: 'none' },
      },
    };
    const probabilities = Float64Array.from(await trainer.predict(values));
    return { name, model, images, count, probabilities };
  } finally {
    trainer.dispose();
  }
}

/** Its tensors, with a classifier that tells the pictures apart as surely as one that is trained. */
async function spread(
  trainer: Trainer,
  classifier: string,
  values: Float32Array,
  count: number,
): Promise<NetworkTensors> {
  const { tensors } = await trainer.save();
  const features = await trainer.features(values);
  const width = trainer.featureCount;
  const units = classes.length;
  const weights = tensors[`${classifier}/weights`].values.slice();
  const bias = new Float32Array(units);
  for (let unit = 0; unit < units; unit++) {
    const logits = Array.from({ length: count }, (_, image) => {
      let sum = 0;
      for (let at = 0; at < width; at++)
        sum += features[image * width + at] * weights[at * units + unit];
      return sum;
    });
    const mean = logits.reduce((sum, logit) => sum + logit, 0) / count;
    const deviation = Math.sqrt(
      logits.reduce((sum, logit) => sum + (logit - mean) ** 2, 0) / count,
    );
    const factor = 2 / deviation;
    for (let at = 0; at < width; at++) weights[at * units + unit] *= factor;
    bias[unit] = -mean * factor;
  }
  return {
    ...tensors,
    [`${classifier}/weights`]: { shape: [width, units], values: weights },
    [`${classifier}/bias`]: { shape: [units], values: bias },
  };
}

/** What the optimiser remembers stays behind. */
function withoutSlots(tensors: NetworkTensors): NetworkTensors {
  return Object.fromEntries(Object.entries(tensors).filter(([name]) => !name.includes(':')));
}

/** Pictures of Shapes laid beside each other until a shape is full. */
async function madePictures(
  { height, width, channels }: ImageShape,
  count: number,
): Promise<Uint8Array> {
  const { test, shape } = await makeShapes(
    {},
    { trainPerClass: 1, testPerClass: Math.ceil(count / shapes.classes.length) },
  );
  if (!(test?.images instanceof Uint8Array)) throw new Error('Shapes has no test pictures');
  const source = test.images;
  const images = new Uint8Array(count * height * width * channels);
  let at = 0;
  for (let image = 0; image < count; image++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const pixel = (row % shape.height) * shape.width + (column % shape.width);
        for (let channel = 0; channel < channels; channel++) {
          images[at++] =
            source[image * imageSize(shape) + pixel * shape.channels + (channel % shape.channels)];
        }
      }
    }
  }
  return images;
}
