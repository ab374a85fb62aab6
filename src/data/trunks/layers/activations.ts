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
  hard_sigmoid: 'hardSigmoid',
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
  const of =
    typeof name === 'string' && Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (of === undefined) throw layer.refused(setting, name, Object.keys(functions).join(', '));
  return of === null ? at : layer.builder.add(layer.name, { kind: 'apply', of }, [at]);
}
