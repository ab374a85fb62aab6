import { panelProduct } from './dense';
import { addInto } from './lanes';

/**
 * The input gradient of a convolution: dy times the filter's panels, outputs × (size · size ·
 * channels), gives the gradient of what each output pixel sees, and each pixel of `to`, images written
 * anew, becomes the sum of its values in all of them. `padding` pixels of zeros lie around the images.
 * `patches` is scratch for `block` output pixels.
 */
export function foldedProduct(
  dy: usize,
  panels: usize,
  patches: usize,
  to: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  outputs: i32,
  size: i32,
  stride: i32,
  padding: i32,
  block: i32,
): void {
  const image = (<usize>(height * width * channels)) << 2;
  const upstream = (<usize>outputs) << 2;
  const seen = size * size * channels;
  memory.fill(to, 0, <usize>images * image);
  const pixels = images * outHeight * outWidth;
  for (let first = 0; first < pixels; first += block) {
    const count = min(block, pixels - first);
    panelProduct(dy + <usize>first * upstream, panels, 0, patches, count, outputs, seen, false);
    for (let pixel = 0; pixel < count; pixel++) {
      const at = first + pixel;
      const line = at / outWidth;
      fold(
        patches + ((<usize>(pixel * seen)) << 2),
        to + <usize>(line / outHeight) * image,
        (line % outHeight) * stride - padding,
        (at % outWidth) * stride - padding,
        height,
        width,
        channels,
        size,
      );
    }
  }
}

/** Adds what an output pixel sees to the image, whose window begins at a line and a column of it. */
function fold(
  from: usize,
  image: usize,
  top: i32,
  left: i32,
  height: i32,
  width: i32,
  channels: i32,
  size: i32,
): void {
  const pixel = (<usize>channels) << 2;
  // Pixels of a line of the window that lie in the image.
  const before = min(size, max(0, -left));
  const end = max(before, min(size, width - left));
  for (let line = top; line < top + size; line++) {
    if (line >= 0 && line < height) {
      const to = image + <usize>(line * width + left + before) * pixel;
      addInto(from + <usize>before * pixel, to, (end - before) * channels);
    }
    from += <usize>size * pixel;
  }
}
