import { expect, it } from 'vitest';
import { layerDifference } from './layerDifference.ts';
import type { NetworkSpec } from './networks.ts';

const mlp = (...hidden: number[]): NetworkSpec => ({ kind: 'mlp', hidden, initial: 'he' });

it('names the first layer that differs, and what both have there', () => {
  expect(layerDifference(mlp(8, 4), mlp(8, 5))).toEqual({
    layer: 'dense2',
    found: '4 units',
    wanted: '5 units',
  });
  expect(
    layerDifference({ kind: 'cnn', channels: [2, 3] }, { kind: 'cnn', channels: [2, 4] }),
  ).toMatchObject({ found: expect.stringMatching(/ to 3 channels/) });
  const deep: NetworkSpec = { kind: 'resnet', depth: 8 };
  expect(layerDifference(deep, { kind: 'resnet', depth: 14 })?.wanted).toContain('“');
  expect(layerDifference(deep, mlp(4))?.wanted).toBe('“flatten”, values in a row');
  expect(layerDifference(mlp(), mlp(4))).toMatchObject({ layer: 'dense1', wanted: '4 units' });
});

it('finds none between networks that differ in dropout and first weights alone', () => {
  const drawn: NetworkSpec = { kind: 'mlp', hidden: [8], initial: 'normal', dropout: 0.5 };
  expect(layerDifference(mlp(8), drawn)).toBeNull();
});
