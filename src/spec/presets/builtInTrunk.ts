/** The trunk that comes with the page (`npm run trunk`), as experiments name it. */
import { featuresSource, imagesSourceOf } from '../sections/featuresSource.ts';
import { type FeaturesSpec, featuresSchema } from '../sections/featuresSpec.ts';
import made from './builtInTrunk.json' with { type: 'json' };

export const builtInTrunk: FeaturesSpec = featuresSchema.parse(made);

const builtInImages = ['builtin:glyphs', 'builtin:shapes'] as const;

/** The built-in images that a source names the built-in trunk’s features of; null for all else. */
export function imagesOfBuiltInTrunk(source: string): (typeof builtInImages)[number] | null {
  const images = builtInImages.find((one) => one === imagesSourceOf(source));
  if (images === undefined) return null;
  return featuresSource(builtInTrunk, images) === source ? images : null;
}
