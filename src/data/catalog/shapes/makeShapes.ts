/**
 * Shapes: 100 classes in 20 families of five, 32 × 32 in colour, drawn by code from a fixed seed.
 * Its tree is known: class names are `family/class`, so families are the coarse labels. Every image
 * has random numbers of its own, and all arithmetic is exact or rounded alike everywhere: the data
 * have one hash on every machine.
 */
import { yieldToEventLoop } from '../../../lib/eventLoop.ts';
import { createRandom } from '../../../lib/random.ts';
import type { ImageShape } from '../../../spec/units.ts';
import { type Dataset, imageSize, type Split, withHash } from '../../dataset.ts';
import type { TaskOptions } from '../../progress.ts';
import { drawShape, shapeSide } from './drawShape.ts';
import { families } from './families.ts';

/** What is known of Shapes before it is made. */
export const shapes = {
  name: 'Shapes',
  classes: families.flatMap(({ name, classes }) => classes.map((one) => `${name}/${one.name}`)),
  trainPerClass: 160,
  testPerClass: 40,
  shape: { height: shapeSide, width: shapeSide, channels: 3 } satisfies ImageShape,
} as const;

const seed = 1;

/** How many images of each class. */
export interface ShapeCounts {
  readonly trainPerClass: number;
  readonly testPerClass: number;
}

/**
 * The data set; with fewer images a class it holds the first of the same ones.
 * @throws the signal's reason when it is aborted.
 */
export async function makeShapes(
  { signal, onProgress }: TaskOptions = {},
  { trainPerClass, testPerClass }: ShapeCounts = shapes,
): Promise<Dataset> {
  const { name, classes, shape } = shapes;
  const total = classes.length * (trainPerClass + testPerClass);
  let done = 0;
  const afterClass = async (images: number) => {
    done += images;
    onProgress?.({ stage: 'make', what: name, done, total, unit: 'images' });
    await yieldToEventLoop();
    signal?.throwIfAborted();
  };
  return withHash({
    name,
    format: 'built in',
    classes,
    shape,
    train: await drawSplit('train', trainPerClass, afterClass),
    test: await drawSplit('test', testPerClass, afterClass),
    notes: [],
  });
}

async function drawSplit(
  split: string,
  perClass: number,
  afterClass: (images: number) => Promise<void>,
): Promise<Split> {
  const size = imageSize(shapes.shape);
  const count = shapes.classes.length * perClass;
  const images = new Uint8ClampedArray(count * size);
  let at = 0;
  for (const family of families) {
    for (const one of family.classes) {
      for (let image = 0; image < perClass; image++, at += size) {
        const random = createRandom(seed, 'shapes', split, family.name, one.name, image);
        drawShape(family, one, random, images.subarray(at, at + size));
      }
      await afterClass(perClass);
    }
  }
  const labels = Int32Array.from({ length: count }, (_, index) => Math.floor(index / perClass));
  return { images: new Uint8Array(images.buffer), labels };
}
