/** From a network's features to class probabilities, as ONNX nodes. */
import { levelName, sharesName } from '../memberTensors.ts';
import { type SiblingLevel, siblingLevels } from '../siblingLevels.ts';
import type { MixtureLevel, ModelHead } from '../trainedModel.ts';
import type { OnnxGraph, OnnxValue } from './onnxGraph.ts';
import type { OnnxLayers } from './onnxLayers.ts';

/** What a head's nodes are made from. */
interface HeadSurroundings {
  readonly graph: OnnxGraph;
  /** Of the head's network. */
  readonly layers: OnnxLayers;
  readonly features: OnnxValue;
  /** The name of the classes' classifier. */
  readonly classifier: string;
  readonly classCount: number;
  /** What the probabilities are to be called. */
  readonly output: OnnxValue;
}

/** Adds a head. @returns its probabilities. */
export function headNodes(head: ModelHead, around: HeadSurroundings): OnnxValue {
  const { graph, layers, features, classifier, classCount, output } = around;
  switch (head.kind) {
    case 'softmax':
      return softmaxNode(graph, output, layers.dense(classifier, features));
    case 'mixture': {
      const levels = head.levels.map((level) => mixtureLevel(level, around));
      return graph.node('Sum', output, levels);
    }
    case 'path': {
      const levels = siblingLevels(head.groups, classCount).map((level, at) =>
        pathLevel(level, head.groups.length === at ? classifier : levelName(at), around),
      );
      return levels.reduce((product, own, at) =>
        graph.node('Mul', at === levels.length - 1 ? output : `${own}/product`, [product, own]),
      );
    }
  }
}

/** Probabilities of the rows of some logits. */
export function softmaxNode(graph: OnnxGraph, name: OnnxValue, logits: OnnxValue): OnnxValue {
  return graph.node('Softmax', name, [logits], { axis: 1 });
}

/** softmax(x·W + b)·S. */
function mixtureLevel(
  { classifier, weight }: MixtureLevel,
  { graph, layers, features }: HeadSurroundings,
): OnnxValue {
  const name = layers.named(classifier);
  const own = softmaxNode(graph, `${name}/softmax`, layers.dense(classifier, features));
  if (weight === null) {
    return graph.node('MatMul', `${name}/shared`, [own, layers.held(sharesName(classifier))]);
  }
  const theta = graph.numbers(`${name}/weight`, [], Float32Array.of(weight));
  return graph.node('Mul', `${name}/shared`, [own, theta]);
}

/** The softmax among siblings of each class's node. */
function pathLevel(
  { order, sizes, placeOf }: SiblingLevel,
  classifier: string,
  { graph, layers, features }: HeadSurroundings,
): OnnxValue {
  const name = layers.named(classifier);
  const sorted = graph.node(
    'Gather',
    `${name}/sorted`,
    [layers.dense(classifier, features), graph.integers(`${name}/order`, order)],
    { axis: 1 },
  );
  const sets = graph.nodes(
    'Split',
    `${name}/siblings`,
    [sorted, graph.integers(`${name}/sizes`, sizes)],
    sizes.map((_, at) => `${name}/siblings${at + 1}`),
    { axis: 1 },
  );
  const shares = sets.map((siblings) => softmaxNode(graph, `${siblings}/softmax`, siblings));
  const nodes = graph.node('Concat', `${name}/shares`, shares, { axis: 1 });
  return graph.node(
    'Gather',
    `${name}/ofClasses`,
    [nodes, graph.integers(`${name}/places`, placeOf)],
    {
      axis: 1,
    },
  );
}
