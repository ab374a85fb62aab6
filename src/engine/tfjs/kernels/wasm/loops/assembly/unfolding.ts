/**
 * Convolutions of any window as products of matrices: what each output pixel sees is laid out as a row
 * (window line by line, pixel by pixel, channel by channel), some rows at a time, and multiplied by
 * the filter in panels. Products are added in that order, zeros outside the image included.
 */
import { copyValues } from './lanes';
import { panelColumns } from './panelOutput';
import { halfPanel, wholePanel } from './tileRows';

/** Packs inner × outputs in panels of `length` ≥ inner rows, zeros at the end. */
export function packRows(
  filter: usize,
  panels: usize,
  inner: i32,
  length: i32,
  outputs: i32,
): void {
  const row = (<usize>panelColumns) << 2;
  const filterRow = (<usize>outputs) << 2;
  const count = (outputs + panelColumns - 1) / panelColumns;
  memory.fill(panels, 0, <usize>(count * length) * row);
  for (let output = 0; output < outputs; output += 4) {
    const at = (<usize>output) << 2;
    const within = (<usize>(output % panelColumns)) << 2;
    let to = panels + <usize>((output / panelColumns) * length) * row + within;
    for (let k = 0; k < inner; k++) {
      v128.store(to, v128.load(filter + <usize>k * filterRow + at));
      to += row;
    }
  }
}

/**
 * Convolution of images by packed panels; outputs are a multiple of four. Scratch: `rows` for `block`
 * rows of `length` values, `sums` for as many of outputs; a block is a multiple of eight.
 */
export function unfoldedConvolution(
  x: usize,
  panels: usize,
  to: usize,
  rows: usize,
  sums: usize,
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
  length: i32,
  block: i32,
): void {
  const pixels = images * outHeight * outWidth;
  const row = (<usize>length) << 2;
  const toRow = (<usize>outputs) << 2;
  const image = (<usize>(height * width * channels)) << 2;
  memory.fill(rows, 0, <usize>block * row);
  for (let first = 0; first < pixels; first += block) {
    const count = min(block, pixels - first);
    for (let pixel = 0; pixel < count; pixel++) {
      const at = first + pixel;
      const line = at / outWidth;
      unfold(
        x + <usize>(line / outHeight) * image,
        rows + <usize>pixel * row,
        (line % outHeight) * stride - padding,
        (at % outWidth) * stride - padding,
        height,
        width,
        channels,
        size,
      );
    }
    const target = to + <usize>first * toRow;
    // Products come eight rows at a time, for the last of which the result may have no place.
    const products = count % 8 === 0 ? target : sums;
    let panel = panels;
    let column = 0;
    for (; column + panelColumns <= outputs; column += panelColumns) {
      const place = products + ((<usize>column) << 2);
      wholePanel(rows, row, panel, place, toRow, count);
      panel += <usize>panelColumns * row;
    }
    if (column < outputs) {
      halfPanel(rows, row, panel, products + ((<usize>column) << 2), toRow, count);
    }
    if (products !== target) memory.copy(target, sums, <usize>count * toRow);
  }
}

/** Lays out what an output pixel sees, whose window begins at a line and a column of an image. */
export function unfold(
  image: usize,
  to: usize,
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
    if (line < 0 || line >= height) {
      to = clear(to, <usize>size * pixel);
    } else {
      const from = image + <usize>(line * width + left + before) * pixel;
      to = clear(to, <usize>before * pixel);
      to = copyValues(from, to, <usize>(end - before) * pixel);
      to = clear(to, <usize>(size - end) * pixel);
    }
  }
}

/** Writes zeros; tells where they end. Calls of `memory.fill` take longer for so few. */
function clear(to: usize, length: usize): usize {
  const end = to + length;
  for (; to < end; to += 4) store<f32>(to, 0);
  return end;
}
