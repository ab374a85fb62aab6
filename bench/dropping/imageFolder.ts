/** A folder of small JPEGs in class folders, as CIFAR-10 is often kept. */
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeJpeg } from '../../src/data/testing/writeJpeg.ts';
import { createRandom } from '../../src/lib/random.ts';

const side = 32;
const classCount = 10;

/** The folder with so many images, each of its own noise; it is made once and stays. */
export async function imageFolder(count: number): Promise<string> {
  const folder = join(tmpdir(), `espalier-dropping-${count}`, 'small-jpegs');
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  const random = createRandom(1, 'dropping');
  const pixels = new Uint8ClampedArray(side * side * 4);
  for (let label = 0; label < classCount; label++) {
    const classFolder = join(unfinished, `class-${label}`);
    mkdirSync(classFolder, { recursive: true });
    for (let image = label; image < count; image += classCount) {
      for (let at = 0; at < pixels.length; at += 4) {
        pixels.fill(random.uniform() * 255, at, at + 4);
      }
      const bytes = await writeJpeg(pixels, { height: side, width: side });
      await writeFile(join(classFolder, `${image}.jpg`), bytes);
    }
  }
  renameSync(unfinished, folder);
  return folder;
}
