/** Draws the images of Glyphs: which face, which distortion, which pixels, all from one seed. */
import { glyphs } from '../../src/data/catalog/glyphs.ts';
import { createRandom } from '../../src/lib/random.ts';
import { distort, drawDistortion } from './distort.ts';
import type { Face } from './outlines.ts';
import { quantise, rasterise } from './rasterise.ts';

/** Changing the seed changes every image, and with them the data set's hash. */
const seed = 20250801;
const greyLevels = 16;
const { height, width } = glyphs.shape;

/** Bytes an image. */
export const imageBytes = height * width;

/** All images in the file's order. `families` holds each family's faces. */
export function drawGlyphs(families: readonly (readonly Face[])[]): Uint8Array {
  const splits = [
    { name: 'train', perClass: glyphs.trainPerClass },
    { name: 'test', perClass: glyphs.testPerClass },
  ];
  const perClass = glyphs.trainPerClass + glyphs.testPerClass;
  const bytes = new Uint8Array(glyphs.classes.length * perClass * imageBytes);
  let at = 0;
  for (const split of splits) {
    for (const character of glyphs.classes) {
      for (let index = 0; index < split.perClass; index++) {
        bytes.set(drawImage(families, character, split.name, index), at);
        at += imageBytes;
      }
    }
  }
  return bytes;
}

/** One image; the split is part of the key, so no test image repeats a training draw. */
function drawImage(
  families: readonly (readonly Face[])[],
  character: string,
  split: string,
  index: number,
): Uint8Array {
  const random = createRandom(seed, 'glyphs', split, character, index);
  const faces = families[random.integer(families.length)];
  const outline = faces[random.integer(faces.length)].outlines.get(character)!;
  const contours = distort(outline, drawDistortion(random), width);
  return quantise(rasterise(contours, width, height), greyLevels);
}
