/** A network that a run starts from: nothing of it starts at random without a word. */
import { describe, expect, it } from 'vitest';
import type { NetworkTensors } from '../data/safetensors.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultLevelwise } from '../spec/methods/levelwise/defaultLevelwise.ts';
import type { NetworkSpec } from '../spec/networks/networks.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { initialNetwork, keepNetwork } from './networks.ts';

const network: NetworkSpec = { kind: 'mlp', hidden: [2], initial: 'he' };
const data = { shape: { height: 1, width: 3, channels: 1 }, classes: ['a', 'b'] } as const;
const zeros = (...shape: number[]) => ({
  shape,
  values: new Float32Array(shape.reduce((product, length) => product * length, 1)),
});
const whole: NetworkTensors = {
  'dense1/weights': zeros(3, 2),
  'dense1/bias': zeros(2),
  'dense2/weights': zeros(2, 2),
  'dense2/bias': zeros(2),
};

/** Starts from a network of these tensors, as a run does. */
function started(tensors: NetworkTensors) {
  const { hash, bytes } = keepNetwork({ tensors }, { network, ...data });
  const method = defaultLevelwise({ initialFrom: hash });
  const spec: ExperimentSpec = { ...defaultSpec, network, method };
  return initialNetwork(spec, data, () => bytes);
}

describe('a network to start from', () => {
  it('is taken whole', () => {
    expect(started(whole)?.classes).toEqual(data.classes);
  });

  it('is refused by the tensor that was renamed, is missing, too many or of another shape', () => {
    const { 'dense1/weights': weights, ...rest } = whole;
    expect(() => started({ ...rest, 'dense9/weights': weights })).toThrow(
      'tensor “dense1/weights”: it is missing, but there is “dense9/weights”',
    );
    expect(() => started(rest)).toThrow('tensor “dense1/weights”: it is missing');
    expect(() => started({ ...whole, more: zeros(1) })).toThrow('tensor “more”');
    expect(() => started({ ...whole, 'dense1/weights': zeros(2, 3) })).toThrow(
      'its shape is 2 × 3. Allowed: 3 × 2',
    );
  });

  it('is refused by the tensor with a number that is none', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const bias = { shape: [2], values: Float32Array.of(0, value) };
      expect(() => started({ ...whole, 'dense2/bias': bias })).toThrow('tensor “dense2/bias”');
    }
  });
});
