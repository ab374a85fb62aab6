/**
 * TensorFlow.js as it comes: its operations, its automatic gradients, its momentum optimiser; the
 * fused operations where its own layers take them. The package brings plain JavaScript and WebGL along;
 * the other backends are packages of their own.
 */
import {
  add,
  avgPool,
  batchNorm,
  concat,
  conv2d,
  enableProdMode,
  fused,
  keep,
  losses as lossesOf,
  maxPool,
  mean,
  moments,
  mul,
  oneHot,
  pad,
  ready,
  relu,
  reshape,
  type Scalar,
  setBackend,
  stack,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tensor,
  tensor1d,
  tensor4d,
  tidy,
  train,
  type Variable,
  variable,
} from '@tensorflow/tfjs';
import { joinRelus, type LayerStep } from '../../../src/engine/tfjs/networks/joinRelus.ts';
import { assertNever } from '../../../src/lib/assertNever.ts';
import type { Placed, PlacedList } from '../../../src/spec/networks/placedLayers.ts';
import { type BenchBatch, makeBatches } from '../batches.ts';
import { type BenchNetwork, placedLayers } from '../network.ts';
import { type BenchTensor, initialTensors } from '../parameters.ts';
import {
  type DeviceName,
  type Stepper,
  type StepperOptions,
  type StepperPlatform,
  settings,
} from '../stepper.ts';

export async function createStepper(
  { device, network, batch }: StepperOptions,
  platform: StepperPlatform,
): Promise<Stepper> {
  enableProdMode();
  await start(device, platform);
  const batches = makeBatches(network, batch);
  const { parameters, statistics } = initialTensors(network);
  const variables = new Map([
    ...parameters.map((one) => [one.name, variableOf(one, true)] as const),
    ...statistics.map((one) => [one.name, variableOf(one, false)] as const),
  ]);
  const model = new Model(network, variables);
  let optimiser = train.momentum(settings.learningRate, settings.momentum);
  let held: Tensor[] = [];
  const stepper: Stepper = {
    restart: async () => {
      for (const one of [...parameters, ...statistics]) {
        tidy(() => model.variable(one.name).assign(tensor(one.initial, [...one.shape])));
      }
      optimiser.dispose();
      optimiser = train.momentum(settings.learningRate, settings.momentum);
      await model.held(parameters[0].name).data();
    },
    step: (batchIndex) => {
      const loss = optimiser.minimize(() => model.loss(batches[batchIndex]), true);
      if (loss !== null) held.push(keep(loss));
    },
    losses: async () => {
      const taken = held;
      held = [];
      if (taken.length === 0) return [];
      // One reading for all, as Espalier's trainer has it.
      const joined = stack(taken);
      const values = await joined.data();
      for (const tensor of [...taken, joined]) tensor.dispose();
      return [...values];
    },
    settle: async () => {
      await stepper.losses();
    },
  };
  return stepper;
}

async function start(device: DeviceName, { wasmPaths }: StepperPlatform): Promise<void> {
  if (device === 'webgpu') await import('@tensorflow/tfjs-backend-webgpu');
  if (device === 'wasm') {
    const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
    setWasmPaths({
      'tfjs-backend-wasm.wasm': wasmPaths.plain,
      'tfjs-backend-wasm-simd.wasm': wasmPaths.simd,
      'tfjs-backend-wasm-threaded-simd.wasm': wasmPaths.threaded,
    });
  }
  if (!(await setBackend(device))) throw new Error(`the ${device} backend did not start`);
  await ready();
}

function variableOf({ name, shape, initial }: BenchTensor, isTrained: boolean): Variable {
  return tidy(() => variable(tensor(initial, [...shape]), isTrained, name));
}

/** Share of batch norm's running statistics that a step keeps. */
const runningShare = 0.9;
const epsilon = 1e-5;

type NormMoments = { readonly mean: Tensor1D; readonly variance: Tensor1D };

class Model {
  private readonly network: BenchNetwork;
  private readonly layers: PlacedList;
  private readonly variables: ReadonlyMap<string, Variable>;

  constructor(network: BenchNetwork, variables: ReadonlyMap<string, Variable>) {
    const { trunk, classifier } = placedLayers(network);
    this.network = network;
    this.layers = [...trunk, classifier];
    this.variables = variables;
  }

  held<T extends Tensor>(name: string): T {
    return this.variable(name) as Tensor as T;
  }

