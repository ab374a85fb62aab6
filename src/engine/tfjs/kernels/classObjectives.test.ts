/** The objectives of single networks on every device: by hand, against slow twins, where neutral. */
import { mul, type Tensor, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Backend } from '../backends/backend.ts';
import { describeOnDevices, startForTest } from '../testing/devices.ts';
import * as naive from '../testing/naive.ts';
import { runOnDevice } from '../testing/onDevice.ts';
import { expectClose, expectDerivatives, valuesOf } from '../testing/values.ts';
import type { Kernels } from './kernels.ts';
import type { ObjectiveResult } from './objectiveKernels.ts';
import { randomValues, type Values } from './selfTest/sampleValues.ts';

const { exact } = naive;

const labels = Int32Array.of(2, 0, 1, 2, 4);
const right = Float32Array.of(0.5, 0, 0.2, 1.5, 0.3);
const targets = { labels, right };
/** Two groups of groups: {0, 1} and {2, 3, 4}; then {0}, {1}, {2, 3}, {4}. */
const tree = [
  [0, 0, 1, 1, 1],
  [0, 1, 2, 2, 3],
];
const groups = valuesOf([2, 5], ...tree.flat());

const scaled = (values: Values, by: number): Values => ({
  ...values,
  values: values.values.map((value) => value * by),
});

