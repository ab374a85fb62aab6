/** Poolings of any square window, and gradients: pixel by pixel of the output, channels in fours. */
import { addInto } from './lanes';

/**
 * Gradient of max-pooling: dy of each window is added to its first pixel, row by row, that is the
 * maximum y. `to` is written anew.
 */
export function windowMaximumGradient(
  dy: usize,
  x: usize,
  y: usize,
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
  let offset: usize = 0;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < outHeight; row++) {
      const top = max(0, row * stride - padding);
      const bottom = min(height, row * stride - padding + size);
      for (let column = 0; column < outWidth; column++) {
        const left = max(0, column * stride - padding);
        const right = min(width, column * stride - padding + size);
        const corner = <usize>((image * height + top) * width + left) * pixel;
        const line = <usize>width * pixel;
        for (let channel = 0; channel < channels; channel += 4) {
          const at = offset + ((<usize>channel) << 2);
          const from = corner + ((<usize>channel) << 2);
          if (channel + 4 <= channels) {
            fourMaxima(
              dy + at,
              x + from,
              y + at,
              to + from,
              bottom - top,
              right - left,
              line,
              pixel,
            );
            continue;
          }
          for (let rest: usize = 0; rest < pixel - ((<usize>channel) << 2); rest += 4) {
            const own = from + rest;
            oneMaximum(
              dy + at + rest,
              x + own,
              y + at + rest,
              to + own,
              bottom - top,
              right - left,
              line,
              pixel,
            );
          }
        }
        offset += pixel;
      }
    }
  }
}

function fourMaxima(
  dy: usize,
  x: usize,
  y: usize,
  to: usize,
  lines: i32,
  pixels: i32,
  line: usize,
  pixel: usize,
): void {
  const largest = v128.load(y);
  let upstream = v128.load(dy);
  for (let row = 0; row < lines; row++) {
    let at = <usize>row * line;
    for (let column = 0; column < pixels; column++) {
      const isLargest = f32x4.eq(v128.load(x + at), largest);
      v128.store(to + at, f32x4.add(v128.load(to + at), v128.and(upstream, isLargest)));
      // What was given is not given again.
      upstream = v128.andnot(upstream, isLargest);
      at += pixel;
    }
  }
}

function oneMaximum(
  dy: usize,
  x: usize,
  y: usize,
  to: usize,
  lines: i32,
  pixels: i32,
  line: usize,
  pixel: usize,
): void {
  const largest = load<f32>(y);
  for (let row = 0; row < lines; row++) {
    let at = <usize>row * line;
    for (let column = 0; column < pixels; column++) {
      if (load<f32>(x + at) === largest) {
        store<f32>(to + at, load<f32>(to + at) + load<f32>(dy));
        return;
      }
      at += pixel;
    }
  }
}

/**
 * Mean of each window. Zeros around the image count, what a window lacks beyond them does not; `to`
 * is written anew.
 */
export function meanOfWindows(
  x: usize,
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
  const pixel = (<usize>channels) << 2;
  let target = to;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        memory.fill(target, 0, pixel);
        const top = row * stride - padding;
        const left = column * stride - padding;
        for (let line = max(0, top); line < min(height, top + size); line++) {
          for (let place = max(0, left); place < min(width, left + size); place++) {
            addInto(x + <usize>((image * height + line) * width + place) * pixel, target, channels);
          }
        }
        const tall = present(top, height, size, padding);
        divide(target, target, channels, <f32>(tall * present(left, width, size, padding)));
        target += pixel;
      }
    }
  }
}

/** Gradient of {@link meanOfWindows}; `share` has room for a pixel's channels. */
export function meanOfWindowsGradient(
  dy: usize,
  to: usize,
  share: usize,
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
  let upstream = dy;
  for (let image = 0; image < images; image++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const top = row * stride - padding;
        const left = column * stride - padding;
        const tall = present(top, height, size, padding);
        divide(upstream, share, channels, <f32>(tall * present(left, width, size, padding)));
        for (let line = max(0, top); line < min(height, top + size); line++) {
          for (let place = max(0, left); place < min(width, left + size); place++) {
            addInto(share, to + <usize>((image * height + line) * width + place) * pixel, channels);
          }
        }
        upstream += pixel;
      }
    }
  }
}

/** Pixels along a side that a window has of the image with its zeros. */
function present(first: i32, length: i32, size: i32, padding: i32): i32 {
  return min(size, length + padding - first);
}

function divide(from: usize, to: usize, length: i32, by: f32): void {
  const divisor = f32x4.splat(by);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const at = (<usize>i) << 2;
    v128.store(to + at, f32x4.div(v128.load(from + at), divisor));
  }
  for (; i < length; i++) {
    const at = (<usize>i) << 2;
    store<f32>(to + at, load<f32>(from + at) / by);
  }
}
