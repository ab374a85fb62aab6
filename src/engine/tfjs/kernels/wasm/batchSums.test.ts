/** Kernels that add up over a batch: in shards as in one. */
import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWasm, type WasmBackend } from '../../backends/wasm.ts';
import { batchSums } from '../../parallel/shards.ts';
import { runOnDevice } from '../../testing/onDevice.ts';
import { expectClose } from '../../testing/values.ts';
import { installedWasmPaths } from '../../testing/wasmFiles.ts';
import type { Kernels } from '../kernels.ts';
import { randomValues } from '../selfTest/sampleValues.ts';
import { forEachPair } from './batchSums.ts';

let backend: WasmBackend;
beforeAll(async () => {
  backend = await startWasm(installedWasmPaths());
});
afterAll(() => backend.dispose());

/** What a computation gives with a batch of so many images as one shard, and in several. */
async function expectSame<Inputs extends Tensor[]>(
  images: number,
  shards: number,
  inputs: Parameters<typeof runOnDevice<Inputs>>[1],
  compute: (kernels: Kernels, ...tensors: Inputs) => Tensor[],
) {
  const kernels = backend.kernelsFor(batchSums(images, shards, 0, 1, null));
  const whole = await runOnDevice<Inputs>(backend, inputs, (...tensors) =>
    compute(backend.kernels, ...tensors),
  );
  const cut = await runOnDevice<Inputs>(backend, inputs, (...tensors) =>
    compute(kernels, ...tensors),
  );
  for (const [index, values] of cut.entries()) expectClose(values, whole[index]);
}

describe.each([
  [9, 2],
  [9, 8],
  [21, 4],
])('%i images in %i shards', (images, shards) => {
  it.each([1, 2] as const)('filter gradient, stride %i', async (stride) => {
    const side = Math.ceil(5 / stride);
    const x = randomValues('x', images, 5, 5, 3);
    const dy = randomValues('dy', images, side, side, 5);
    await expectSame<[Tensor4D, Tensor4D]>(images, shards, [x, dy], (kernels, ...both) => [
      kernels.convolutionFilterGradient(...both, { size: 3, stride, padding: 1 }),
      kernels.biasGradient(both[1]),
    ]);
  });

  it('filter gradient of a 1 × 1 convolution', async () => {
    const [x, dy] = [randomValues('x', images, 3, 4, 7), randomValues('dy', images, 3, 4, 5)];
    await expectSame<[Tensor4D, Tensor4D]>(images, shards, [x, dy], (kernels, ...both) => [
      kernels.convolutionFilterGradient(...both, { size: 1, stride: 1, padding: 0 }),
    ]);
  });

  it('gradients of a dense layer', async () => {
    const [x, dy] = [randomValues('x', images, 7), randomValues('dy', images, 5)];
    await expectSame<[Tensor2D, Tensor2D]>(images, shards, [x, dy], (kernels, ...both) => [
      kernels.denseWeightGradient(...both),
      kernels.biasGradient(both[1]),
    ]);
  });

  it('batch norm there and back', async () => {
    const [x, dy] = ['x', 'dy'].map((name) => randomValues(name, images, 3, 5, 6));
    const [mean, variance, scale] = ['m', 'v', 's'].map((name) => randomValues(name, 6));
    await expectSame<[Tensor4D, Tensor4D, Tensor1D, Tensor1D, Tensor1D]>(
      images,
      shards,
      [x, dy, mean, variance, scale],
      (kernels, values, upstream, heldMean, heldVariance, factors) => {
        const held = { mean: heldMean, variance: heldVariance };
        const { batch, running } = kernels.moments(values, held, 0.9);
        const back = kernels.normaliseGradient(upstream, values, null, batch, factors);
        return [batch.mean, batch.variance, running.variance, ...Object.values(back)];
      },
    );
  });

  it('the margin objective', async () => {
    const labels = Int32Array.from({ length: images }, (_, image) => image % 4);
    const right = new Float32Array(images).fill(1 / images);
    const wrong = Float32Array.of(0.01, 0.02, 0.03, 0.01);
    const logits = randomValues('logits', images, 4);
    await expectSame<[Tensor2D]>(images, shards, [logits], (kernels, scores) => {
      const { gradient, metrics } = kernels.objective(scores, { labels, right, wrong });
      return [gradient, metrics];
    });
  });
});

it('pairs neighbours', () => {
  const terms = ['a', 'b', 'c', 'd'];
  forEachPair(4, (left, right) => {
    terms[left] = `(${terms[left]}+${terms[right]})`;
  });
  expect(terms[0]).toBe('((a+b)+(c+d))');
});