describeOnDevices('objectives of single networks', (kind) => {
  let backend: Backend;
  let kernels: Kernels;
  beforeAll(async () => {
    backend = await startForTest(kind);
    kernels = backend.kernels;
  });
  afterAll(() => backend?.dispose());

  /** Loss and gradient. */
  async function resultOn<Inputs extends Tensor[]>(
    inputs: { readonly [Index in keyof Inputs]: Values },
    compute: (...tensors: Inputs) => ObjectiveResult,
  ) {
    const [metrics, gradient] = await runOnDevice<Inputs>(backend, inputs, (...tensors) => {
      const result = compute(...tensors);
      return [result.metrics, result.gradient];
    });
    expect(metrics.values[1]).toBe(0);
    return { loss: metrics.values[0], gradient };
  }

  const plainOn = (logits: Values) =>
    resultOn<[Tensor2D]>([logits], (rows) => kernels.objective(rows, { ...targets, wrong: null }));

  /** The same loss and gradient to 1e-6 of the largest. */
  async function expectPlain(
    logits: Values,
    found: { readonly loss: number; readonly gradient: Values },
  ) {
    const plain = await plainOn(logits);
    expect(Math.abs(found.loss - plain.loss)).toBeLessThan(1e-6 * Math.max(1, plain.loss));
    const largest = Math.max(...plain.gradient.values.map(Math.abs));
    for (const [at, value] of plain.gradient.values.entries()) {
      expect(Math.abs(found.gradient.values[at] - value)).toBeLessThan(1e-6 * largest);
    }
  }

  it.each([
    [2, 3],
    [0.5, 3],
    [1, 30],
  ])('focal loss with γ %d, logits to ±%d', async (focusing, spread) => {
    const logits = scaled(randomValues('logits', 5, 5), spread);
    const { loss, gradient } = await resultOn<[Tensor2D]>([logits], (rows) =>
      kernels.focal(rows, targets, focusing),
    );
    const twin = (moved: naive.Exact) => naive.focal(moved, targets, focusing);
    expectClose(valuesOf([1], loss), valuesOf([1], twin(exact(logits))));
    expectDerivatives(gradient, exact(logits), twin);
  });

  it('focal loss by hand: p = ¼ and γ = 2 give (¾)² ln 4', async () => {
    const logits = valuesOf([1, 4], 0, 0, 0, 0);
    const one = { labels: Int32Array.of(1), right: Float32Array.of(1) };
    const { loss, gradient } = await resultOn<[Tensor2D]>([logits], (rows) =>
      kernels.focal(rows, one, 2),
    );
    expect(loss).toBeCloseTo(0.5625 * Math.log(4), 6);
    // (p − onehot)·((1 − p)² − 2 p (1 − p) ln p)
    const scale = 0.5625 + 2 * 0.25 * 0.75 * Math.log(4);
    expectClose(gradient, scaled(valuesOf([1, 4], 0.25, -0.75, 0.25, 0.25), scale));
  });

  it('focal loss is finite where the network is certain, right or wrong', async () => {
    const logits = valuesOf([2, 2], 300, 0, 0, 300);
    const two = { labels: Int32Array.of(0, 0), right: Float32Array.of(1, 1) };
    for (const focusing of [0, 0.5, 2]) {
      const { loss, gradient } = await resultOn<[Tensor2D]>([logits], (rows) =>
        kernels.focal(rows, two, focusing),
      );
      expect(loss).toBeCloseTo(300, 3);
      expectClose(gradient, valuesOf([2, 2], 0, 0, -1, 1));
    }
  });

  it('logits that are adjusted', async () => {
    const logits = randomValues('logits', 3, 5);
    const [found] = await runOnDevice<[Tensor2D, Tensor1D]>(
      backend,
      [logits, valuesOf([5], 0, 1, -2, 0.5, 3)],
      (rows, adjustments) => [kernels.adjusted(rows, adjustments)],
    );
    const added = [0, 1, -2, 0.5, 3];
    expectClose(found, { ...logits, values: logits.values.map((v, at) => v + added[at % 5]) });
  });

  it.each([
    [0.5, 3],
    [0.01, 30],
  ])('robust over classes with η %d, logits to ±%d', async (rate, spread) => {
    const logits = scaled(randomValues('logits', 5, 5), spread);
    const q = [0.1, 0.3, 0.2, 0.3, 0.1];
    const [metrics, gradient, weights] = await runOnDevice<[Tensor2D, Tensor1D]>(
      backend,
      [logits, valuesOf([5], ...q)],
      (rows, before) => {
        const result = kernels.robust(rows, targets, before, rate);
        // A copy: it may be the very tensor that was given.
        return [result.metrics, result.gradient, mul(result.classWeights, 1)];
      },
    );
    const twin = naive.robust(exact(logits), targets, q, rate);
    expectClose(metrics, valuesOf([2], twin.loss, 0));
    expectClose(weights, valuesOf([5], ...twin.next));
    // The gradient is taken with q as it is then.
    expectDerivatives(gradient, exact(logits), (moved) => {
      const { losses } = naive.robust(moved, targets, q, rate);
      return twin.next.reduce((sum, weight, l) => sum + weight * losses[l], 0);
    });
  });

  it('robust over classes by hand: losses ln 2 and ln 4, η = 1 give q of 1/3 and 2/3', async () => {
    const logits = valuesOf([2, 2], 0, 0, Math.log(3), 0);
    const two = { labels: Int32Array.of(0, 1), right: Float32Array.of(1, 1) };
    const [metrics, , weights] = await runOnDevice<[Tensor2D, Tensor1D]>(
      backend,
      [logits, valuesOf([2], 0.5, 0.5)],
      (rows, before) => {
        const result = kernels.robust(rows, two, before, 1);
        return [result.metrics, result.gradient, mul(result.classWeights, 1)];
      },
    );
    expectClose(weights, valuesOf([2], 1 / 3, 2 / 3));
    expectClose(metrics, valuesOf([2], Math.log(2) / 3 + (2 * Math.log(4)) / 3, 0));
  });

  it.each([3, 30, 90])('hierarchical cross-entropy, logits to ±%d', async (spread) => {
    const logits = scaled(randomValues('logits', 5, 5), spread);
    const weights = [Math.exp(-0.3), Math.exp(-0.6), Math.exp(-0.9)];
    const coefficients = weights.map((weight, l) => weight - (weights[l + 1] ?? 0));
    const { loss, gradient } = await resultOn<[Tensor2D, Tensor2D]>([logits, groups], (rows, at) =>
      kernels.hierarchical(rows, targets, at, coefficients),
    );
    const twin = (moved: naive.Exact) => naive.hierarchical(moved, targets, tree, weights);
    expectClose(valuesOf([1], loss), valuesOf([1], twin(exact(logits))));
    expectDerivatives(gradient, exact(logits), twin);
  });

  it('hierarchical cross-entropy by hand: equal logits of {a, b}, {c}', async () => {
    const logits = valuesOf([1, 3], 0, 0, 0);
    const one = { labels: Int32Array.of(0), right: Float32Array.of(1) };
    const [coarse, fine] = [0.5, 0.25];
    const { loss } = await resultOn<[Tensor2D, Tensor2D]>(
      [logits, valuesOf([1, 3], 0, 0, 1)],
      (rows, at) => kernels.hierarchical(rows, one, at, [coarse - fine, fine]),
    );
    // p of the group is 2/3, and of the class within it ½.
    expect(loss).toBeCloseTo(coarse * Math.log(1.5) + fine * Math.log(2), 6);
  });

  const shareOf = [0.05, 0.1, 0.2, 0.6];
  /** Levels at which the twin finds two classes in one group. */
  const depth = (y: number, k: number) =>
    y === k ? 3 : tree.filter((ofLevel) => ofLevel[y] === ofLevel[k]).length;

  it.each([3, 30])('tree soft labels, logits to ±%d', async (spread) => {
    const logits = scaled(randomValues('logits', 5, 5), spread);
    const shares = valuesOf([5, 4], ...Array(5).fill(shareOf).flat());
    const { loss, gradient } = await resultOn<[Tensor2D, Tensor2D, Tensor2D]>(
      [logits, groups, shares],
      (rows, at, table) => kernels.softLabelled(rows, targets, at, table),
    );
    const twin = (moved: naive.Exact) =>
      naive.softLabelled(moved, targets, (y, k) => shareOf[depth(y, k)]);
    expectClose(valuesOf([1], loss), valuesOf([1], twin(exact(logits))));
    expectDerivatives(gradient, exact(logits), twin);
  });

  it('are plain cross-entropy at their neutral values, to 1e-6', async () => {
    const logits = scaled(randomValues('logits', 5, 5), 4);
    await expectPlain(
      logits,
      await resultOn<[Tensor2D]>([logits], (rows) => kernels.focal(rows, targets, 0)),
    );
    await expectPlain(
      logits,
      await resultOn<[Tensor2D, Tensor2D]>([logits, groups], (rows, at) =>
        kernels.hierarchical(rows, targets, at, [0, 0, 1]),
      ),
    );
    const certain = valuesOf([5, 4], ...Array(5).fill([0, 0, 0, 1]).flat());
    await expectPlain(
      logits,
      await resultOn<[Tensor2D, Tensor2D, Tensor2D]>([logits, groups, certain], (rows, at, table) =>
        kernels.softLabelled(rows, targets, at, table),
      ),
    );
    const zeros = valuesOf([5], 0, 0, 0, 0, 0);
    await expectPlain(
      logits,
      await resultOn<[Tensor2D, Tensor1D]>([logits, zeros], (rows, added) =>
        kernels.objective(kernels.adjusted(rows, added), { ...targets, wrong: null }),
      ),
    );
    const even = valuesOf([5], 1, 1, 1, 1, 1);
    // q stays even with η 0; here q is 5 times that of the objective, and so are the factors alike.
    await expectPlain(
      logits,
      await resultOn<[Tensor2D, Tensor1D]>([logits, even], (rows, q) =>
        kernels.robust(rows, { labels, right: right.map((a) => 5 * a) }, q, 0),
      ),
    );
  });
});
