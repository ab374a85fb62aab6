/** What is let go and computed again has the bits of what is kept, and takes less memory meanwhile. */
import { memory, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  add,
  concatenate,
  convolution,
  dense,
  globalMean,
  type LayerList,
  norm,
  paddedShortcut,
  relu,
} from '../../../spec/networks/layerDescription.ts';
import { placeNetwork } from '../../../spec/networks/placedLayers.ts';
import type { Backend } from '../backends/backend.ts';
import { randomValues } from '../kernels/selfTest/sampleValues.ts';
import { kept } from '../layers/activation.ts';
import { ParameterStore } from '../parameters.ts';
import { startForTest } from '../testing/devices.ts';
import { tensorOf } from '../testing/values.ts';
import { createTrunk } from './createTrunk.ts';

const shape = { height: 12, width: 12, channels: 3 };
const images = 4;

const normed = (name: string, outputs: number, stride = 1): LayerList => [
  convolution(name, outputs, { stride }),
  norm(`${name}/norm`),
  relu(`${name}/relu`),
];
const branch = (name: string, outputs: number, stride = 1): LayerList => [
  ...normed(`${name}/one`, outputs, stride),
  convolution(`${name}/two`, outputs),
  norm(`${name}/two/norm`),
];

/** Residual blocks, with and without a shortcut of their own, and channels side by side. */
const layers: LayerList = [
  ...normed('stem', 8),
  add('first', branch('first', 8), []),
  relu('first/relu'),
  add('second', branch('second', 8), []),
  relu('second/relu'),
  add('third', branch('third', 12, 2), [paddedShortcut('third/shortcut', 12, 2)]),
  relu('third/relu'),
  concatenate(
    'joined',
    [],
    [norm('joined/norm'), relu('joined/relu'), convolution('joined/one', 4)],
  ),
  norm('last/norm'),
  relu('last/relu'),
  globalMean('mean'),
  dense('dense', 3, 0.5),
];

let backend: Backend;
beforeAll(async () => {
  backend = await startForTest('wasm');
});
afterAll(() => backend.dispose());

/** The output and all gradients of a training pass, and the bytes that it held between its two ways. */
function pass(computesAgain: boolean) {
  const placed = placeNetwork(layers, shape);
  const store = new ParameterStore(backend.memory, 3, 1);
  const trunk = createTrunk({ ...backend, computesAgain }, store, placed);
  const x = tensorOf<Tensor4D>(randomValues('x', images, ...Object.values(shape)));
  const dy = tensorOf<Tensor2D>(randomValues('dy', images, trunk.featureCount));
  const { numBytes: before, numTensors } = memory();
  const { output, backward } = trunk.layer.forward(kept(x));
  const values = [output.tensor.dataSync().slice()];
  const held = memory().numBytes - before;
  const input = backward(dy, true);
  const gradients = [input, ...store.parameters.map(({ gradient }) => gradient)];
  values.push(...gradients.map((gradient) => gradient?.dataSync().slice() ?? new Float32Array()));
  for (const tensor of [output, ...gradients]) tensor?.dispose();
  const leaked = memory().numTensors - numTensors;
  for (const tensor of [x, dy]) tensor.dispose();
  store.dispose();
  return { values, held, leaked };
}

it('equals what was kept bit for bit, and holds less', () => {
  const [again, whole] = [pass(true), pass(false)];
  expect(again.values.every((values) => values.some((value) => value !== 0))).toBe(true);
  expect(again.values).toEqual(whole.values);
  expect(again.leaked).toBe(0);
  expect(whole.leaked).toBe(0);
  expect(again.held).toBeLessThan(0.7 * whole.held);
});
