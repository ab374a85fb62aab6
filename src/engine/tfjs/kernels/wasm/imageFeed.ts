/** Images that are gathered as bytes and normalised on the backend's own memory. */
import type { Tensor4D } from '@tensorflow/tfjs-core';
import {
  type ChosenImages,
  gatherBytes,
  gatherInto,
} from '../../../../data/prepare/imageSource.ts';
import type { ImageShape } from '../../../../spec/units.ts';
import type { Images } from '../../../engine.ts';
import type { ImageFeed } from '../../repeated/imageFeed.ts';
import { address, allocate, bytes, view } from './heap.ts';
import type { Loops } from './loops/loops.ts';

/** Feeds so many images; places that are left over hold 0. */
export function wasmImageFeed(
  loops: Loops,
  count: number,
  { height, width, channels }: ImageShape,
): ImageFeed {
  let next: Images = new Float32Array();
  return {
    arrays: [],
    fill: (images) => {
      next = images;
    },
    tensor: () => {
      const tensor = allocate<Tensor4D>([count, height, width, channels]);
      const used = write(loops, tensor, next);
      view(tensor).fill(0, used);
      return tensor;
    },
  };
}

/** Writes images to a tensor; returns how many values they have. */
function write(loops: Loops, tensor: Tensor4D, images: Images): number {
  if (images instanceof Float32Array) {
    view(tensor).set(images);
    return images.length;
  }
  const { from, indices } = images;
  const length = (indices.length * tensor.size) / tensor.shape[0];
  if (from.pixels instanceof Float32Array) gatherInto(view(tensor), images);
  else normalise(loops, tensor, from.pixels, images, length);
  return length;
}

function normalise(
  loops: Loops,
  tensor: Tensor4D,
  pixels: Uint8Array,
  images: ChosenImages,
  length: number,
): void {
  const { table, channels } = images.from.normaliser;
  const gathered = allocate([Math.ceil(length / Float32Array.BYTES_PER_ELEMENT)]);
  const values = allocate([table.length]);
  view(values).set(table);
  gatherBytes(bytes(gathered), pixels, images);
  loops.lookUp(address(gathered), address(values), address(tensor), length, channels);
  gathered.dispose();
  values.dispose();
}
