/** Layers with the shapes that arrive and leave, and what follows from them. */
import { assertNever } from '../../lib/assertNever.ts';
import type { ImageShape } from '../units.ts';
import type {
  Add,
  Concatenate,
  Convolution,
  Dense,
  Dropout,
  Flatten,
  GlobalMean,
  LayerDescription,
  LayerList,
  Norm,
  PaddedShortcut,
  Pooling,
  Relu,
  SimpleLayer,
} from './layerDescription.ts';
import { windowsAlong } from './windows.ts';

/** A row of values. */
export interface RowShape {
  readonly features: number;
}

export type LayerShape = ImageShape | RowShape;

interface Between<In extends LayerShape, Out extends LayerShape> {
  readonly input: In;
  readonly output: Out;
}

type Joined<Layer> = Omit<Layer, 'branches'> &
  Between<ImageShape, ImageShape> & { readonly branches: readonly PlacedList[] };

/** A layer in its place. */
export type PlacedLayer =
  | ((Convolution | Norm | Pooling | PaddedShortcut) & Between<ImageShape, ImageShape>)
  | ((GlobalMean | Flatten) & Between<ImageShape, RowShape>)
  | (Dense & Between<RowShape, RowShape>)
  | ((Relu | Dropout) & Between<LayerShape, LayerShape>)
  | Joined<Add>
  | Joined<Concatenate>;

/** A layer of a kind in its place. */
export type Placed<Kind extends PlacedLayer['kind']> = Extract<PlacedLayer, { kind: Kind }>;

export type PlacedList = readonly PlacedLayer[];

/** A network's layers up to its classifier, and that. */
export interface PlacedNetwork {
  readonly trunk: PlacedList;
  readonly classifier: Placed<'dense'>;
}

/** A layer whose window finds no place in what arrives. */
export class LayerMisfit extends RangeError {
  override readonly name = 'LayerMisfit';
  readonly layer: string;
  /** Pixels along one side of its window. */
  readonly size: number;
  readonly arrives: ImageShape;

  constructor(layer: string, size: number, arrives: ImageShape) {
    super(
      `${layer} takes windows of ${size} × ${size} pixels, but ${arrives.height} × ${arrives.width} arrive`,
    );
    this.layer = layer;
    this.size = size;
    this.arrives = arrives;
  }
}

/**
 * Puts layers one after another.
 * @throws LayerMisfit where an image has become too small for a layer; RangeError where layers do
 * not go together at all, which no description of a network's kind should let happen.
 */
export function placeLayers(layers: LayerList, input: LayerShape): PlacedList {
  const placed: PlacedLayer[] = [];
  let arriving = input;
  for (const layer of layers) {
    const next = placeLayer(layer, arriving);
    placed.push(next);
    arriving = next.output;
  }
  return placed;
}

/**
 * Puts a whole network's layers in their places.
 * @throws as {@link placeLayers}; RangeError where the last layer is no classifier.
 */
export function placeNetwork(layers: LayerList, shape: ImageShape): PlacedNetwork {
  const placed = placeLayers(layers, shape);
  const last = placed.at(-1);
  if (last?.kind !== 'dense') throw new RangeError('A network must end in a dense classifier');
  return { trunk: placed.slice(0, -1), classifier: last };
}

/** Every layer of a network in the order of computing, those of branches before what joins them. */
export function everyLayer({ trunk, classifier }: PlacedNetwork): PlacedList {
  return [...flattened(trunk), classifier];
}

function flattened(layers: PlacedList): PlacedList {
  return layers.flatMap((layer) =>
    'branches' in layer ? [...layer.branches.flatMap(flattened), layer] : [layer],
  );
}

/** What leaves the last of some layers. */
export function outputOf(layers: PlacedList, input: LayerShape): LayerShape {
  return layers.length === 0 ? input : layers[layers.length - 1].output;
}

export function isImage(shape: LayerShape): shape is ImageShape {
  return 'channels' in shape;
}

function placeLayer(layer: LayerDescription, input: LayerShape): PlacedLayer {
  switch (layer.kind) {
    case 'add':
    case 'concatenate':
      return placeJoin(layer, imageAt(layer, input));
    case 'dense':
      return { ...layer, input: rowAt(layer, input), output: { features: layer.units } };
    case 'relu':
    case 'dropout':
      return { ...layer, input, output: input };
    default:
      return placeOnImage(layer, imageAt(layer, input));
  }
}

function placeOnImage(
  layer: Exclude<SimpleLayer, Dense | Relu | Dropout>,
  input: ImageShape,
): PlacedLayer {
  switch (layer.kind) {
    case 'convolution':
      checkGroups(layer, input);
      return { ...layer, input, output: { ...windowsOf(layer, input), channels: layer.outputs } };
    case 'pooling':
      return { ...layer, input, output: { ...windowsOf(layer, input), channels: input.channels } };
    case 'norm':
      return { ...layer, input, output: input };
    case 'paddedShortcut':
      return { ...layer, input, output: shortcutOutput(layer, input) };
    case 'globalMean':
      return { ...layer, input, output: { features: input.channels } };
    case 'flatten':
      return { ...layer, input, output: { features: input.height * input.width * input.channels } };
    default:
      return assertNever(layer, 'layer');
  }
}

function placeJoin(layer: Add | Concatenate, input: ImageShape): PlacedLayer {
  const branches = layer.branches.map((branch) => placeLayers(branch, input));
  const outputs = branches.map((branch) => imageAt(layer, outputOf(branch, input)));
  const [first] = outputs;
  const channels = outputs.map((output) => output.channels);
  const isJoined = layer.kind === 'concatenate';
  const agree = outputs.every(
    (output) =>
      output.height === first.height &&
      output.width === first.width &&
      (isJoined || output.channels === first.channels),
  );
  if (!agree) throw new RangeError(`The branches of ${layer.name} differ in what they put out`);
  if (layer.kind === 'add') return { ...layer, branches, input, output: first };
  const output = { ...first, channels: channels.reduce((sum, count) => sum + count, 0) };
  return { ...layer, branches, input, output };
}

function shortcutOutput({ name, outputs, stride }: PaddedShortcut, input: ImageShape): ImageShape {
  if (outputs < input.channels) throw new RangeError(`${name} cannot take channels away`);
  return {
    height: Math.ceil(input.height / stride),
    width: Math.ceil(input.width / stride),
    channels: outputs,
  };
}

function checkGroups({ name, outputs, groups }: Convolution, { channels }: ImageShape): void {
  if (channels % groups === 0 && outputs % groups === 0) return;
  throw new RangeError(
    `${name} cannot cut ${channels} and ${outputs} channels into ${groups} groups`,
  );
}

/** How many windows find a place along each side. @throws LayerMisfit where none does. */
function windowsOf(layer: Convolution | Pooling, input: ImageShape) {
  const height = windowsAlong(layer, input.height);
  const width = windowsAlong(layer, input.width);
  if (height < 1 || width < 1) throw new LayerMisfit(layer.name, layer.size, input);
  return { height, width };
}

function imageAt({ name }: LayerDescription, shape: LayerShape): ImageShape {
  if (isImage(shape)) return shape;
  throw new RangeError(`${name} takes images, but rows of ${shape.features} values arrive`);
}

function rowAt({ name }: LayerDescription, shape: LayerShape): RowShape {
  if (!isImage(shape)) return shape;
  throw new RangeError(`${name} takes rows of values, but images arrive: flatten them first`);
}
