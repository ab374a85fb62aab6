/**
 * jax-js: the whole step, from images to new weights, with its `jit` or without, whichever is
 * faster. Images and filters lie as its convolution wants them (channels first), prepared before
 * anything is timed.
 */
import {
  blockUntilReady,
  defaultDevice,
  init,
  type Array as JaxArray,
  jit,
  lax,
  nn,
  numpy as np,
  tree,
  valueAndGrad,
} from '@jax-js/jax';
import { assertNever } from '../../../src/lib/assertNever.ts';
import type { Placed, PlacedLayer, PlacedList } from '../../../src/spec/networks/placedLayers.ts';
import type { ImageShape } from '../../../src/spec/units.ts';
import { type BenchBatch, makeBatches } from '../batches.ts';
import { type BenchNetwork, placedLayers } from '../network.ts';
import { type BenchTensor, initialTensors } from '../parameters.ts';
import { type Stepper, type StepperOptions, settings } from '../stepper.ts';

type Tensors = { [name: string]: JaxArray };

export async function createStepper({ device, network, batch }: StepperOptions): Promise<Stepper> {
  if (device === 'wasm-fused') throw new Error('there is no such build');
  const started = await init(device);
  if (!started.includes(device)) throw new Error(`the ${device} backend did not start`);
  defaultDevice(device);
  const plain = stepOf(network);
  const step = await fasterOf([jit(plain), plain], network);
  const batches = makeBatches(network, batch).map((one) => channelsFirst(one, network.shape));
  let state: State | null = null;
  let held: JaxArray[] = [];
  const stepper: Stepper = {
    restart: async () => {
      tree.dispose(state);
      state = initialState(network);
      await blockUntilReady(state);
    },
    step: async (batchIndex) => {
      if (state === null) throw new Error('Not started');
      const [next, loss] = step(state, ...arraysOf(batches[batchIndex]));
      state = next;
      held.push(loss);
      // Steps that queue up are slower, and use up memory.
      await blockUntilReady(state);
    },
    losses: async () => {
      const taken = held;
      held = [];
      return Promise.all(taken.map(async (loss) => Number((await loss.data())[0])));
    },
    settle: async () => {
      await stepper.losses();
    },
  };
  return stepper;
}

type State = { parameters: Tensors; velocities: Tensors; statistics: Tensors };
type Step = (state: State, x: JaxArray, y: JaxArray) => [State, JaxArray];

function initialState(network: BenchNetwork): State {
  const { parameters, statistics } = initialTensors(network);
  const weights = parameters.map((one) => arrayOf(one, network));
  const velocities = weights.map((one) => np.zerosLike(one.ref));
  return {
    parameters: named(parameters, weights),
    velocities: named(parameters, velocities),
    statistics: named(
      statistics,
      statistics.map((one) => arrayOf(one, network)),
    ),
  };
}

/** Images in a batch that tells the faster variant. */
const trialBatch = 8;

/**
 * The fastest of some variants to run a step, by the second of two steps on small batches. jax-js'
 * fusion computes some intermediate values several times over: a whole step compiled is faster for
 * dense layers, and up to twice as slow for deep convolutional networks.
 */
async function fasterOf(variants: readonly Step[], network: BenchNetwork): Promise<Step> {
  const batches = makeBatches(network, trialBatch).slice(0, 2);
  const timed = [];
  for (const variant of variants) {
    let state = initialState(network);
    let begin = 0;
    for (const batch of batches) {
      await blockUntilReady(state);
      begin = performance.now();
      const [next, loss] = variant(state, ...arraysOf(channelsFirst(batch, network.shape)));
      state = next;
      await loss.data();
      await blockUntilReady(state);
    }
    timed.push({ variant, milliseconds: performance.now() - begin });
    tree.dispose(state);
  }
  return timed.reduce((a, b) => (a.milliseconds <= b.milliseconds ? a : b)).variant;
}

function arraysOf({ images, labels, shape }: ReturnType<typeof channelsFirst>) {
  return [np.array(images, { shape }), np.array(labels, { dtype: np.int32 })] as const;
}

/** Losses, gradients, momentum and new statistics in one function. */
function stepOf(network: BenchNetwork): Step {
  const { trunk, classifier } = placedLayers(network);
  const differentiated = valueAndGrad(
    (parameters: Tensors, statistics: Tensors, x: JaxArray, y: JaxArray): [JaxArray, Tensors] => {
      const forward = new Forward(parameters, statistics);
      const logits = forward.applyAll([...trunk, classifier], x);
      const right = nn.oneHot(y, network.classCount);
      const loss = np.sum(nn.logSoftmax(logits).mul(right)).mul(-1 / x.shape[0]);
      return [loss, forward.statistics];
    },
    { hasAux: true },
  );
  return ({ parameters, velocities, statistics }, x, y) => {
    const [[loss, nextStatistics], gradients] = differentiated(
      tree.ref(parameters),
      statistics,
      x,
      y,
    );
    const next: State = { parameters: {}, velocities: {}, statistics: nextStatistics };
    for (const [name, value] of Object.entries(parameters)) {
      const velocity = velocities[name].mul(settings.momentum).add(gradients[name]);
      next.velocities[name] = velocity.ref;
      next.parameters[name] = value.sub(velocity.mul(settings.learningRate));
    }
    return [next, loss];
  };
}

/** Share of batch norm's running statistics that a step keeps. */
const runningShare = 0.9;
const epsilon = 1e-5;

/** One forward pass; uses up the parameters and statistics, as jax-js' functions do. */
class Forward {
  readonly statistics: Tensors = {};
  private readonly parameters: Tensors;
  private readonly before: Tensors;

  constructor(parameters: Tensors, before: Tensors) {
    this.parameters = parameters;
    this.before = before;
  }

