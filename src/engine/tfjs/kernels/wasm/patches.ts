/**
 * Unfolding images into the patches that a 3 × 3 filter sees (zeros beyond the edge), and adding
 * patches back up into images.
 */

export interface Geometry {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly outHeight: number;
  readonly outWidth: number;
  readonly stride: 1 | 2;
}

/**
 * From planes, channels × (images · height · width), to (9 · channels) × (images · outHeight ·
 * outWidth): row (3·ky + kx)·channels + c holds what tap (ky, kx) sees of channel c.
 */
export function patchRows(planes: Float32Array, patches: Float32Array, geometry: Geometry): void {
  const { images, height, width, channels, outHeight, outWidth } = geometry;
  const planeSize = images * height * width;
  const rowSize = images * outHeight * outWidth;
  for (let tap = 0; tap < 9; tap++) {
    for (let channel = 0; channel < channels; channel++) {
      const plane = planes.subarray(channel * planeSize, (channel + 1) * planeSize);
      const start = (tap * channels + channel) * rowSize;
      const row = patches.subarray(start, start + rowSize);
      patchRow(plane, row, Math.floor(tap / 3) - 1, (tap % 3) - 1, geometry);
    }
  }
}

/** One tap, `down` and `right` of its output pixel, over one channel of all images. */
function patchRow(
  plane: Float32Array,
  row: Float32Array,
  down: number,
  right: number,
  { images, height, width, outHeight, outWidth, stride }: Geometry,
): void {
  // The first output pixel of a line whose tap lies inside, and the one after the last.
  const left = right < 0 ? 1 : 0;
  const end = Math.min(outWidth, Math.floor((width - 1 - right) / stride) + 1);
  let to = 0;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < outHeight; y++, to += outWidth) {
      const line = y * stride + down;
      if (line < 0 || line >= height) {
        row.fill(0, to, to + outWidth);
        continue;
      }
      const from = (image * height + line) * width + right;
      if (left === 1) row[to] = 0;
      for (let x = left; x < end; x++) row[to + x] = plane[from + x * stride];
      for (let x = end; x < outWidth; x++) row[to + x] = 0;
    }
  }
}

/**
 * From patches, (images · outHeight · outWidth) × (9 · channels), to images: each pixel becomes the
 * sum of what the patches hold of it.
 */
export function addPatches(patches: Float32Array, output: Float32Array, geometry: Geometry): void {
  const { images, outHeight, outWidth, channels } = geometry;
  output.fill(0);
  let from = 0;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++, from += 9 * channels) {
        addPatch(patches, from, output, image, y, x, geometry);
      }
    }
  }
}

function addPatch(
  patches: Float32Array,
  from: number,
  output: Float32Array,
  image: number,
  y: number,
  x: number,
  { height, width, channels, stride }: Geometry,
): void {
  for (let tap = 0; tap < 9; tap++) {
    const line = y * stride + Math.floor(tap / 3) - 1;
    const column = x * stride + (tap % 3) - 1;
    if (line < 0 || line >= height || column < 0 || column >= width) continue;
    const to = ((image * height + line) * width + column) * channels;
    const start = from + tap * channels;
    for (let c = 0; c < channels; c++) output[to + c] += patches[start + c];
  }
}
