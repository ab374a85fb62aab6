import { glyphs } from '../../data/catalog/glyphs.ts';
import type { ClassImages } from '../classImages.ts';

const perClass = 18;

/** Glyphs' own images for the classes whose names it has; none for the others. */
export async function sampleImages(classes: readonly string[]): Promise<ClassImages> {
  const bytes = await readGlyphs();
  const size = glyphs.shape.height * glyphs.shape.width;
  const samples = classes.map((name) => {
    const at = glyphs.classes.indexOf(name);
    return Array.from({ length: at === -1 ? 0 : perClass }, (_, index) => {
      const start = (at * glyphs.trainPerClass + index * 7) * size;
      return bytes.slice(start, start + size);
    });
  });
  return { classes, shape: glyphs.shape, samples };
}

async function readGlyphs(): Promise<Uint8Array> {
  const file = await fetch(`/${glyphs.file}`);
  const unpacked = file.body?.pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}
