import { expect, it } from 'vitest';
import { defaultSpec } from '../spec/presets/presets.ts';
import { stepPatience } from './stepPatience.ts';

const letters = {
  shape: { height: 28, width: 28, channels: 1 },
  classes: Array(62).fill('a'),
  train: { images: new Uint8Array(), labels: new Int32Array(1000) },
};
const withBatch = (batchSize: number) => ({ ...defaultSpec.training, batchSize });

it('is short for small networks and long for deep ones on large batches', () => {
  const network = { kind: 'mlp' as const, hidden: [50], initial: 'he' as const };
  expect(stepPatience({ network, training: withBatch(128) }, letters, 'wasm')).toBeLessThan(1);
  const deep = { kind: 'resnet', depth: 56 } as const;
  expect(
    stepPatience({ network: deep, training: withBatch(512) }, letters, 'wasm'),
  ).toBeGreaterThan(100);
  expect(stepPatience({ network: deep, training: withBatch(512) }, letters, 'webgpu')).toBe(0);
});

it('is that of the slowest network of several', () => {
  const training = withBatch(64);
  const [small, large] = [
    { kind: 'cnn' as const, channels: [2, 2] },
    { kind: 'cnn' as const, channels: [64, 64] },
  ];
  const alone = stepPatience({ network: large, training }, letters, 'wasm');
  expect(stepPatience({ network: [small, large], training }, letters, 'wasm')).toBe(alone);
});

it('is of no more images than there are to train on', () => {
  const { network } = defaultSpec;
  const asked = stepPatience({ network, training: withBatch(100_000) }, letters, 'wasm');
  expect(asked).toBe(stepPatience({ network, training: withBatch(1000) }, letters, 'wasm'));
});
