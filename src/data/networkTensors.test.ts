import { describe, expect, it } from 'vitest';
import { parametersOf, statisticsOf } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import { everyLayer } from '../spec/networks/placedLayers.ts';
import { DataError } from './dataError.ts';
import type { NetworkFile } from './networkFile.ts';
import { checkNetworkTensors } from './networkTensors.ts';
import type { NetworkTensors } from './safetensors.ts';

const shape = { height: 8, width: 8, channels: 1 } as const;
const zeros = (dimensions: readonly number[]) => ({
  shape: dimensions,
  values: new Float32Array(dimensions.reduce((product, length) => product * length, 1)),
});

/** A network with all its tensors, and what is changed of them. */
function fileOf(network: NetworkSpec, changes: NetworkTensors = {}): NetworkFile {
  const layers = everyLayer(placedNetwork(network, shape, 3));
  const held = layers.flatMap((layer) => [...parametersOf(layer), ...statisticsOf(layer)]);
  const tensors = Object.fromEntries(held.map((one) => [one.name, zeros(one.shape)]));
  const all = { ...tensors, ...changes };
  return { espalier: '0.0.0', network, shape, classes: ['a', 'b', 'c'], tensors: all };
}

function without(file: NetworkFile, name: string): NetworkFile {
  const { [name]: _left, ...tensors } = file.tensors;
  expect(Object.keys(tensors).length).toBe(Object.keys(file.tensors).length - 1);
  return { ...file, tensors };
}

function refusal(file: NetworkFile): string {
  try {
    checkNetworkTensors(file, 'net.safetensors');
    return 'accepted';
  } catch (error) {
    expect(error).toBeInstanceOf(DataError);
    return (error as DataError).message;
  }
}

const mlp: NetworkSpec = { kind: 'mlp', hidden: [2], initial: 'he' };
const resnet: NetworkSpec = { kind: 'resnet', depth: 8 };

describe('the tensors of a network’s file', () => {
  it('are those of the network, and may be those of levels besides', () => {
    expect([mlp, resnet].map((network) => refusal(fileOf(network)))).toEqual([
      'accepted',
      'accepted',
    ]);
    const levels = {
      'level0/weights': zeros([2, 5]),
      'level0/bias': zeros([5]),
      'levelWeights/free': zeros([2]),
    };
    expect(refusal(fileOf(mlp, levels))).toBe('accepted');
  });

  it('are refused by name where one is missing, also where it has the name of what all objects have', () => {
    const message = refusal(without(fileOf(mlp), 'dense1/bias'));
    expect(message).toContain('net.safetensors, tensor “dense1/bias”: it is missing');
    const statistic = Object.keys(fileOf(resnet).tensors).find((name) => /variance$/.test(name));
    expect(refusal(without(fileOf(resnet), statistic ?? ''))).toContain(`“${statistic}”`);
  });

  it('are refused where one was renamed, by both names', () => {
    const file = fileOf(mlp, { 'dense_1/weights': zeros([64, 2]) });
    expect(refusal(without(file, 'dense1/weights'))).toContain(
      'tensor “dense1/weights”: it is missing, but there is “dense_1/weights”',
    );
  });

  it('are refused where there is one more', () => {
    expect(refusal(fileOf(mlp, { extra: zeros([1]) }))).toContain('tensor “extra”');
    expect(refusal(fileOf(mlp, { constructor: zeros([1]) }))).toContain('tensor “constructor”');
  });

  it('are refused where one has another shape, also with as many values', () => {
    const message = refusal(fileOf(mlp, { 'dense1/weights': zeros([2, 64]) }));
    expect(message).toContain('its shape is 2 × 64. Allowed: 64 × 2');
  });
});
