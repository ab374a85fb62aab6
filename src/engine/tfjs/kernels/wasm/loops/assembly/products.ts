/**
 * Sums of outer products, which gradients of weights are: for a filter's tap the sum over pixels of
 * (what the tap sees) × (the output's upstream gradient), for a dense layer the sum over images. Two inputs by
 * sixteen outputs are kept in registers.
 */

/** Output pixels of a strip: few enough that x and dy stay in the first cache from tap to tap. */
const stripPixels: i32 = 128;

/**
 * Gradient of a 3 × 3 filter (9 × channels × outputs) with one pixel of zeros around the images;
 * `to` is written anew. x is images × height × width × channels, dy likewise with `outputs`.
 */
export function filterGradient(
  x: usize,
  dy: usize,
  to: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  outHeight: i32,
  outWidth: i32,
  outputs: i32,
  stride: i32,
): void {
  memory.fill(to, 0, (<usize>(9 * channels * outputs)) << 2);
  const stripRows = max(1, stripPixels / outWidth);
  const inputLine = (<usize>(width * channels)) << 2;
  const upstreamLine = (<usize>(outWidth * outputs)) << 2;
  const inputStep = (<usize>(stride * channels)) << 2;
  const tapSize = (<usize>(channels * outputs)) << 2;
  for (let image = 0; image < images; image++) {
    const ofImage = x + <usize>(image * height) * inputLine;
    const upstreamOfImage = dy + <usize>(image * outHeight) * upstreamLine;
    for (let strip = 0; strip < outHeight; strip += stripRows) {
      const stripEnd = min(outHeight, strip + stripRows);
      for (let tap = 0; tap < 9; tap++) {
        const down = tap / 3 - 1;
        const right = (tap % 3) - 1;
        // Output rows and columns whose tap lies inside the image.
        const top = max(strip, down < 0 ? 1 : 0);
        const bottom = min(stripEnd, reach(height - down, stride));
        const left = right < 0 ? 1 : 0;
        const end = min(outWidth, reach(width - right, stride));
        if (top >= bottom || left >= end) continue;
        outerSum(
          ofImage +
            <usize>(top * stride + down) * inputLine +
            ((<usize>((left * stride + right) * channels)) << 2),
          inputLine * <usize>stride,
          inputStep,
          upstreamOfImage + <usize>top * upstreamLine + ((<usize>(left * outputs)) << 2),
          upstreamLine,
          bottom - top,
          end - left,
          to + <usize>tap * tapSize,
          channels,
          outputs,
        );
      }
    }
  }
}

/** How many steps of a stride, from 0 on, stay below a length. */
function reach(length: i32, stride: i32): i32 {
  return length <= 0 ? 0 : (length - 1) / stride + 1;
}

/** xᵀ·dy for x of rows × inputs and dy of rows × outputs; `to` is written anew. */
export function transposedProduct(
  x: usize,
  dy: usize,
  to: usize,
  rows: i32,
  inputs: i32,
  outputs: i32,
): void {
  memory.fill(to, 0, (<usize>(inputs * outputs)) << 2);
  outerSum(x, 0, (<usize>inputs) << 2, dy, 0, 1, rows, to, inputs, outputs);
}

