/**
 * Filter gradients of 3 × 3 convolutions with stride 1, without unfolding patches. Each channel of
 * a group of images becomes one long line, with one zero after every row of pixels and one row of
 * zeros after every image. In it, what a tap sees of all pixels is the line itself, moved by a
 * constant: a neighbour beyond the edge is one of those zeros. So the gradient of each tap is one
 * matrix product of the moved planes with dy in the same layout, and nothing is copied per tap.
 */
import type { Tensor4D, TensorInfo } from '@tensorflow/tfjs-core';
import { product } from './dense.ts';
import { allocate, forget, free, part, view } from './heap.ts';

/** Places of a line that are worked on at once, so that a group stays in the cache. */
const placesAtOnce = 8192;

/** Adds the gradient of every tap, channels × outputs each, to `sums`. */
export function addShiftedGradients(sums: Float64Array, x: Tensor4D, dy: Tensor4D): void {
  const [batch, height, width] = x.shape;
  const atOnce = Math.max(1, Math.floor(placesAtOnce / ((height + 1) * (width + 1))));
  for (let first = 0; first < batch; first += atOnce) {
    addGroup(sums, x, dy, first, Math.min(atOnce, batch - first));
  }
}

function addGroup(sums: Float64Array, x: Tensor4D, dy: Tensor4D, first: number, images: number) {
  const [, height, width, channels] = x.shape;
  const outputs = dy.shape[3];
  const places = images * (height + 1) * (width + 1);
  const slack = width + 2;
  const planes = allocate([channels * places + 2 * slack]);
  const slopes = allocate([places, outputs]);
  const layout = { first, images, height, width };
  layPlanes(view(x), view(planes), channels, slack, layout);
  layRows(view(dy), view(slopes), outputs, layout);
  for (let tap = 0; tap < 9; tap++) {
    const shift = (Math.floor(tap / 3) - 1) * (width + 1) + (tap % 3) - 1;
    addTap(sums, tap, part(planes, slack + shift, [channels, places]), slopes);
  }
  planes.dispose();
  slopes.dispose();
}

function addTap(sums: Float64Array, tap: number, moved: TensorInfo, slopes: TensorInfo): void {
  const [channels, places] = moved.shape;
  const outputs = slopes.shape[1];
  const gradient = product(moved, slopes, [channels, places, outputs]);
  const values = view(gradient);
  const start = tap * values.length;
  for (let i = 0; i < values.length; i++) sums[start + i] += values[i];
  free(gradient);
  forget(moved);
}

interface Layout {
  readonly first: number;
  readonly images: number;
  readonly height: number;
  readonly width: number;
}

/** One line for each channel, `slack` zeros before the first and after the last. */
function layPlanes(
  values: Float32Array,
  planes: Float32Array,
  channels: number,
  slack: number,
  { first, images, height, width }: Layout,
): void {
  const places = images * (height + 1) * (width + 1);
  planes.fill(0);
  for (let row = 0; row < images * height; row++) {
    const from = (first * height + row) * width * channels;
    const to = slack + (row + Math.floor(row / height)) * (width + 1);
    for (let c = 0; c < channels; c++) {
      for (let x = 0; x < width; x++) {
        planes[to + c * places + x] = values[from + x * channels + c];
      }
    }
  }
}

/** The gradient in the planes' layout, channels last, zeros where there is no pixel. */
function layRows(
  values: Float32Array,
  rows: Float32Array,
  outputs: number,
  { first, images, height, width }: Layout,
): void {
  rows.fill(0);
  const size = width * outputs;
  for (let row = 0; row < images * height; row++) {
    const from = (first * height + row) * size;
    const to = (row + Math.floor(row / height)) * (width + 1) * outputs;
    rows.set(values.subarray(from, from + size), to);
  }
}
