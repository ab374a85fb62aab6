/**
 * A trained model as one ONNX graph, from values 0…255 (or features) to probabilities: input `images`,
 * float32 [n, height, width, channels] or [n, features]; output `probabilities` [n, classes]. The
 * names of the classes stand in the metadata as a JSON list, `classes`.
 */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import { inputScale } from '../inputScale.ts';
import { describeModel, tensorPrefix } from '../modelDescription.ts';
import type { ModelInput, TrainedModel } from '../trainedModel.ts';
import { OnnxGraph, type OnnxValue, type Sizes } from './onnxGraph.ts';
import { headNodes, softmaxNode } from './onnxHeads.ts';
import { OnnxLayers } from './onnxLayers.ts';

const input = 'images';
const output = 'probabilities';

/** The file of a model; equal models give equal bytes. */
export function writeOnnx(model: TrainedModel): Uint8Array {
  const { classes, origin } = model;
  const graph = new OnnxGraph();
  joinMembers(graph, model, normalisedInput(graph, model.input));
  return graph.bytes(
    'espalier',
    { name: input, sizes: inputSizes(model.input) },
    { name: output, sizes: ['n', classes.length] },
    origin.espalier,
    {
      classes: JSON.stringify(classes),
      espalier: canonicalJson(describeModel(model).description),
    },
  );
}

function inputSizes({ shape, values }: ModelInput): Sizes {
  const { height, width, channels } = shape;
  return values === 'features' ? ['n', width] : ['n', height, width, channels];
}

/** (value − offset) / scale, as images whose channels lie one after another. */
function normalisedInput(graph: OnnxGraph, described: ModelInput): OnnxValue {
  const { offset, scale } = inputScale(described);
  const moved = graph.node('Sub', 'input/moved', [
    input,
    graph.numbers('input/offset', [offset.length], offset),
  ]);
  const scaled = graph.node('Div', 'input/scaled', [
    moved,
    graph.numbers('input/scale', [scale.length], scale),
  ]);
  if (described.values === 'pixels') {
    return graph.node('Transpose', 'input/channels', [scaled], { perm: [0, 3, 1, 2] });
  }
  // A vector is an image of one row; 0 keeps the number of them.
  const shape = graph.integers('input/shape', [0, 1, 1, described.shape.width]);
  return graph.node('Reshape', 'input/channels', [scaled, shape]);
}

/** A member up to its features. */
interface MemberNodes {
  readonly layers: OnnxLayers;
  readonly features: OnnxValue;
  readonly classifier: string;
}

function joinMembers(graph: OnnxGraph, model: TrainedModel, x: OnnxValue): void {
  const { joining, members, classes } = model;
  const networks = members.map((_, index) => memberNodes(graph, model, index, x));
  const probabilities = (index: number, called: OnnxValue) =>
    headNodes(members[index].head, {
      ...networks[index],
      graph,
      classCount: classes.length,
      output: called,
    });
  const ofAll = () =>
    members.map((_, index) => probabilities(index, `network${index + 1}.${output}`));
  switch (joining.kind) {
    case 'alone':
      probabilities(0, output);
      return;
    case 'vote':
      weightedMean(graph, ofAll(), joining.weights);
      return;
    case 'majority':
      graph.node('Mean', output, ballots(graph, ofAll(), classes.length));
      return;
    case 'dynamic':
      dynamicMixture(
        graph,
        networks.map(({ layers, classifier, features }) => layers.dense(classifier, features)),
      );
      return;
  }
}

function memberNodes(
  graph: OnnxGraph,
  model: TrainedModel,
  index: number,
  x: OnnxValue,
): MemberNodes {
  const { members, input: described, classes } = model;
  const { network, tensors } = members[index];
  const layers = new OnnxLayers(graph, tensors, tensorPrefix(index + 1, members.length));
  const { trunk, classifier } = placedNetwork(network, described.shape, classes.length);
  return { layers, features: layers.list(trunk, x), classifier: classifier.name };
}

/** Σ_t w_t f_t / Σ_t w_t. */
function weightedMean(
  graph: OnnxGraph,
  said: readonly OnnxValue[],
  weights: readonly number[],
): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const votes = said.map((probabilities, index) => {
    const name = `network${index + 1}.vote`;
    const weight = graph.numbers(`${name}/weight`, [], Float32Array.of(weights[index] / total));
    return graph.node('Mul', name, [probabilities, weight]);
  });
  graph.node('Sum', output, votes);
}

/** 1 for the class that each member names, 0 for all others. */
function ballots(graph: OnnxGraph, said: readonly OnnxValue[], classCount: number): OnnxValue[] {
  const depth = graph.integers('ballots/classes', [classCount]);
  const values = graph.numbers('ballots/values', [2], Float32Array.of(0, 1));
  return said.map((probabilities, index) => {
    const name = `network${index + 1}.ballot`;
    const named = graph.node('ArgMax', `${name}/class`, [probabilities], { axis: 1, keepdims: 0 });
    return graph.node('OneHot', name, [named, depth, values], { axis: 1 });
  });
}

/** softmax(Σ_k a_k s_k) with a = softmax over k of each member's largest logit. */
function dynamicMixture(graph: OnnxGraph, logits: readonly OnnxValue[]): void {
  const largest = logits.map((scores) =>
    graph.node('ReduceMax', `${scores}/largest`, [scores], { axes: [1], keepdims: 1 }),
  );
  const weights = softmaxNode(
    graph,
    'mixture/weights',
    graph.node('Concat', 'mixture/largest', largest, { axis: 1 }),
  );
  const sizes = graph.integers(
    'mixture/sizes',
    logits.map(() => 1),
  );
  const split = graph.nodes(
    'Split',
    'mixture/split',
    [weights, sizes],
    logits.map((scores) => `${scores}/weight`),
    { axis: 1 },
  );
  const weighted = logits.map((scores, index) =>
    graph.node('Mul', `${scores}/weighted`, [scores, split[index]]),
  );
  softmaxNode(graph, output, graph.node('Sum', 'mixture/logits', weighted));
}