/** Adds Σ x ⊗ dy over lines × pixels to an inputs × outputs matrix. Strides are in bytes. */
function outerSum(
  x: usize,
  xLine: usize,
  xStep: usize,
  dy: usize,
  dyLine: usize,
  lines: i32,
  pixels: i32,
  to: usize,
  inputs: i32,
  outputs: i32,
): void {
  const row = (<usize>outputs) << 2;
  let output = 0;
  for (; output + 16 <= outputs; output += 16) {
    const upstream = dy + ((<usize>output) << 2);
    const target = to + ((<usize>output) << 2);
    let input = 0;
    for (; input + 2 <= inputs; input += 2) {
      const at = (<usize>input) << 2;
      twoBySixteen(
        x + at,
        xLine,
        xStep,
        upstream,
        dyLine,
        row,
        lines,
        pixels,
        target + <usize>input * row,
      );
    }
    if (input < inputs) {
      const at = (<usize>input) << 2;
      oneBySixteen(
        x + at,
        xLine,
        xStep,
        upstream,
        dyLine,
        row,
        lines,
        pixels,
        target + <usize>input * row,
      );
    }
  }
  for (; output + 4 <= outputs; output += 4) {
    const upstream = dy + ((<usize>output) << 2);
    const target = to + ((<usize>output) << 2);
    let input = 0;
    for (; input + 4 <= inputs; input += 4) {
      const at = (<usize>input) << 2;
      fourByFour(
        x + at,
        xLine,
        xStep,
        upstream,
        dyLine,
        row,
        lines,
        pixels,
        target + <usize>input * row,
      );
    }
    for (; input < inputs; input++) {
      const at = (<usize>input) << 2;
      oneByFour(
        x + at,
        xLine,
        xStep,
        upstream,
        dyLine,
        row,
        lines,
        pixels,
        target + <usize>input * row,
      );
    }
  }
  for (; output < outputs; output++) {
    const upstream = dy + ((<usize>output) << 2);
    const target = to + ((<usize>output) << 2);
    let input = 0;
    for (; input + 16 <= inputs; input += 16) {
      const at = (<usize>input) << 2;
      sixteenByOne(
        x + at,
        xLine,
        xStep,
        upstream,
        dyLine,
        row,
        lines,
        pixels,
        target + <usize>input * row,
      );
    }
    for (; input < inputs; input++) {
      const at = (<usize>input) << 2;
      oneByOne(
        x + at,
        xLine,
        xStep,
        upstream,
        dyLine,
        row,
        lines,
        pixels,
        target + <usize>input * row,
      );
    }
  }
}

function twoBySixteen(
  x: usize,
  xLine: usize,
  xStep: usize,
  dy: usize,
  dyLine: usize,
  row: usize,
  lines: i32,
  pixels: i32,
  to: usize,
): void {
  let a0 = v128.load(to);
  let a1 = v128.load(to, 16);
  let a2 = v128.load(to, 32);
  let a3 = v128.load(to, 48);
  const below = to + row;
  let b0 = v128.load(below);
  let b1 = v128.load(below, 16);
  let b2 = v128.load(below, 32);
  let b3 = v128.load(below, 48);
  for (let line = 0; line < lines; line++) {
    let value = x + <usize>line * xLine;
    let upstream = dy + <usize>line * dyLine;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const first = v128.load32_splat(value);
      const second = v128.load32_splat(value, 4);
      const s0 = v128.load(upstream);
      const s1 = v128.load(upstream, 16);
      const s2 = v128.load(upstream, 32);
      const s3 = v128.load(upstream, 48);
      a0 = f32x4.add(a0, f32x4.mul(first, s0));
      a1 = f32x4.add(a1, f32x4.mul(first, s1));
      a2 = f32x4.add(a2, f32x4.mul(first, s2));
      a3 = f32x4.add(a3, f32x4.mul(first, s3));
      b0 = f32x4.add(b0, f32x4.mul(second, s0));
      b1 = f32x4.add(b1, f32x4.mul(second, s1));
      b2 = f32x4.add(b2, f32x4.mul(second, s2));
      b3 = f32x4.add(b3, f32x4.mul(second, s3));
      value += xStep;
      upstream += row;
    }
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
  v128.store(below, b0);
  v128.store(below, b1, 16);
  v128.store(below, b2, 32);
  v128.store(below, b3, 48);
}

function oneBySixteen(
  x: usize,
  xLine: usize,
  xStep: usize,
  dy: usize,
  dyLine: usize,
  row: usize,
  lines: i32,
  pixels: i32,
  to: usize,
): void {
  let a0 = v128.load(to);
  let a1 = v128.load(to, 16);
  let a2 = v128.load(to, 32);
  let a3 = v128.load(to, 48);
  for (let line = 0; line < lines; line++) {
    let value = x + <usize>line * xLine;
    let upstream = dy + <usize>line * dyLine;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const first = v128.load32_splat(value);
      a0 = f32x4.add(a0, f32x4.mul(first, v128.load(upstream)));
      a1 = f32x4.add(a1, f32x4.mul(first, v128.load(upstream, 16)));
      a2 = f32x4.add(a2, f32x4.mul(first, v128.load(upstream, 32)));
      a3 = f32x4.add(a3, f32x4.mul(first, v128.load(upstream, 48)));
      value += xStep;
      upstream += row;
    }
  }
  v128.store(to, a0);
  v128.store(to, a1, 16);
  v128.store(to, a2, 32);
  v128.store(to, a3, 48);
}

