/** A picture of the data set to look at: one row a class, its first images side by side. */
import { encode } from 'fast-png';
import { glyphs } from '../../src/data/catalog/glyphs.ts';
import { imageBytes } from './draw.ts';

/** The first `columns` training images of every class, as a grey PNG. */
export function contactSheet(images: Uint8Array, columns: number): Uint8Array {
  const { height, width } = glyphs.shape;
  const sheetWidth = columns * width;
  const sheetHeight = glyphs.classes.length * height;
  const data = new Uint8Array(sheetWidth * sheetHeight);
  for (let y = 0; y < sheetHeight; y++) {
    for (let column = 0; column < columns; column++) {
      const image = Math.floor(y / height) * glyphs.trainPerClass + column;
      const start = image * imageBytes + (y % height) * width;
      data.set(images.subarray(start, start + width), y * sheetWidth + column * width);
    }
  }
  return encode({ width: sheetWidth, height: sheetHeight, data, channels: 1, depth: 8 });
}
