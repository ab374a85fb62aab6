import { expect, it } from 'vitest';
import type { NetworkOf } from '../../../spec/networks/networks.ts';
import { shardCount } from './shardCount.ts';

/** The kinds there were when shards were first counted. */
type RecordedNetwork = NetworkOf<'mlp' | 'cnn' | 'resnet'>;

/** What digests of version 1 have been computed with: multiplications and parameters by formula. */
function recorded(network: RecordedNetwork, side: number, channels: number, classes: number) {
  const pixels = side * side;
  if (network.kind === 'mlp') {
    const sizes = [pixels * channels, ...network.hidden, classes];
    const products = sizes.slice(1).reduce((sum, size, at) => sum + sizes[at] * size, 0);
    return [products, products + sizes.slice(1).reduce((sum, size) => sum + size, 0)];
  }
  if (network.kind === 'cnn') {
    const [first, second] = network.channels;
    const features = Math.ceil(side / 4) ** 2 * second;
    const filters = 9 * (channels * first + first * second);
    return [
      9 * (pixels * channels * first + Math.ceil(side / 2) ** 2 * first * second) +
        features * classes,
      filters + first + second + (features + 1) * classes,
    ];
  }
  const blocks = (network.depth - 2) / 6;
  const unit = (inputs: number, outputs: number) => 9 * inputs * outputs + 2 * outputs;
  const parameters = [16, 32, 64].reduce(
    (sum, outputs, stage) =>
      sum +
      unit(stage === 0 ? 16 : outputs / 2, outputs) +
      (2 * blocks - 1) * unit(outputs, outputs),
    unit(channels, 16) + 65 * classes,
  );
  return [pixels * 9 * (channels * 16 + 6 * blocks * 16 * 16), parameters];
}

const networks: readonly RecordedNetwork[] = [
  { kind: 'mlp', hidden: [], initial: 'normal' },
  { kind: 'mlp', hidden: [50], initial: 'he' },
  { kind: 'mlp', hidden: [300, 100], initial: 'he' },
  { kind: 'cnn', channels: [16, 32] },
  { kind: 'cnn', channels: [3, 5] },
  { kind: 'resnet', depth: 8 },
  { kind: 'resnet', depth: 20 },
  { kind: 'resnet', depth: 56 },
];

it('cuts batches as it always has, since digests depend on it', () => {
  const found = new Set<number>();
  for (const network of networks) {
    for (const side of [1, 7, 28, 30, 32]) {
      for (const [channels, classes] of [
        [1, 10],
        [3, 100],
      ]) {
        const [products, parameters] = recorded(network, side, channels, classes);
        const shape = { height: side, width: side, channels };
        for (let batch = 1; batch <= 1024; batch += 1 + Math.floor(batch / 3)) {
          let expected = 1;
          for (const shards of [2, 4, 8]) {
            const isWorthwhile = (batch * products) / parameters >= 48 * shards ** 2;
            if (shards === 2 * expected && shards <= batch && isWorthwhile) expected = shards;
          }
          found.add(expected);
          expect(shardCount(network, shape, classes, batch)).toBe(expected);
        }
      }
    }
  }
  expect(found).toEqual(new Set([1, 2, 4, 8]));
});
