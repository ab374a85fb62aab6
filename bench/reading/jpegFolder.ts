/** Makes folders of many small photographs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeJpeg } from '../../src/data/testing/writeJpeg.ts';
import { createRandom } from '../../src/lib/random.ts';

const classes = 10;
/** Different images; each is there many times, under names of its own. */
const different = 50;

/**
 * Writes `count` JPEGs of `side` × `side` noisy pixels into class folders of a new folder, each second
 * one of another height where that is given.
 */
export async function writeJpegFolder(
  path: string,
  count: number,
  side: number,
  height = side,
): Promise<void> {
  const images: Uint8Array[] = [];
  for (let index = 0; index < different; index++) {
    images.push(await noisyJpeg(index % 2 === 0 ? side : height, side, index));
  }
  for (let one = 0; one < classes; one++) mkdirSync(join(path, String(one)), { recursive: true });
  for (let index = 0; index < count; index++) {
    writeFileSync(join(path, String(index % classes), `${index}.jpg`), images[index % different]);
  }
}

function noisyJpeg(height: number, width: number, index: number): Promise<Uint8Array> {
  const random = createRandom(1, 'noise', index);
  const pixels = Uint8ClampedArray.from({ length: height * width * 4 }, () => random.integer(256));
  return writeJpeg(pixels, { height, width }, { quality: 90, progressive: false });
}
