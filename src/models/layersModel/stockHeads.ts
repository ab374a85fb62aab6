/** From a network's features to class probabilities, as stock layers of TensorFlow.js. */
import type { NetworkTensors } from '../../data/safetensors.ts';
import { levelName, sharesName } from '../memberTensors.ts';
import { type SiblingLevel, siblingLevels } from '../siblingLevels.ts';
import type { MixtureLevel, ModelHead } from '../trainedModel.ts';
import type { LayerOutput, LayersModel } from './layersModel.ts';
import type { StockLayers } from './stockLayers.ts';

/** What a head's layers are made from. */
interface HeadParts {
  readonly model: LayersModel;
  /** Of the head's network. */
  readonly layers: StockLayers;
  readonly features: LayerOutput;
  /** The name of the classes' classifier. */
  readonly classifier: string;
  readonly classCount: number;
}

/** Adds a head. @returns its probabilities. */
export function stockHead(head: ModelHead, parts: HeadParts): LayerOutput {
  const { model, layers, features, classifier, classCount } = parts;
  switch (head.kind) {
    case 'softmax':
      return layers.dense(classifier, features, 'softmax');
    case 'mixture': {
      const levels = head.levels.map((level) => mixtureLevel(level, parts));
      return model.joined('Add', layers.named('mixture'), levels);
    }
    case 'path': {
      const levels = siblingLevels(head.groups, classCount).map((level, at) =>
        pathLevel(level, head.groups.length === at ? classifier : levelName(at), parts),
      );
      return model.joined('Multiply', layers.named('path'), levels);
    }
  }
}

/** softmax(x·W + b)·S. */
function mixtureLevel(
  { classifier, units, weight }: MixtureLevel,
  { model, layers, features }: HeadParts,
): LayerOutput {
  const own = layers.dense(classifier, features, 'softmax');
  const name = layers.named(sharesName(classifier));
  if (weight !== null) return model.scaled(name, own, units, weight);
  return model.dense(name, own, { kernel: layers.held(sharesName(classifier)) });
}

/** The softmax among siblings of each class's node: a classifier for each set of siblings. */
function pathLevel(
  { order, sizes, placeOf }: SiblingLevel,
  classifier: string,
  { model, layers, features, classCount }: HeadParts,
): LayerOutput {
  const name = layers.named(classifier);
  const weights = layers.held(`${classifier}/weights`);
  const bias = layers.held(`${classifier}/bias`);
  let first = 0;
  const sets = sizes.map((size, at) => {
    const nodes = order.subarray(first, first + size);
    first += size;
    const held = { kernel: columns(weights, nodes), bias: columns(bias, nodes) };
    return model.dense(`${name}/siblings${at + 1}`, features, held, 'softmax');
  });
  const shares = model.joined('Concatenate', `${name}/shares`, sets);
  const values = () => {
    const kernel = new Float32Array(order.length * classCount);
    placeOf.forEach((place, index) => {
      kernel[place * classCount + index] = 1;
    });
    return kernel;
  };
  return model.dense(`${name}/ofClasses`, shares, {
    kernel: { shape: [order.length, classCount], values },
  });
}

/** Some columns of rows of numbers; the last axis is that of columns. */
function columns({ shape, values }: NetworkTensors[string], chosen: Int32Array) {
  const width = shape[shape.length - 1];
  const rows = values.length / width;
  const picked = new Float32Array(rows * chosen.length);
  for (let row = 0; row < rows; row++) {
    chosen.forEach((column, at) => {
      picked[row * chosen.length + at] = values[row * width + column];
    });
  }
  return { shape: [...shape.slice(0, -1), chosen.length], values: picked };
}