  applyAll(layers: PlacedList, x: JaxArray): JaxArray {
    return layers.reduce((input, layer) => this.apply(layer, input), x);
  }

  private apply(layer: PlacedLayer, x: JaxArray): JaxArray {
    switch (layer.kind) {
      case 'convolution':
        return this.convolution(layer, x);
      case 'norm':
        return this.norm(layer, x);
      case 'relu':
        return nn.relu(x);
      case 'pooling':
        return pooled(layer, x);
      case 'paddedShortcut':
        return shortcut(layer, x);
      case 'globalMean':
        return np.mean(x, [2, 3]);
      case 'flatten':
        return x.reshape([x.shape[0], -1]);
      case 'dense':
        return np
          .matmul(x, this.parameters[`${layer.name}/weights`])
          .add(this.parameters[`${layer.name}/bias`]);
      case 'add':
        return this.branches(layer, x).reduce((sum, branch) => sum.add(branch));
      case 'concatenate':
        return np.concatenate(this.branches(layer, x), 1);
      case 'dropout':
        throw new Error('Dropout would draw other values in each engine');
      default:
        return assertNever(layer, 'layer');
    }
  }

  /** What each branch makes of the same images, which are used up. */
  private branches({ branches }: Placed<'add' | 'concatenate'>, x: JaxArray): JaxArray[] {
    const last = branches.length - 1;
    return branches.map((branch, position) => this.applyAll(branch, position === last ? x : x.ref));
  }

  private convolution(
    { name, stride, padding, groups, bias }: Placed<'convolution'>,
    x: JaxArray,
  ): JaxArray {
    if (groups !== 1) throw new Error('No convolution of several groups here');
    const filter = this.parameters[`${name}/filter`];
    const around: [number, number][] = [0, 1].map(() => [padding, padding]);
    const output = lax.convGeneralDilated(x, filter, [stride, stride], around);
    return bias ? output.add(perChannel(this.parameters[`${name}/bias`])) : output;
  }

  private norm({ name }: Placed<'norm'>, x: JaxArray): JaxArray {
    const count = x.size / x.shape[1];
    const mean = np.mean(x.ref, [0, 2, 3]);
    const centred = x.sub(perChannel(mean.ref));
    const variance = np.mean(np.square(centred.ref), [0, 2, 3]);
    this.blend(`${name}/mean`, mean, 1);
    this.blend(`${name}/variance`, variance.ref, count / (count - 1));
    const factor = this.parameters[`${name}/scale`].div(np.sqrt(variance.add(epsilon)));
    return centred.mul(perChannel(factor)).add(perChannel(this.parameters[`${name}/offset`]));
  }

  private blend(name: string, value: JaxArray, correction: number): void {
    const share = lax.stopGradient(value).mul((1 - runningShare) * correction);
    this.statistics[name] = this.before[name].mul(runningShare).add(share);
  }
}

function perChannel(values: JaxArray): JaxArray {
  return values.reshape([-1, 1, 1]);
}

/** Windows that lie whole in the image, side by side. */
function pooled({ name, of, size, stride, padding, input }: Placed<'pooling'>, x: JaxArray) {
  const isWhole = [input.height, input.width].every((length) => length % stride === 0);
  if (size !== stride || padding > 0 || !isWhole) throw new Error(`No pooling as ${name} here`);
  return lax.reduceWindow(x, of === 'maximum' ? np.max : np.mean, [size, size], [stride, stride]);
}

/** Every second pixel where the stride is 2, with channels of zeros appended. */
function shortcut({ outputs, stride }: Placed<'paddedShortcut'>, x: JaxArray): JaxArray {
  const [images, channels, height, width] = x.shape;
  const kept =
    stride === 1
      ? x
      : x
          .reshape([images, channels, height / stride, stride, width / stride, stride])
          .slice([], [], [], 0, [], 0);
  const missing = outputs - channels;
  if (missing === 0) return kept;
  return np.pad(kept, [
    [0, 0],
    [0, missing],
    [0, 0],
    [0, 0],
  ]);
}

function named(tensors: readonly BenchTensor[], arrays: readonly JaxArray[]): Tensors {
  return Object.fromEntries(tensors.map(({ name }, index) => [name, arrays[index]]));
}

/** A parameter in jax-js' order: filters as outputs × inputs × 3 × 3, rows by channel first. */
function arrayOf({ name, shape, initial }: BenchTensor, network: BenchNetwork): JaxArray {
  const array = np.array(initial.slice(), { shape: [...shape] });
  if (shape.length === 4) return np.transpose(array, [3, 2, 0, 1]);
  const flattened = flattenedChannels(network, name);
  if (flattened === null) return array;
  const [rows, units] = shape;
  return np
    .transpose(array.reshape([rows / flattened, flattened, units]), [1, 0, 2])
    .reshape([rows, units]);
}

/** Channels of the images that a dense layer of this name reads flattened, else null. */
function flattenedChannels(network: BenchNetwork, name: string): number | null {
  const { trunk, classifier } = placedLayers(network);
  const flattened = trunk.find((layer) => layer.kind === 'flatten');
  const dense = [...trunk, classifier].find((layer) => layer.kind === 'dense');
  return flattened && name === `${dense?.name}/weights` ? flattened.input.channels : null;
}

function channelsFirst({ images, labels }: BenchBatch, { height, width, channels }: ImageShape) {
  const transposed = new Float32Array(images.length);
  const pixels = height * width;
  for (let index = 0; index < images.length; index++) {
    const image = Math.floor(index / (pixels * channels));
    const pixel = Math.floor(index / channels) % pixels;
    transposed[(image * channels + (index % channels)) * pixels + pixel] = images[index];
  }
  return { images: transposed, labels, shape: [labels.length, channels, height, width] };
}