function fourByFour(
  x: usize,
  xLine: usize,
  xStep: usize,
  dy: usize,
  dyLine: usize,
  row: usize,
  lines: i32,
  pixels: i32,
  to: usize,
): void {
  let a = v128.load(to);
  let b = v128.load(to + row);
  let c = v128.load(to + 2 * row);
  let d = v128.load(to + 3 * row);
  for (let line = 0; line < lines; line++) {
    let value = x + <usize>line * xLine;
    let upstream = dy + <usize>line * dyLine;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const s = v128.load(upstream);
      a = f32x4.add(a, f32x4.mul(v128.load32_splat(value), s));
      b = f32x4.add(b, f32x4.mul(v128.load32_splat(value, 4), s));
      c = f32x4.add(c, f32x4.mul(v128.load32_splat(value, 8), s));
      d = f32x4.add(d, f32x4.mul(v128.load32_splat(value, 12), s));
      value += xStep;
      upstream += row;
    }
  }
  v128.store(to, a);
  v128.store(to + row, b);
  v128.store(to + 2 * row, c);
  v128.store(to + 3 * row, d);
}

function oneByFour(
  x: usize,
  xLine: usize,
  xStep: usize,
  dy: usize,
  dyLine: usize,
  row: usize,
  lines: i32,
  pixels: i32,
  to: usize,
): void {
  let sum = v128.load(to);
  for (let line = 0; line < lines; line++) {
    let value = x + <usize>line * xLine;
    let upstream = dy + <usize>line * dyLine;
    for (let pixel = 0; pixel < pixels; pixel++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(value), v128.load(upstream)));
      value += xStep;
      upstream += row;
    }
  }
  v128.store(to, sum);
}

/** The inputs of one output lie a row apart in the matrix. */
function sixteenByOne(
  x: usize,
  xLine: usize,
  xStep: usize,
  dy: usize,
  dyLine: usize,
  row: usize,
  lines: i32,
  pixels: i32,
  to: usize,
): void {
  let a = gathered(to, row);
  let b = gathered(to + 4 * row, row);
  let c = gathered(to + 8 * row, row);
  let d = gathered(to + 12 * row, row);
  for (let line = 0; line < lines; line++) {
    let value = x + <usize>line * xLine;
    let upstream = dy + <usize>line * dyLine;
    for (let pixel = 0; pixel < pixels; pixel++) {
      const s = v128.load32_splat(upstream);
      a = f32x4.add(a, f32x4.mul(v128.load(value), s));
      b = f32x4.add(b, f32x4.mul(v128.load(value, 16), s));
      c = f32x4.add(c, f32x4.mul(v128.load(value, 32), s));
      d = f32x4.add(d, f32x4.mul(v128.load(value, 48), s));
      value += xStep;
      upstream += row;
    }
  }
  scatter(a, to, row);
  scatter(b, to + 4 * row, row);
  scatter(c, to + 8 * row, row);
  scatter(d, to + 12 * row, row);
}

function gathered(from: usize, row: usize): v128 {
  let values = v128.load32_zero(from);
  values = f32x4.replace_lane(values, 1, load<f32>(from + row));
  values = f32x4.replace_lane(values, 2, load<f32>(from + 2 * row));
  return f32x4.replace_lane(values, 3, load<f32>(from + 3 * row));
}

function scatter(values: v128, to: usize, row: usize): void {
  store<f32>(to, f32x4.extract_lane(values, 0));
  store<f32>(to + row, f32x4.extract_lane(values, 1));
  store<f32>(to + 2 * row, f32x4.extract_lane(values, 2));
  store<f32>(to + 3 * row, f32x4.extract_lane(values, 3));
}

function oneByOne(
  x: usize,
  xLine: usize,
  xStep: usize,
  dy: usize,
  dyLine: usize,
  row: usize,
  lines: i32,
  pixels: i32,
  to: usize,
): void {
  let sum = load<f32>(to);
  for (let line = 0; line < lines; line++) {
    let value = x + <usize>line * xLine;
    let upstream = dy + <usize>line * dyLine;
    for (let pixel = 0; pixel < pixels; pixel++) {
      sum += load<f32>(value) * load<f32>(upstream);
      value += xStep;
      upstream += row;
    }
  }
  store<f32>(to, sum);
}
