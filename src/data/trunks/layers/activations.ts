import type { TrunkFunction } from '../trunk.ts';
import type { LayerSettings } from './layerSettings.ts';

/** What Keras calls the functions; null leaves values as they are. */
const functions: Readonly<Record<string, TrunkFunction | null>> = {
  linear: null,
  relu: 'relu',
  relu6: 'relu6',
  elu: 'elu',
  selu: 'selu',
  sigmoid: 'sigmoid',
  hardSigmoid: 'hardSigmoid',
  hardSwish: 'hardSwish',
  hard_swish: 'hardSwish',
  swish: 'swish',
  silu: 'swish',
  tanh: 'tanh',
  softplus: 'softplus',
  softmax: 'softmax',
};

/** The activation that a setting names, after what a node puts out. @returns the node to go on from. */
export function activated(layer: LayerSettings, setting: string, at: number): number {
  const name = layer.value(setting) ?? 'linear';
  if (name === 'hard_sigmoid') return hardSigmoid(layer, at);
  const of =
    typeof name === 'string' && Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (of === undefined) {
    throw layer.refused(setting, name, ['hard_sigmoid', ...Object.keys(functions)].join(', '));
  }
  return of === null ? at : layer.builder.add(layer.name, { kind: 'apply', of }, [at]);
}

/**
 * Keras 2 and TensorFlow.js: x / 5 + 1/2 from 0 to 1. Keras 3: relu6(x + 3) / 6
 * (keras.activations.hard_sigmoid).
 */
function hardSigmoid(layer: LayerSettings, at: number): number {
  const { builder, name, kerasVersion } = layer;
  if (kerasVersion === null) {
    throw layer.fault(
      'it is a hard_sigmoid, and “keras_version” does not say whose: Keras 3 has another one than those before',
      'a version as “2.15.0” or “3.4.1”',
      'save the model with Keras again',
    );
  }
  if (kerasVersion < 3) return builder.add(name, { kind: 'apply', of: 'hardSigmoid' }, [at]);
  const number = (value: number) => ({ shape: [1], values: Float32Array.of(value) });
  const withNumber = (by: 'add' | 'divide', value: number, from: number) =>
    builder.add(name, { kind: 'combineWith', by, constant: number(value), isReversed: false }, [
      from,
    ]);
  const clipped = builder.add(name, { kind: 'apply', of: 'relu6' }, [withNumber('add', 3, at)]);
  return withNumber('divide', 6, clipped);
}
