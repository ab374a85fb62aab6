import { addInto } from './lanes';

/**
 * The inverse of im2col: from patches, (images · outHeight · outWidth) × (size · size · channels), to
 * images, written anew. Each pixel becomes the sum of its values in all patches that contain it.
 * `padding` pixels of zeros lie around the images.
 */
export function col2im(
  patches: usize,
  to: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  size: i32,
  stride: i32,
  padding: i32,
): void {
  memory.fill(to, 0, (<usize>(images * height * width * channels)) << 2);
  const pixel = (<usize>channels) << 2;
  let from = patches;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        const left = x * stride - padding;
        for (let line = y * stride - padding; line < y * stride - padding + size; line++) {
          const isInside = line >= 0 && line < height;
          for (let column = left; column < left + size; column++) {
            if (isInside && column >= 0 && column < width) {
              addInto(
                from,
                to + <usize>((image * height + line) * width + column) * pixel,
                channels,
              );
            }
            from += pixel;
          }
        }
      }
    }
  }
}
