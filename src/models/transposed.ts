import type { NetworkTensors } from '../data/safetensors.ts';

type NetworkTensor = NetworkTensors[string];

/** The tensor with its axes in another order: axis k of the result is axis `order[k]` of what is given. */
export function transposed(
  { shape, values }: NetworkTensor,
  order: readonly number[],
): NetworkTensor {
  const steps = shape.map((_, axis) => shape.slice(axis + 1).reduce((all, size) => all * size, 1));
  const sizes = order.map((axis) => shape[axis]);
  const jumps = order.map((axis) => steps[axis]);
  const result = new Float32Array(values.length);
  const place = new Array<number>(sizes.length).fill(0);
  let from = 0;
  for (let at = 0; at < result.length; at++) {
    result[at] = values[from];
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      from += jumps[axis];
      place[axis]++;
      if (place[axis] < sizes[axis]) break;
      from -= sizes[axis] * jumps[axis];
      place[axis] = 0;
    }
  }
  return { shape: sizes, values: result };
}
