/** Features of a frozen network in place of images: which model computes them, and from what. */
import { z } from 'zod';
import { sha256, shortText } from '../fields/texts.ts';
import type { SpecIssue } from '../specIssue.ts';
import { featuresSource, modelOfSource } from './featuresSource.ts';

/**
 * How a model takes pixels, which its file does not tell: from 0 to 1, from −1 to 1, or as bytes from
 * 0 to 255.
 */
export const pixelRanges = ['unit', 'signed', 'bytes'] as const;
export type PixelRange = (typeof pixelRanges)[number];

export const featuresSchema = z
  .strictObject({
    /** SHA-256 of the model: of its description and its weights. */
    model: sha256,
    /** What its file or folder was called. */
    name: shortText.min(1, { error: 'must not be empty' }),
    pixels: z.enum(pixelRanges, { error: `must be ${pixelRanges.join(', ')}` }),
  })
  .readonly();

/** The model that turned images into the feature vectors that an experiment trains on. */
export type FeaturesSpec = z.infer<typeof featuresSchema>;

/** Whether source and model tell the same story. */
export function featuresIssues({
  source,
  features,
}: {
  readonly source: string;
  readonly features?: FeaturesSpec | undefined;
}): SpecIssue[] {
  const model = modelOfSource(source);
  if (features === undefined) {
    if (model === null) return [];
    return [{ path: 'dataset.features', message: 'must name the model whose features these are' }];
  }
  if (model !== null && features.model.startsWith(model)) return [];
  const message = `must be ${featuresSource(features, '<source of the images>')}, as the features are those of that model`;
  return [{ path: 'dataset.source', message }];
}
