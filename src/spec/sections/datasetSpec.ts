/** The data of an experiment: where they come from, how they are split, and which classes are kept. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { className, sha256, shortText } from '../fields/texts.ts';
import { featuresSchema } from './featuresSpec.ts';
import { readingSchema } from './readingSpec.ts';

export const datasetOptions = {
  'dataset.validation': {
    kind: 'number',
    label: 'Validation share',
    help: 'Share of the training images held out, class by class; at least one image a class. At 0, validation images that the data set brings are used.',
    min: 0,
    max: 0.5,
    step: 0.05,
  },
  'dataset.validation.perClass': {
    kind: 'integer',
    label: 'Validation images per class',
    help: 'So many training images of each class held out: 500 leave 45,000 of CIFAR-10’s 50,000.',
    min: 1,
    max: 100_000,
    step: 50,
  },
  'dataset.testShare': {
    kind: 'number',
    label: 'Test share',
    help: 'Share of each class held out for testing, since the files hold no test images.',
    ours: true,
    min: 0.01,
    max: 0.5,
    step: 0.05,
  },
  'dataset.limitPerClass': {
    kind: 'integer',
    label: 'Images per class, at most',
    help: 'Takes only the first so many training images of each class; empty takes all.',
    ours: true,
    min: 2,
    max: 1_000_000,
    step: 10,
  },
  'dataset.dropLeaked': {
    kind: 'flag',
    label: 'Leave out leaked images',
    help: 'Leaves out training images that stand among the test images as well, byte for byte.',
    ours: true,
  },
} as const satisfies OptionDescriptions;

const { number } = fieldsOf(datasetOptions);

const sourcePattern =
  /^(features:[0-9a-f]{16}:)?(builtin:(glyphs|shapes)|catalog:[a-z0-9-]{1,64}|local:.{1,180}|hf:[\w.-]+\/[\w.-]+)$/u;

const mergedClass = z.strictObject({
  name: shortText.min(1, { error: 'must not be empty' }),
  classes: z
    .array(className)
    .min(1, { error: 'needs the name of at least one class' })
    .max(100_000),
});

const validationForms =
  'must be a share from 0 to 0.5, { "perClass": images of each class }, or "own" for those that the files bring';

export const datasetSchema = z.strictObject({
  /** Where the images come from; `local:` sets are asked for by name, classes and hash. */
  source: shortText.regex(sourcePattern, {
    error:
      'must be builtin:glyphs, builtin:shapes, catalog:<name>, local:<name> or hf:<owner>/<name>',
  }),
  /** SHA-256 of the decoded data set; null takes whatever is given. */
  hash: sha256.nullable(),
  /**
   * Held out of each class's training images: a share, or so many images; `own` are the validation
   * images that the files bring. These are used as well where nothing is held out, and count as
   * training images where something is.
   */
  validation: z.union(
    [
      number('dataset.validation'),
      z.strictObject({ perClass: number('dataset.validation.perClass') }),
      z.literal('own', { error: validationForms }),
    ],
    { error: validationForms },
  ),
  /** Share of each class held out as test images where the files hold none. */
  testShare: number('dataset.testShare').default(0.2),
  limitPerClass: number('dataset.limitPerClass').nullable(),
  /** Names of the classes kept, in this order; null keeps all. */
  classes: z.array(className).min(2).max(100_000).nullable(),
  /** Names of classes left out. */
  exclude: z.array(className).max(100_000).default([]),
  /** Classes made one, under a name of their own. */
  merge: z.array(mergedClass).max(10_000).default([]),
  /** Leaves out training images that stand among the test images as well, byte for byte. */
  dropLeaked: z.boolean().default(false),
  /** How its files were read, where they could be read in several ways. */
  reading: readingSchema.optional(),
  /** The frozen model whose features of the images these are; absent for the images themselves. */
  features: featuresSchema.optional(),
});

export type DatasetSpec = z.infer<typeof datasetSchema>;