  variable(name: string): Variable {
    const found = this.variables.get(name);
    if (found === undefined) throw new Error(`There is no ${name}`);
    return found;
  }

  loss({ images, labels }: BenchBatch): Scalar {
    const { shape, classCount } = this.network;
    const { height, width, channels } = shape;
    const x: Tensor = tensor4d(images, [labels.length, height, width, channels]);
    const logits = this.applyAll(this.layers, x);
    const targets = oneHot(tensor1d(labels, 'int32'), classCount);
    return lossesOf.softmaxCrossEntropy(targets, logits);
  }

  private applyAll(layers: PlacedList, x: Tensor): Tensor {
    return joinRelus(layers).reduce((input, step) => this.apply(step, input), x);
  }

  private apply({ layer, relu: isActivated }: LayerStep, x: Tensor): Tensor {
    switch (layer.kind) {
      case 'convolution':
        return this.convolution(layer, isActivated, x as Tensor4D);
      case 'norm':
        return this.norm(layer.name, x as Tensor4D, isActivated);
      case 'relu':
        return relu(x);
      case 'pooling':
        return pooled(layer, x as Tensor4D);
      case 'paddedShortcut':
        return shortcut(layer, x as Tensor4D);
      case 'globalMean':
        return mean(x, [1, 2]);
      case 'flatten':
        return reshape(x, [x.shape[0], x.size / x.shape[0]]);
      case 'dense':
        return fused.matMul({
          a: x as Tensor2D,
          b: this.held<Tensor2D>(`${layer.name}/weights`),
          bias: this.held<Tensor1D>(`${layer.name}/bias`),
          activation: isActivated ? 'relu' : 'linear',
        });
      case 'add': {
        const sum = layer.branches.map((branch) => this.applyAll(branch, x)).reduce(add);
        return isActivated ? relu(sum) : sum;
      }
      case 'concatenate':
        return concat(
          layer.branches.map((branch) => this.applyAll(branch, x)),
          3,
        );
      case 'dropout':
        throw new Error('Dropout would draw other values in each engine');
      default:
        return assertNever(layer, 'layer');
    }
  }

  private convolution(
    { name, stride, padding, bias: hasBias }: Placed<'convolution'>,
    isActivated: boolean,
    x: Tensor4D,
  ): Tensor4D {
    const filter = this.held<Tensor4D>(`${name}/filter`);
    if (!hasBias && !isActivated) return conv2d(x, filter, stride, padding);
    const activation = isActivated ? 'relu' : 'linear';
    const given = { x, filter, strides: stride, pad: padding, activation } as const;
    return fused.conv2d(hasBias ? { ...given, bias: this.held<Tensor1D>(`${name}/bias`) } : given);
  }

  private norm(name: string, x: Tensor4D, isActivated: boolean): Tensor4D {
    const { mean: centre, variance } = moments(x, [0, 1, 2]) as NormMoments;
    const count = x.size / x.shape[3];
    this.blend(`${name}/mean`, centre, 1);
    this.blend(`${name}/variance`, variance, count / (count - 1));
    const output = batchNorm(
      x,
      centre,
      variance,
      this.held<Tensor1D>(`${name}/offset`),
      this.held<Tensor1D>(`${name}/scale`),
      epsilon,
    );
    return isActivated ? relu(output) : output;
  }

  private blend(name: string, value: Tensor, correction: number): void {
    const held = this.variable(name);
    held.assign(add(mul(held, runningShare), mul(value, (1 - runningShare) * correction)));
  }
}

function pooled({ of, size, stride, padding, keepsPartial }: Placed<'pooling'>, x: Tensor4D) {
  // TensorFlow's `same` keeps partial windows at the far edge.
  const pad = keepsPartial && padding === 0 ? 'same' : padding;
  return of === 'maximum' ? maxPool(x, size, stride, pad) : avgPool(x, size, stride, pad);
}

/** Every second pixel where the stride is 2, with channels of zeros appended. */
function shortcut({ outputs, stride }: Placed<'paddedShortcut'>, x: Tensor4D): Tensor4D {
  const kept = stride === 1 ? x : (avgPool<Tensor4D | Tensor3D>(x, 1, stride, 'valid') as Tensor4D);
  const missing = outputs - x.shape[3];
  if (missing === 0) return kept;
  return pad(kept, [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, missing],
  ]);
}
