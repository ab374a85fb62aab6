import { expect, it } from 'vitest';
import { stepFlops } from './flops.ts';
import { mlp } from './network.ts';
import { tasks } from './tasks.ts';

it('a step’s arithmetic is that of its products, forward and back', () => {
  // 784 × 128 without the gradient of the images, 128 × 10 with all three.
  expect(stepFlops(tasks.mlp, 1)).toBe(2 * (2 * 784 * 128 + 3 * 128 * 10));
  expect(stepFlops(mlp([], 10), 4)).toBe(2 * 4 * 2 * 784 * 10);
});

it('convolutions count at the size they put out', () => {
  const first = 28 * 28 * 9 * 16;
  const second = 14 * 14 * 9 * 16 * 32;
  const dense = 7 * 7 * 32 * 10;
  expect(stepFlops(tasks.cnn, 64)).toBe(2 * 64 * (2 * first + 3 * second + 3 * dense));
  const pixels = 32 * 32;
  const layers = [
    pixels * 3 * 16,
    pixels * 16 * 16,
    (pixels / 4) * 16 * 32,
    (pixels / 16) * 32 * 64,
  ];
  const [stem, ...others] = layers.map((products) => 9 * products);
  const rest = others.reduce((sum, products) => sum + products, 64 * 100);
  expect(stepFlops(tasks.bn, 1)).toBe(2 * (2 * stem + 3 * rest));
});

it('a residual network has its published arithmetic', () => {
  // 40.8 million multiplications forward (He et al. 2016's ResNet-20, without 1 × 1 shortcuts).
  const stem = 32 * 32 * 9 * 3 * 16;
  const forward = (stepFlops(tasks.resnet20, 1) / 2 + stem) / 3;
  expect(forward / 1e6).toBeCloseTo(40.6, 0);
});
