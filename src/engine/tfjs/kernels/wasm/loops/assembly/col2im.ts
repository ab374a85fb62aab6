/**
 * The inverse of im2col for 3 × 3 filters: from patches, (images · outHeight · outWidth) ×
 * (9 · channels), to images, written anew. Each pixel becomes the sum of its values in all patches
 * that contain it. One pixel of zeros lies around the images.
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
  stride: i32,
): void {
  memory.fill(to, 0, (<usize>(images * height * width * channels)) << 2);
  const pixel = (<usize>channels) << 2;
  let from = patches;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < outHeight; y++) {
      for (let x = 0; x < outWidth; x++) {
        for (let tap = 0; tap < 9; tap++) {
          const line = y * stride + tap / 3 - 1;
          const column = x * stride + (tap % 3) - 1;
          if (line >= 0 && line < height && column >= 0 && column < width) {
            addInto(from, to + <usize>((image * height + line) * width + column) * pixel, channels);
          }
          from += pixel;
        }
      }
    }
  }
}

function addInto(from: usize, to: usize, length: i32): void {
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, f32x4.add(v128.load(to + at), v128.load(from + at)));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, load<f32>(to + at) + load<f32>(from + at));
  }
}
