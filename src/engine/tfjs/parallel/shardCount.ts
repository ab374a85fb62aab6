/**
 * Into how many shards a batch is cut. It follows from the experiment alone, never from the machine:
 * with the shards, sums over a batch get their order, and a run its digest.
 */
import { assertNever } from '../../../lib/assertNever.ts';
import type { NetworkSpec } from '../../../spec/networks/networkSpec.ts';
import { parameterCountOf } from '../../../spec/parameterCount.ts';
import { maxShards } from '../../../spec/threadCounts.ts';
import type { ImageShape } from '../../../spec/units.ts';

/**
 * Multiplications that a batch must bring each parameter, times the square of the shards: adding a
 * shard's gradient costs as much as some of them, and there are as many additions as shards. At
 * batches of up to a hundred images an MLP's gradients cost more to add than a second thread saves.
 */
const worthwhile = 48;

/** A power of two, at most {@link maxShards} and the batch's images. */
export function shardCount(
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
  batchSize: number,
): number {
  const perParameter =
    (batchSize * multiplications(network, shape, classCount)) /
    parameterCountOf(network, shape, classCount);
  let shards = 1;
  while (2 * shards <= maxShards && 2 * shards <= batchSize) {
    if (perParameter < worthwhile * (2 * shards) ** 2) break;
    shards *= 2;
  }
  return shards;
}

/** Multiplications of one image's way through a network, those of batch norm left out. */
function multiplications(
  network: NetworkSpec,
  { height, width, channels }: ImageShape,
  classCount: number,
): number {
  switch (network.kind) {
    case 'mlp': {
      const sizes = [height * width * channels, ...network.hidden, classCount];
      return sizes.slice(1).reduce((sum, size, layer) => sum + sizes[layer] * size, 0);
    }
    case 'cnn': {
      const [first, second] = network.channels;
      const pixels = height * width;
      const pooled = Math.ceil(height / 2) * Math.ceil(width / 2);
      const features = Math.ceil(height / 4) * Math.ceil(width / 4) * second;
      return 9 * (pixels * channels * first + pooled * first * second) + features * classCount;
    }
    case 'resnet': {
      // The three stages have a quarter of the pixels and twice the channels of the one before.
      const blocks = (network.depth - 2) / 2;
      return height * width * 9 * (channels * 16 + 2 * blocks * 16 * 16);
    }
    default:
      return assertNever(network, 'network');
  }
}
