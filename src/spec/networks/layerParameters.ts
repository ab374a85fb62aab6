/** What layers hold: parameters, which training changes, and batch norm's running statistics. */
import { assertNever } from '../../lib/assertNever.ts';
import type { Convolution, Dense, Distribution, Norm } from './layerDescription.ts';
import { everyLayer, type PlacedLayer, type PlacedNetwork } from './placedLayers.ts';

/** A tensor that a network holds. */
export interface TensorDescription {
  readonly name: string;
  readonly shape: readonly number[];
  readonly initial: Distribution;
}

const zero: Distribution = { constant: 0 };
const one: Distribution = { constant: 1 };

/** A filter of size × size × inputs / groups × outputs, and where there is a bias, a value an output. */
export function convolutionTensors(
  { name, size, outputs, groups, bias, initial }: Convolution,
  inputs: number,
): { readonly filter: TensorDescription; readonly bias: TensorDescription | null } {
  return {
    filter: { name: `${name}/filter`, shape: [size, size, inputs / groups, outputs], initial },
    bias: bias ? { name: `${name}/bias`, shape: [outputs], initial: zero } : null,
  };
}

/** One value a channel each. */
export function normTensors({ name }: Norm, channels: number) {
  const held = (what: string, initial: Distribution): TensorDescription => {
    return { name: `${name}/${what}`, shape: [channels], initial };
  };
  return {
    scale: held('scale', one),
    offset: held('offset', zero),
    mean: held('mean', zero),
    variance: held('variance', one),
  };
}

/** Weights of inputs × units, and a bias of one value a unit. */
export function denseTensors({ name, units, initial }: Dense, inputs: number) {
  return {
    weights: { name: `${name}/weights`, shape: [inputs, units], initial } as TensorDescription,
    bias: { name: `${name}/bias`, shape: [units], initial: zero } as TensorDescription,
  };
}

/** Parameters of a layer by itself, without those of branches, in the order of a snapshot. */
export function parametersOf(layer: PlacedLayer): readonly TensorDescription[] {
  switch (layer.kind) {
    case 'convolution': {
      const { filter, bias } = convolutionTensors(layer, layer.input.channels);
      return bias === null ? [filter] : [filter, bias];
    }
    case 'norm': {
      const { scale, offset } = normTensors(layer, layer.input.channels);
      return [scale, offset];
    }
    case 'dense': {
      const { weights, bias } = denseTensors(layer, layer.input.features);
      return [weights, bias];
    }
    case 'relu':
    case 'pooling':
    case 'globalMean':
    case 'flatten':
    case 'dropout':
    case 'paddedShortcut':
    case 'add':
    case 'concatenate':
      return [];
    default:
      return assertNever(layer, 'layer');
  }
}

/** Running statistics of a layer by itself. */
export function statisticsOf(layer: PlacedLayer): readonly TensorDescription[] {
  if (layer.kind !== 'norm') return [];
  const { mean, variance } = normTensors(layer, layer.input.channels);
  return [mean, variance];
}

/** Values that a tensor holds. */
export function sizeOf({ shape }: Pick<TensorDescription, 'shape'>): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * Number of trainable parameters: weights, biases and batch norm's scales and offsets, without its
 * running statistics.
 */
export function parameterCount(network: PlacedNetwork): number {
  return sum(everyLayer(network).flatMap(parametersOf).map(sizeOf));
}

/**
 * Multiply-adds of one image's way forward through a layer by itself: those of convolutions, the
 * zeros around images among them, and of dense layers. All others count as none, as is usual.
 */
export function multiplyAddsOf(layer: PlacedLayer): number {
  switch (layer.kind) {
    case 'convolution': {
      const { height, width } = layer.output;
      const { filter } = convolutionTensors(layer, layer.input.channels);
      return height * width * sizeOf(filter);
    }
    case 'dense':
      return layer.input.features * layer.units;
    case 'norm':
    case 'relu':
    case 'pooling':
    case 'globalMean':
    case 'flatten':
    case 'dropout':
    case 'paddedShortcut':
    case 'add':
    case 'concatenate':
      return 0;
    default:
      return assertNever(layer, 'layer');
  }
}

/** Multiply-adds of one image's way forward through a network. */
export function multiplyAdds(network: PlacedNetwork): number {
  return sum(everyLayer(network).map(multiplyAddsOf));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
