/** How a batch is cut: into shards that its experiment alone decides, and those among threads. */
import type { BatchSums, Collectives } from '../kernels/wasm/batchSums.ts';

/** The images of a batch that one of several threads has. */
export interface BatchSlice {
  readonly first: number;
  readonly count: number;
  /** Shards that lie in it. */
  readonly shards: number;
}

/** First image of a shard, of a batch cut into as equal shards as can be. */
function shardStart(batchSize: number, shards: number, shard: number): number {
  return Math.floor((shard * batchSize) / shards);
}

/** What thread `rank` of `threads` has of a batch; both numbers of parts are powers of two. */
export function sliceOf(
  batchSize: number,
  shards: number,
  rank: number,
  threads: number,
): BatchSlice {
  const own = shards / threads;
  const first = shardStart(batchSize, shards, rank * own);
  const end = shardStart(batchSize, shards, (rank + 1) * own);
  return { first, count: end - first, shards: own };
}

/** How the kernels of thread `rank` add up over a batch. */
export function batchSums(
  batchSize: number,
  shards: number,
  rank: number,
  threads: number,
  collectives: Collectives | null,
): BatchSums {
  const slice = sliceOf(batchSize, shards, rank, threads);
  const edges = Array.from(
    { length: slice.shards + 1 },
    (_, own) => shardStart(batchSize, shards, rank * slice.shards + own) - slice.first,
  );
  return {
    bounds: () => edges,
    whole: () => batchSize,
    first: slice.first,
    collectives,
  };
}
