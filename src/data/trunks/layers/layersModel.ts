/**
 * A layers model (Keras) as a trunk: sequential models, functional ones, and models within models.
 * Layers are placed in an order in which each comes after what it takes.
 */
import { z } from 'zod';
import { quoted } from '../../limits.ts';
import { modelError } from '../modelError.ts';
import { modelLimits } from '../modelLimits.ts';
import { shownJson } from '../shownJson.ts';
import type { TrunkConstant } from '../trunk.ts';
import { TrunkBuilder } from '../trunkBuilder.ts';
import { inboundLayers } from './inboundLayers.ts';
import { layerKinds } from './layerKinds.ts';
import { LayerSettings, type ModelFacts } from './layerSettings.ts';
import { weightFinder } from './weightFinder.ts';

const layerSchema = z.object({
  class_name: z.string().max(200),
  config: z.record(z.string(), z.unknown()),
  name: z.string().max(1000).optional(),
  inbound_nodes: z.array(z.unknown()).max(1000).optional(),
});
type Layer = z.infer<typeof layerSchema>;

const functionalSchema = z.object({
  layers: z.array(layerSchema),
  input_layers: z.array(z.unknown()),
  output_layers: z.array(z.unknown()),
});

/** A model, and where its features come out. */
export interface PlacedModel {
  readonly builder: TrunkBuilder;
  readonly output: number;
}

/** What reading goes on with. */
interface Context extends ModelFacts {
  readonly builder: TrunkBuilder;
  readonly depth: number;
  readonly count: { layers: number };
}

/** @throws DataError naming the layer. */
export function placeLayersModel(
  file: string,
  topology: Readonly<Record<string, unknown>>,
  weights: ReadonlyMap<string, TrunkConstant>,
  fallback: readonly [number, number],
): PlacedModel {
  const root = layerSchema.safeParse(topology.model_config ?? topology);
  if (!root.success) {
    throw modelError(
      file,
      'field “modelTopology”',
      'it is no layers model',
      'a class_name and a config, as Keras writes them',
    );
  }
  const builder = new TrunkBuilder(file, 'layer');
  const weightOf = weightFinder(weights);
  const kerasVersion = kerasVersionOf(topology.keras_version);
  const context = { builder, weightOf, kerasVersion, depth: 0, count: { layers: 0 } };
  const input = builder.input('input', inputShape(context, root.data, fallback));
  return { builder, output: placeModel(context, root.data, input) };
}

/** TensorFlow.js, which names itself, and files without a version mean what Keras 2 does. */
function kerasVersionOf(told: unknown): number | null {
  if (told === undefined || told === null) return 2;
  if (typeof told !== 'string') return null;
  const [, major] = /^(\d{1,3})\.\d/.exec(told) ?? [];
  if (major !== undefined) return Number(major);
  return told.startsWith('tfjs-layers') ? 2 : null;
}

const isModel = ({ class_name }: Layer) => /^(Sequential|Functional|Model)$/.test(class_name);

const nameOf = ({ name, config, class_name }: Layer): string =>
  name ?? (typeof config.name === 'string' ? config.name : class_name);

function layersOf({ builder, count }: Context, model: Layer): readonly Layer[] {
  const { config } = model;
  const listed = z.array(layerSchema).safeParse(config.layers ?? Object.values(config));
  if (!listed.success) {
    throw builder.fault(
      nameOf(model),
      'its layers are no list of layers',
      'a list, each with class_name and config',
    );
  }
  count.layers += listed.data.length;
  if (count.layers > modelLimits.nodes) {
    throw builder.fault(
      nameOf(model),
      'there are more layers',
      `at most ${modelLimits.nodes}`,
      'take a smaller model',
    );
  }
  const names = new Set<string>();
  for (const layer of listed.data) {
    const name = nameOf(layer);
    if (names.has(name))
      throw builder.fault(name, 'there are two of this name', 'each name once in a model');
    names.add(name);
  }
  return listed.data;
}

/** Height, width and channels of the images that a model takes. */
function inputShape(context: Context, model: Layer, fallback: readonly [number, number]): number[] {
  let layer = model;
  for (let depth = 0; isModel(layer) && depth <= modelLimits.nesting; depth++) {
    const [first] = layersOf({ ...context, count: { layers: 0 } }, layer);
    if (first === undefined || 'batch_input_shape' in layer.config) break;
    layer = first;
  }
  const name = nameOf(layer);
  const shape = layer.config.batch_input_shape ?? layer.config.batch_shape;
  if (!Array.isArray(shape) || shape.length !== 4) {
    throw context.builder.fault(
      name,
      `its input is ${shownJson(shape ?? null)}`,
      'images: [null, height, width, channels]',
      'take a model of images',
    );
  }
  return checkedInput(context.builder, name, shape.slice(1), fallback);
}

/** @throws DataError for images that are too large, or neither grey nor in colour. */
export function checkedInput(
  builder: TrunkBuilder,
  name: string,
  [rows, columns, channels]: readonly unknown[],
  fallback: readonly [number, number],
): number[] {
  const height = rows ?? fallback[0];
  const width = columns ?? fallback[1];
  const isSide = (side: unknown) =>
    Number.isSafeInteger(side) && Number(side) >= 1 && Number(side) <= modelLimits.side;
  if (isSide(height) && isSide(width) && (channels === 1 || channels === 3)) {
    return [Number(height), Number(width), channels];
  }
  throw builder.fault(
    name,
    `it takes images of ${[rows, columns, channels].map((side) => side ?? 'any').join(' × ')}`,
    `1 to ${modelLimits.side} pixels a side, and 1 or 3 channels, channels last`,
    'take a model of grey or colour images',
  );
}

