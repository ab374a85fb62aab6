import type { Raster } from './raster.ts';

/**
 * An image as its EXIF orientation says that it is to be shown: 1 as it is, 2 mirrored, 3 turned by half,
 * 4 flipped, 5 to 8 with rows and columns exchanged (Exif 2.32, tag 0x0112).
 */
export function turnedUpright(image: Raster, orientation: number): Raster {
  if (orientation === 1) return image;
  const { height, width, channels, pixels } = image;
  const isTransposed = orientation >= 5;
  const fromRight = [2, 3, 7, 8].includes(orientation);
  const fromBottom = [3, 4, 6, 7].includes(orientation);
  const [rows, columns] = isTransposed ? [width, height] : [height, width];
  const turned = new Uint8Array(pixels.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const [y, x] = isTransposed ? [column, row] : [row, column];
      const from = (fromBottom ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x);
      const to = row * columns + column;
      for (let channel = 0; channel < channels; channel++) {
        turned[to * channels + channel] = pixels[from * channels + channel];
      }
    }
  }
  return { height: rows, width: columns, channels, pixels: turned };
}
