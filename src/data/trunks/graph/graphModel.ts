/** A graph model (a frozen TensorFlow graph) as a trunk. Nodes are placed after what they take. */
import { z } from 'zod';
import { formatCount } from '../../../lib/numberFormat.ts';
import { quoted } from '../../limits.ts';
import { fieldFault } from '../fieldFault.ts';
import { checkedInput, type PlacedModel } from '../layers/layersModel.ts';
import { modelError } from '../modelError.ts';
import type { ModelJson } from '../modelJson.ts';
import { modelLimits } from '../modelLimits.ts';
import type { TrunkConstant } from '../trunk.ts';
import { TrunkBuilder } from '../trunkBuilder.ts';
import { graphOperations } from './graphOperations.ts';
import type { GraphValue } from './graphValue.ts';
import { isRecord, NodeAttributes, shapeOfJson } from './nodeAttributes.ts';

const nodeSchema = z.object({
  name: z.string().min(1).max(1000),
  op: z.string().max(200),
  input: z.array(z.string().max(1000)).max(1000).default([]),
  attr: z.record(z.string(), z.unknown()).default({}),
});
type GraphNode = z.infer<typeof nodeSchema>;

/** @throws DataError naming the node. */
export function placeGraphModel(
  file: string,
  { modelTopology, signature }: Pick<ModelJson, 'modelTopology' | 'signature'>,
  weights: ReadonlyMap<string, TrunkConstant>,
  fallback: readonly [number, number],
): PlacedModel {
  const builder = new TrunkBuilder(file, 'node');
  const nodes = nodesOf(file, builder, modelTopology);
  const ends = isRecord(signature?.outputs) ? signature.outputs : null;
  const output = outputOf(builder, nodes, ends);
  const values = new Map<string, GraphValue>();
  for (const node of inOrder(builder, nodes)) {
    const inputs = sourcesOf(node).map((source) => values.get(source)!);
    values.set(node.name, placed(builder, node, inputs, { weights, fallback, signature }));
  }
  const found = values.get(output)!;
  if (found.isComputed) return { builder, output: found.at };
  throw builder.fault(
    output,
    'what comes out is the same for all images',
    'a model whose output depends on its input',
  );
}

function nodesOf(
  file: string,
  builder: TrunkBuilder,
  topology: ModelJson['modelTopology'],
): Map<string, GraphNode> {
  const { node, library } = topology;
  if (!Array.isArray(node)) {
    throw modelError(file, 'field “modelTopology.node”', 'it is no list', 'the nodes of a graph');
  }
  if (node.length > modelLimits.nodes) {
    throw modelError(
      file,
      'field “modelTopology.node”',
      `it lists ${formatCount(node.length)} nodes`,
      `at most ${formatCount(modelLimits.nodes)}`,
      'take a smaller model',
    );
  }
  const functions = isRecord(library) ? library.function : undefined;
  if (Array.isArray(functions) && functions.length > 0) {
    throw modelError(
      file,
      'field “modelTopology.library”',
      'the graph brings functions of its own',
      'graphs of plain operations',
      'convert the model again, frozen and without control flow',
    );
  }
  const nodes = new Map<string, GraphNode>();
  node.forEach((one: unknown, place) => {
    const parsed = nodeSchema.safeParse(one);
    const name = isRecord(one) && typeof one.name === 'string' ? one.name : `${place}`;
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw builder.fault(
        name,
        `of its field ${quoted(issue.path.join('.'))}: ${fieldFault(issue.message)}`,
        'a name, an op, the names of its inputs, and attributes',
      );
    }
    if (nodes.has(name)) throw builder.fault(name, 'there are two of this name', 'each name once');
    nodes.set(name, parsed.data);
  });
  return nodes;
}

/** `conv:0` is the first output of `conv`; what begins with ^ only has to run before. */
const sourcesOf = ({ input }: GraphNode): string[] =>
  input.filter((name) => !name.startsWith('^')).map((name) => name.replace(/:0$/, ''));