function placeModel(context: Context, model: Layer, input: number): number {
  if (context.depth > modelLimits.nesting) {
    throw context.builder.fault(
      nameOf(model),
      'it lies too deep within other models',
      `at most ${modelLimits.nesting} models around it`,
    );
  }
  const inner = { ...context, depth: context.depth + 1 };
  if (model.class_name === 'Sequential') {
    return layersOf(context, model).reduce((at, layer) => placeLayer(inner, layer, [at]), input);
  }
  if (isModel(model)) return placeFunctional(inner, model, input);
  throw context.builder.fault(
    nameOf(model),
    `it is a ${quoted(model.class_name)}`,
    'Sequential, Functional or Model',
  );
}

function placeLayer(context: Context, layer: Layer, inputs: readonly number[]): number {
  const { class_name, config } = layer;
  const name = nameOf(layer);
  if (class_name === 'InputLayer') return inputs[0];
  if (isModel(layer)) return placeModel(context, layer, inputs[0]);
  const place = Object.hasOwn(layerKinds, class_name) ? layerKinds[class_name] : null;
  if (place === null) {
    throw context.builder.fault(
      name,
      `it is a ${quoted(class_name)}`,
      `layers of these classes: ${Object.keys(layerKinds).join(', ')}`,
      'take a convolutional network without layers of its own, or convert it to a graph model',
    );
  }
  return place(new LayerSettings(context.builder, name, config, context), inputs);
}

function placeFunctional(context: Context, model: Layer, input: number): number {
  const parsed = functionalSchema.safeParse(model.config);
  if (!parsed.success) {
    throw context.builder.fault(
      nameOf(model),
      'its config lacks layers, input_layers or output_layers',
      'all three',
    );
  }
  const layers = layersOf(context, model);
  const { builder } = context;
  const output = endOf(context, model, parsed.data.output_layers, 'output');
  const first = endOf(context, model, parsed.data.input_layers, 'input');
  const byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
  const places = new Map<string, number>([[first, input]]);
  for (const end of [first, output]) {
    if (!byName.has(end)) throw builder.fault(end, 'no layer has this name', 'names of layers');
  }
  for (const layer of inOrder(context, layers)) {
    const name = nameOf(layer);
    if (places.has(name)) continue;
    const taken = sourcesOf(context, layer);
    if (taken.length === 0) {
      throw builder.fault(name, 'nothing goes into it', 'one input, through which all goes');
    }
    places.set(
      name,
      placeLayer(
        context,
        layer,
        taken.map((source) => places.get(source)!),
      ),
    );
  }
  return places.get(output)!;
}

/** The name of a model's one input or output. */
function endOf(
  { builder }: Context,
  model: Layer,
  ends: readonly unknown[],
  what: 'input' | 'output',
): string {
  // Keras writes one end as [name, 0, 0], or as a list of these.
  const list = typeof ends[0] === 'string' ? [ends] : ends;
  const [end] = list;
  if (list.length === 1 && Array.isArray(end) && typeof end[0] === 'string') return end[0];
  throw builder.fault(
    nameOf(model),
    `it has ${list.length} ${what}s`,
    `one ${what}`,
    `take a model with one input of images, and one output`,
  );
}

/** Names of the layers that one takes from. */
function sourcesOf({ builder }: Context, layer: Layer): string[] {
  const { inbound_nodes: calls = [] } = layer;
  const [call] = calls;
  if (call === undefined) return [];
  if (calls.length > 1) {
    throw builder.fault(nameOf(layer), 'it is used several times', 'layers that are used once');
  }
  const sources = inboundLayers(call);
  if (sources !== null) return sources;
  throw builder.fault(
    nameOf(layer),
    'what goes into it is told in another way',
    'inbound_nodes as Keras writes them: [[[name, 0, 0, {}]]], or from Keras 3 on [{"args": […]}] with tensors alone',
    'save the model with Keras again, or convert it to a graph model',
  );
}

/** Layers, each after those that it takes from. @throws DataError where they go in a circle. */
function inOrder(context: Context, layers: readonly Layer[]): Layer[] {
  const { builder } = context;
  const byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
  const waiting = new Map<string, number>();
  const followers = new Map<string, Layer[]>();
  const ready: Layer[] = [];
  for (const layer of layers) {
    const sources = sourcesOf(context, layer);
    for (const source of sources) {
      if (!byName.has(source)) {
        throw builder.fault(
          nameOf(layer),
          `it takes from ${quoted(source)}, which there is not`,
          'names of layers',
        );
      }
      const known = followers.get(source);
      if (known === undefined) followers.set(source, [layer]);
      else known.push(layer);
    }
    waiting.set(nameOf(layer), sources.length);
    if (sources.length === 0) ready.push(layer);
  }
  for (let at = 0; at < ready.length; at++) {
    for (const follower of followers.get(nameOf(ready[at])) ?? []) {
      const left = waiting.get(nameOf(follower))! - 1;
      waiting.set(nameOf(follower), left);
      if (left === 0) ready.push(follower);
    }
  }
  const stuck = layers.find((layer) => waiting.get(nameOf(layer))! > 0);
  if (stuck === undefined) return ready;
  throw builder.fault(
    nameOf(stuck),
    'it waits for what comes of it: layers go in a circle',
    'layers in an order',
  );
}
