/**
 * Into how many shards a batch is cut. It follows from the experiment alone, never from the machine:
 * with the shards, sums over a batch get their order, and a run its digest.
 */
import { square } from '../../../lib/square.ts';
import { multiplyAdds, parameterCount } from '../../../spec/networks/layerParameters.ts';
import { placedNetwork, shardProducts } from '../../../spec/networks/networkFacts.ts';
import type { NetworkSpec } from '../../../spec/networks/networks.ts';
import type { PlacedNetwork } from '../../../spec/networks/placedLayers.ts';
import { maxShards } from '../../../spec/threadCounts.ts';
import type { ImageShape } from '../../../spec/units.ts';

/**
 * Multiplications that a batch must bring each parameter, times the square of the shards: adding a
 * shard's gradient costs as much as some of them, and there are as many additions as shards. At
 * batches of up to a hundred images an MLP's gradients cost more to add than a second thread saves.
 */
const worthwhile = 48;

/** Shards of a network of a kind: a power of two, at most {@link maxShards} and the batch's images. */
export function shardCount(
  network: NetworkSpec,
  shape: ImageShape,
  classCount: number,
  batchSize: number,
): number {
  const placed = placedNetwork(network, shape, classCount);
  return layersShardCount(placed, batchSize, shardProducts(network, shape) ?? undefined);
}

/** The same of networks that are trained together. */
export function jointShardCount(
  networks: readonly NetworkSpec[],
  shape: ImageShape,
  classCount: number,
  batchSize: number,
): number {
  const placed = networks.map((network) => placedNetwork(network, shape, classCount));
  const products = placed.map(
    (network, index) => shardProducts(networks[index], shape) ?? multiplyAdds(network),
  );
  return shardsFor(sum(products), sum(placed.map(parameterCount)), batchSize);
}

/** The same by a network's layers. @param products multiplications of one image's forward pass. */
export function layersShardCount(
  placed: PlacedNetwork,
  batchSize: number,
  products = multiplyAdds(placed),
): number {
  return shardsFor(products, parameterCount(placed), batchSize);
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

function shardsFor(products: number, parameters: number, batchSize: number): number {
  const perParameter = (batchSize * products) / parameters;
  let shards = 1;
  while (2 * shards <= maxShards && 2 * shards <= batchSize) {
    if (perParameter < worthwhile * square(2 * shards)) break;
    shards *= 2;
  }
  return shards;
}
