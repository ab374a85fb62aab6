/** The kernels of networks trained together, on every device, against the definition. */
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import { exact } from '../testing/naive.ts';
import * as naive from '../testing/naiveJoint.ts';
import { runOnDevice } from '../testing/onDevice.ts';
import { expectClose, expectDerivatives, valuesOf } from '../testing/values.ts';
import { randomValues, type Values } from './selfTest/sampleValues.ts';
import type { Targets } from './targets.ts';

describeOnDevices('networks trained together', (kind) => {
  let backend: Backend;
  beforeAll(async () => {
    backend = await startForTest(kind);
  });
  afterAll(() => backend?.dispose());

  /** The loss, joint logits, weights, and each network's gradient. */
  async function compute(logits: readonly Values[], targets: Targets) {
    const { kernels } = backend;
    const [metrics, summed, weights, ...gradients] = await runOnDevice<Tensor[]>(
      backend,
      [...logits],
      (...all) => {
        const scores = all as Tensor2D[];
        const joint = kernels.jointLogits(scores);
        const { gradient, metrics } = kernels.objective(joint.summed, targets);
        const gradients = kernels.jointGradients(scores, joint.weights, gradient);
        return [metrics, joint.summed, joint.weights, ...gradients];
      },
    );
    return { metrics, summed, weights, gradients };
  }

  const targetsOf = (images: number, classes: number): Targets => ({
    labels: Int32Array.from({ length: images }, (_, image) => (5 * image + 1) % classes),
    right: Float32Array.from({ length: images }, (_, image) => 0.25 * (image % 3)),
    wrong: null,
  });

  const logitsOf = (networks: number, images: number, classes: number, spread: number): Values[] =>
    Array.from({ length: networks }, (_, k) => {
      const { shape, values } = randomValues(`logits ${k}`, images, classes);
      return { shape, values: values.map((value) => value * spread) };
    });

  it.each([
    [1, 3, 4, 3],
    [2, 4, 2, 1],
    [3, 5, 7, 3],
    [5, 1, 70, 20],
    [9, 2, 130, 2],
  ])(
    'has the derivatives of its loss: %d of %d images, %d classes, logits to ±%d',
    async (networks, images, classes, spread) => {
      const logits = logitsOf(networks, images, classes, spread);
      const targets = targetsOf(images, classes);
      const { labels, right } = targets;
      const twin = logits.map(exact);
      const { metrics, summed, weights, gradients } = await compute(logits, targets);
      expectClose(weights, naive.jointWeights(twin));
      expectClose(summed, naive.jointLogits(twin));
      const loss = naive.jointLoss(twin, labels, right);
      expectClose(metrics, valuesOf([2], loss, 0));
      expect(gradients.length).toBe(networks);
      for (const [k, gradient] of gradients.entries()) {
        expectDerivatives(gradient, twin[k], (moved) =>
          naive.jointLoss(twin.with(k, moved), labels, right),
        );
      }
    },
  );

  it('comes to what two networks’ logits come to by hand', async () => {
    // Largest logits 2 and 0: weights 1/(1 + e^−2) and the rest; S = 2·0.8808 and 0.
    const logits = [valuesOf([1, 2], 2, 0), valuesOf([1, 2], 0, 0)];
    const targets = { labels: Int32Array.of(0), right: Float32Array.of(1), wrong: null };
    const { metrics, summed, weights, gradients } = await compute(logits, targets);
    expectClose(weights, valuesOf([1, 2], 0.880797, 0.119203));
    expectClose(summed, valuesOf([1, 2], 1.761594, 0));
    // p = 1/(1 + e^−1.761594) = 0.853411; g = (−0.146589, 0.146589); G = (−0.293178, 0).
    expectClose(metrics, valuesOf([2], 0.158514, 0));
    // w_1 g + w_1 (G_1 − Σ w G) = −0.129115 − 0.880797 · 0.034948 at the largest.
    expectClose(gradients[0], valuesOf([1, 2], -0.159897, 0.129115));
    // The second's largest is the first of equals: −0.017474 + 0.119203 · 0.258230.
    expectClose(gradients[1], valuesOf([1, 2], 0.013308, 0.017474));
  });

  it('leaves one network as it is, to the last bit', async () => {
    const [logits] = logitsOf(1, 6, 5, 4);
    const targets = targetsOf(6, 5);
    const { summed, weights, gradients } = await compute([logits], targets);
    const [plain] = await runOnDevice<[Tensor2D]>(backend, [logits], (scores) => [
      backend.kernels.objective(scores, targets).gradient,
    ]);
    expect(summed.values).toEqual(logits.values);
    expect([...weights.values]).toEqual(Array(6).fill(1));
    const unsigned = ({ values }: Values) => Array.from(values, (value) => value + 0);
    expect(unsigned(gradients[0])).toEqual(unsigned(plain));
  });
});
