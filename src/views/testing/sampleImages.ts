import { glyphs } from '../../data/catalog/glyphs.ts';
import type { ClassImages } from '../classImages.ts';

const perClass = 18;

export interface SampleImages {
  readonly images: ClassImages;
  /** Test images by their index in a sample run's test split. */
  readonly testImages: ReadonlyMap<number, Uint8Array>;
}

/** Glyphs' own images for the classes whose names it has; none for the others. */
export async function sampleImages(classes: readonly string[]): Promise<SampleImages> {
  const bytes = await readGlyphs();
  const size = glyphs.shape.height * glyphs.shape.width;
  const testStart = glyphs.classes.length * glyphs.trainPerClass * size;
  const samples = classes.map((name) => {
    const at = glyphs.classes.indexOf(name);
    return Array.from({ length: at === -1 ? 0 : perClass }, (_, index) => {
      const start = (at * glyphs.trainPerClass + index * 7) * size;
      return bytes.slice(start, start + size);
    });
  });
  const testImages = new Map<number, Uint8Array>();
  classes.forEach((name, index) => {
    const at = glyphs.classes.indexOf(name);
    for (let image = 0; at >= 0 && image < glyphs.testPerClass; image++) {
      const start = testStart + (at * glyphs.testPerClass + image) * size;
      testImages.set(index * glyphs.testPerClass + image, bytes.slice(start, start + size));
    }
  });
  return { images: { classes, shape: glyphs.shape, samples }, testImages };
}

async function readGlyphs(): Promise<Uint8Array> {
  const file = await fetch(`/${glyphs.file}`);
  const unpacked = file.body?.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
