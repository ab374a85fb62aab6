/**
 * A trained model as a TensorFlow.js layers model of stock layers: `tf.loadLayersModel` reads it without
 * anything of Espalier's. Input and output are those of the ONNX graph; class names and the model's
 * description stand in `userDefinedMetadata`.
 */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import { inputScale } from '../inputScale.ts';
import { describeModel, tensorPrefix } from '../modelDescription.ts';
import type { ModelInput, TrainedModel } from '../trainedModel.ts';
import { type LayerOutput, LayersModel } from './layersModel.ts';
import { stockHead } from './stockHeads.ts';
import { StockLayers } from './stockLayers.ts';

const input = 'images';
const output = 'probabilities';

/** `model.json` first, then its shards; equal models give equal bytes. */
export function writeLayersModel(
  trained: TrainedModel,
): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const { json, paths, shards } = plannedLayersModel(trained);
  return [
    { name: 'model.json', bytes: json },
    ...shards().map((bytes, at) => ({ name: paths[at], bytes })),
  ];
}

/** The same before its shards are written: nothing is copied, and what its layers hold is known. */
export function plannedLayersModel(trained: TrainedModel) {
  const model = new LayersModel();
  const joined = joinMembers(model, trained, normalisedInput(model, trained.input));
  model.activation(output, joined, 'linear');
  return model.plan(input, output, {
    classes: trained.classes,
    espalier: canonicalJson(describeModel(trained).description),
  });
}

/** (value − offset) / scale: a batch norm with the square of the scale for its variance. */
function normalisedInput(model: LayersModel, described: ModelInput): LayerOutput {
  const { height, width, channels } = described.shape;
  const isVector = described.values === 'features';
  const images = model.input(input, isVector ? [width] : [height, width, channels]);
  const { offset, scale } = inputScale(described);
  const shape = [offset.length];
  const config = { axis: -1, epsilon: 0, center: false, scale: false };
  const normalised = model.layer('BatchNormalization', 'input', [images], config, {
    moving_mean: { shape, values: offset },
    moving_variance: { shape, values: scale.map((value) => value * value) },
  });
  if (!isVector) return normalised;
  return model.layer('Reshape', 'input/rows', [normalised], { target_shape: [1, width, 1] });
}

function joinMembers(model: LayersModel, trained: TrainedModel, x: LayerOutput): LayerOutput {
  const { joining, members, classes } = trained;
  const networks = members.map((_, index) => memberLayers(model, trained, index, x));
  const said = () =>
    members.map(({ head }, index) =>
      stockHead(head, { ...networks[index], model, classCount: classes.length }),
    );
  switch (joining.kind) {
    case 'alone':
      return said()[0];
    case 'vote': {
      const total = joining.weights.reduce((sum, weight) => sum + weight, 0);
      const votes = said().map((probabilities, index) =>
        model.scaled(
          `vote${index + 1}`,
          probabilities,
          classes.length,
          joining.weights[index] / total,
        ),
      );
      return model.joined('Add', 'votes', votes);
    }
    case 'majority': {
      const ballots = said().map((probabilities, index) =>
        ballot(model, `ballot${index + 1}`, probabilities, classes.length),
      );
      return model.joined('Average', 'ballots', ballots);
    }
    case 'dynamic': {
      const logits = networks.map(({ layers, classifier, features }) =>
        layers.dense(classifier, features),
      );
      return dynamicMixture(model, logits, classes.length);
    }
  }
}

function memberLayers(model: LayersModel, trained: TrainedModel, index: number, x: LayerOutput) {
  const { members, input: described, classes } = trained;
  const { network, tensors } = members[index];
  const layers = new StockLayers(model, tensors, tensorPrefix(index + 1, members.length));
  const { trunk, classifier } = placedNetwork(network, described.shape, classes.length);
  return { layers, features: layers.list(trunk, x), classifier: classifier.name };
}

/** The largest of each row. */
function largest(
  model: LayersModel,
  name: string,
  values: LayerOutput,
  length: number,
): LayerOutput {
  const column = model.layer('Reshape', `${name}/column`, [values], { target_shape: [length, 1] });
  return model.layer('GlobalMaxPooling1D', `${name}/largest`, [column]);
}

/** More than the inverse of the least difference between two float32 of which the larger is above 2⁻¹⁶. */
const steep = 2 ** 41;

/**
 * 1 for the first of the largest probabilities, 0 for all others. Less the largest, all but those are
 * below 0 by more than the inverse of the slope; then the second of equals gives way to the first.
 */
function ballot(
  model: LayersModel,
  name: string,
  probabilities: LayerOutput,
  count: number,
): LayerOutput {
  const most = largest(model, name, probabilities, count);
  const negative = { shape: [1, count], values: () => new Float32Array(count).fill(-1) };
  const less = model.dense(`${name}/less`, most, { kernel: negative });
  const below = model.layer('Add', `${name}/below`, [probabilities, less]);
  const sloped = model.scaled(`${name}/sloped`, below, count, steep, 1);
  const named = model.activation(`${name}/named`, sloped, 'relu');
  const earlier = model.dense(`${name}/earlier`, named, { kernel: lessEarlier(count) });
  const first = model.layer('Add', `${name}/first`, [named, earlier]);
  return model.activation(name, first, 'relu');
}

/** Takes from each value the sum of those before it. */
function lessEarlier(count: number) {
  const values = () => {
    const kernel = new Float32Array(count * count);
    for (let from = 0; from < count; from++) {
      kernel.fill(-1, from * count + from + 1, (from + 1) * count);
    }
    return kernel;
  };
  return { shape: [count, count], values };
}

/** softmax(Σ_k a_k s_k) with a = softmax over k of each member's largest logit. */
function dynamicMixture(
  model: LayersModel,
  logits: readonly LayerOutput[],
  count: number,
): LayerOutput {
  const most = logits.map((scores) => largest(model, scores, scores, count));
  const weights = model.activation(
    'mixture/weights',
    model.joined('Concatenate', 'mixture/largest', most),
    'softmax',
  );
  const weighted = logits.map((scores, index) => {
    const values = () =>
      new Float32Array(logits.length * count).fill(1, index * count, (index + 1) * count);
    const kernel = { shape: [logits.length, count], values };
    const weight = model.dense(`${scores}/weight`, weights, { kernel });
    return model.layer('Multiply', `${scores}/weighted`, [scores, weight]);
  });
  return model.activation('mixture', model.joined('Add', 'mixture/logits', weighted), 'softmax');
}
