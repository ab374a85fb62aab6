/**
 * How kernels add up over the images of a batch. A batch is cut into shards that its experiment
 * alone decides; each shard's sum is computed by itself, and the sums are added by a binary tree
 * that pairs neighbours. So it makes no difference which thread computes which shard: with one
 * thread or several, every bit is the same. A thread has neighbouring shards, as many as a power of
 * two, so that what it adds up here is the root of a subtree.
 */
import type { Tensor } from '@tensorflow/tfjs-core';
import { address, allocate, doubles } from './heap.ts';
import type { Loops } from './loops/loops.ts';

/** Collective operations of the threads that share a batch: each waits until all have called it. */
export interface Collectives {
  /** All-reduce: adds the other threads' values to these, in place and by the tree. */
  allReduceDoubles(values: Float64Array): void;
  /** The same of float32 tensors. */
  allReduceTensors(tensors: readonly Tensor[]): void;
  /** All-gather: the values of all threads, one thread after another. */
  allGather(values: Int32Array): Int32Array;
}

export interface BatchSums {
  /** First image of each shard that lies here, of so many images, and their number at last. */
  bounds(images: number): readonly number[];
  /** Images of the whole batch, of which so many lie here. */
  whole(images: number): number;
  /** Place in the whole batch of the first image that lies here. */
  readonly first: number;
  /** Null where one thread does it all. */
  readonly collectives: Collectives | null;
}

/** Any number of images as one shard, on one thread. */
export const oneShard: BatchSums = {
  bounds: (images) => [0, images],
  whole: (images) => images,
  first: 0,
  collectives: null,
};

/** Gradients of parameters that cover this thread's images only. */
const partial = new WeakSet<Tensor>();

/** Sums of doubles over the whole batch; `sum` leaves those of `count` images at an address. */
export function sumDoubles(
  { bounds, collectives }: BatchSums,
  images: number,
  width: number,
  sum: (first: number, count: number, to: number) => void,
): Float64Array {
  const edges = bounds(images);
  const shards = edges.length - 1;
  const scratch = allocate([2 * shards * width]);
  const bytes = width * Float64Array.BYTES_PER_ELEMENT;
  for (let shard = 0; shard < shards; shard++) {
    const first = edges[shard];
    sum(first, edges[shard + 1] - first, address(scratch) + shard * bytes);
  }
  const sums = addDoublesByTree(doubles(scratch), shards, width);
  scratch.dispose();
  collectives?.allReduceDoubles(sums);
  return sums;
}

/** Sums over the whole batch of what `add` adds of each image to its shard's values. */
export function sumOverImages(
  { bounds, collectives }: BatchSums,
  images: number,
  width: number,
  add: (image: number, sums: Float64Array) => void,
): Float64Array {
  const edges = bounds(images);
  const shards = edges.length - 1;
  const rows = new Float64Array(shards * width);
  for (let shard = 0; shard < shards; shard++) {
    const row = rows.subarray(shard * width, (shard + 1) * width);
    for (let image = edges[shard]; image < edges[shard + 1]; image++) add(image, row);
  }
  const sums = addDoublesByTree(rows, shards, width);
  collectives?.allReduceDoubles(sums);
  return sums;
}

/** The sum of equally long rows of values, as a copy; the rows themselves are used up. */
function addDoublesByTree(rows: Float64Array, count: number, width: number): Float64Array {
  forEachPair(count, (left, right) => {
    for (let i = 0; i < width; i++) rows[left * width + i] += rows[right * width + i];
  });
  return rows.slice(0, width);
}

/**
 * Gradient of a parameter over the images that lie here; {@link completeGradients} adds the other
 * threads' parts. `sum` writes that of `count` images to an address.
 */
export function sumGradient<T extends Tensor>(
  loops: Loops,
  { bounds, collectives }: BatchSums,
  images: number,
  shape: number[],
  sum: (first: number, count: number, to: number) => void,
): T {
  const edges = bounds(images);
  const shards = edges.length - 1;
  const gradient = allocate<T>(shape);
  const others = shards > 1 ? allocate([(shards - 1) * gradient.size]) : null;
  const place = (shard: number) =>
    shard === 0 || others === null
      ? address(gradient)
      : address(others) + (shard - 1) * gradient.size * Float32Array.BYTES_PER_ELEMENT;
  for (let shard = 0; shard < shards; shard++) {
    sum(edges[shard], edges[shard + 1] - edges[shard], place(shard));
  }
  forEachPair(shards, (left, right) => {
    loops.add(place(left), place(right), place(left), gradient.size);
  });
  others?.dispose();
  if (collectives !== null) partial.add(gradient);
  return gradient;
}

/** Adds the other threads' parts to those gradients that are parts. */
export function completeGradients({ collectives }: BatchSums, gradients: readonly Tensor[]): void {
  if (collectives === null) return;
  const parts = gradients.filter((gradient) => partial.has(gradient));
  collectives.allReduceTensors(parts);
  for (const gradient of parts) partial.delete(gradient);
}

/** The additions of a tree over so many places, neighbours first; the sum comes to lie at 0. */
export function forEachPair(count: number, add: (left: number, right: number) => void): void {
  for (let width = 1; width < count; width *= 2) {
    for (let left = 0; left + width < count; left += 2 * width) add(left, left + width);
  }
}