function outputOf(
  builder: TrunkBuilder,
  nodes: ReadonlyMap<string, GraphNode>,
  told: Readonly<Record<string, unknown>> | null,
): string {
  const used = new Set([...nodes.values()].flatMap(sourcesOf));
  const names =
    told === null
      ? [...nodes.keys()].filter((name) => !used.has(name))
      : Object.entries(told).map(([key, value]) =>
          isRecord(value) && typeof value.name === 'string' ? value.name.replace(/:0$/, '') : key,
        );
  const [name] = names;
  if (names.length !== 1) {
    throw modelError(
      builder.file,
      null,
      `the model has ${names.length} outputs${names.length > 1 ? `, as ${quoted(names[0])} and ${quoted(names[1])}` : ''}`,
      'one output',
      'take a classifier, or a model that puts out feature vectors',
    );
  }
  if (nodes.has(name)) return name;
  throw builder.fault(
    name,
    'the signature names it as output, and there is none',
    'the name of a node',
  );
}

/** Nodes, each after those that it takes from. @throws DataError where they go in a circle. */
function inOrder(builder: TrunkBuilder, nodes: ReadonlyMap<string, GraphNode>): GraphNode[] {
  const waiting = new Map<string, number>();
  const followers = new Map<string, GraphNode[]>();
  const ready: GraphNode[] = [];
  for (const node of nodes.values()) {
    const sources = sourcesOf(node);
    for (const source of sources) {
      if (!nodes.has(source)) {
        throw builder.fault(
          node.name,
          `it takes from ${quoted(source)}, which there is not`,
          'names of nodes, and their first output',
        );
      }
      const known = followers.get(source);
      if (known === undefined) followers.set(source, [node]);
      else known.push(node);
    }
    waiting.set(node.name, sources.length);
    if (sources.length === 0) ready.push(node);
  }
  for (let at = 0; at < ready.length; at++) {
    for (const follower of followers.get(ready[at].name) ?? []) {
      const left = waiting.get(follower.name)! - 1;
      waiting.set(follower.name, left);
      if (left === 0) ready.push(follower);
    }
  }
  const stuck = [...nodes.values()].find(({ name }) => waiting.get(name)! > 0);
  if (stuck === undefined) return ready;
  throw builder.fault(
    stuck.name,
    'it waits for what comes of it: nodes go in a circle',
    'nodes in an order',
  );
}

interface Surroundings {
  readonly weights: ReadonlyMap<string, TrunkConstant>;
  readonly fallback: readonly [number, number];
  readonly signature: ModelJson['signature'];
}

function placed(
  builder: TrunkBuilder,
  node: GraphNode,
  inputs: readonly GraphValue[],
  surroundings: Surroundings,
): GraphValue {
  const { name, op } = node;
  const attributes = new NodeAttributes(builder, name, node.attr);
  if (op === 'Placeholder') return placeInput(attributes, surroundings);
  if (op === 'Const') {
    const constant = surroundings.weights.get(name);
    if (constant !== undefined) return { isComputed: false, constant };
    throw builder.fault(name, 'its numbers are not in the manifest', 'a weight of this name');
  }
  const place = Object.hasOwn(graphOperations, op) ? graphOperations[op] : null;
  if (place !== null) return place(attributes, inputs);
  throw builder.fault(
    name,
    `its operation is ${quoted(op)}`,
    `Placeholder, Const, ${Object.keys(graphOperations).join(', ')}`,
    'take a convolutional network of plain operations, converted for inference',
  );
}

function placeInput(node: NodeAttributes, { fallback, signature }: Surroundings): GraphValue {
  const { builder, name } = node;
  if (builder.nodes.length > 0) {
    throw builder.fault(
      name,
      `it is a second input beside ${quoted(builder.nodes[0].name)}`,
      'one input, of images',
    );
  }
  const told = isRecord(signature?.inputs) ? Object.values(signature.inputs) : [];
  const [first] = told;
  const ofSignature = isRecord(first)
    ? shapeOfJson(first.tensorShape, (found) =>
        node.refused('tensorShape', found, 'sides of an image'),
      )
    : null;
  const shape = node.shape('shape') ?? ofSignature;
  if (shape !== null && shape.length === 4) {
    return {
      isComputed: true,
      at: builder.input(name, checkedInput(builder, name, shape.slice(1), fallback)),
    };
  }
  throw builder.fault(
    name,
    shape === null
      ? 'it does not say what it takes'
      : `it takes ${shape.map((side) => side ?? 'any').join(' × ')}`,
    'images × height × width × channels',
    'take a model of images',
  );
}
