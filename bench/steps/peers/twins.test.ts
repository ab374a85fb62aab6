/** The same description gives the same network in every engine: equal losses, step by step. */
import { disposeVariables } from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { thisThread } from '../../../src/engine/tfjs/parallel/threadChoice.ts';
import { installedWasmPaths } from '../../../src/engine/tfjs/testing/wasmFiles.ts';
import {
  add,
  concatenate,
  convolution,
  dense,
  globalMean,
  meanPool,
  norm,
  paddedShortcut,
  relu,
} from '../../../src/spec/networks/layerDescription.ts';
import { agree } from '../compare.ts';
import { type BenchNetwork, networkOf } from '../network.ts';
import type { Stepper, StepperOptions, StepperPlatform } from '../stepper.ts';
import { createStepper as createEspalier } from './espalier.ts';
import { createStepper as createJaxJs } from './jaxJs.ts';
import { createStepper as createTfjs } from './tfjs.ts';

const paths = installedWasmPaths();
const platform: StepperPlatform = {
  wasmPaths: { ...paths, threaded: paths.simd },
  threads: thisThread,
};

const shape = { height: 4, width: 8, channels: 2 };

/** A stem and a residual block that shrinks; whole residual networks take jax-js most of a minute. */
const residual: BenchNetwork = {
  shape,
  classCount: 3,
  layers: [
    convolution('stem', 3),
    norm('norm'),
    relu('relu'),
    add(
      'block',
      [convolution('block/conv', 5, { stride: 2 }), norm('block/norm')],
      [paddedShortcut('block/shortcut', 5, 2)],
    ),
    relu('block/relu'),
    globalMean('mean'),
    dense('dense', 3, 0.01),
  ],
  spec: null,
};

/** A dense block, whose channels stand side by side, a transition, and a shortcut by 1 × 1. */
const joined: BenchNetwork = {
  shape,
  classCount: 3,
  layers: [
    convolution('stem', 4, { size: 5 }),
    concatenate(
      'block',
      [],
      [
        norm('block/norm'),
        relu('block/relu'),
        convolution('block/one', 6, { size: 1 }),
        convolution('block/three', 2),
      ],
    ),
    meanPool('pool'),
    add(
      'shrunk',
      [convolution('shrunk/conv', 5, { stride: 2 })],
      [convolution('shrunk/shortcut', 5, { size: 1, stride: 2 })],
    ),
    globalMean('mean'),
    dense('dense', 3, 0.01),
  ],
  spec: null,
};

const networks: readonly [string, BenchNetwork][] = [
  ['an MLP', networkOf({ kind: 'mlp', hidden: [20, 12], initial: 'he' }, shape, 3)],
  ['a small CNN', networkOf({ kind: 'cnn', channels: [3, 4] }, shape, 3)],
  ['a residual network', residual],
  ['a densely connected network', joined],
];

async function lossesOf(stepper: Stepper): Promise<number[]> {
  await stepper.restart();
  for (let step = 0; step < 3; step++) await stepper.step(step);
  return stepper.losses();
}

describe.each(networks)('%s', (_, network) => {
  const options = { device: 'cpu', network, batch: 4, isCaptured: false } as const;
  let expected: number[] = [];

  beforeAll(async () => {
    const ours: StepperOptions = { ...options, engine: 'espalier' };
    expected = await lossesOf(await createEspalier(ours, platform));
  });

  afterEach(disposeVariables);

  it.each([
    // Stock TensorFlow.js cannot train convolutions on WebAssembly; jax-js takes minutes without it.
    ['tfjs', 'cpu', createTfjs],
    ['jax-js', 'wasm', createJaxJs],
  ] as const)('is the same in %s', async (engine, device, create) => {
    const found = await lossesOf(await create({ ...options, engine, device }, platform));
    expect(new Set(expected).size).toBe(3);
    expect(agree(found, expected)).toBe(true);
  });
});
