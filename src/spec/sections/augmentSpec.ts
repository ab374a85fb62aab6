/** What happens to images on their way into the network. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';

export const augmentOptions = {
  'augment.pad': {
    kind: 'integer',
    label: 'Pad and crop',
    help: 'Pads each training image by this many pixels and crops it back at a random place, which shifts it by up to as many.',
    min: 0,
    max: 8,
    step: 1,
  },
  'augment.cropScale': {
    kind: 'numbers',
    label: 'Random resized crop',
    help: 'Takes a random window of each training image, whose share of the area lies between these two numbers, and scales it to the image’s size; 0.08 and 1 for ImageNet. Empty leaves images whole.',
    neutral: null,
    min: 0.01,
    max: 1,
    maxLength: 2,
  },
  'augment.cropRatio': {
    kind: 'numbers',
    label: 'Width to height',
    help: 'Between which two numbers the width of such a window divided by its height lies; ¾ and 4⁄3 where empty.',
    neutral: null,
    min: 0.1,
    max: 10,
    maxLength: 2,
  },
  'augment.mirror': {
    kind: 'flag',
    label: 'Mirror',
    help: 'Mirrors half of the training images left to right, at random.',
  },
  'augment.centreCrop': {
    kind: 'number',
    label: 'Centre crop',
    help: 'Where images are measured, so much of each side is seen, from the middle and scaled to the image’s size; 0.875 is 224 of 256 pixels, 1 is all of it.',
    neutral: 1,
    min: 0.5,
    max: 1,
    step: 0.025,
  },
  'augment.normalise': {
    kind: 'choice',
    label: 'Normalise',
    help: 'How pixel values reach the network.',
    choices: [
      {
        value: 'unit',
        label: '0 to 1',
        help: 'Bytes divided by 255; feature vectors as they are.',
      },
      {
        value: 'per-channel',
        label: 'per channel',
        help: 'Mean 0 and standard deviation 1 in each channel of the training images, or in each feature of vectors.',
      },
      {
        value: 'given',
        label: 'given',
        help: 'A mean is subtracted and a deviation divided by, as published recipes state them.',
      },
    ],
  },
  'augment.normalise.mean': {
    kind: 'numbers',
    label: 'Mean',
    help: 'Subtracted from each channel, on the scale from 0 (black) to 1 (white): one number for all channels, or one for each.',
    min: 0,
    max: 1,
    maxLength: 3,
  },
  'augment.normalise.deviation': {
    kind: 'numbers',
    label: 'Deviation',
    help: 'Each channel is divided by it afterwards, on the same scale: one number for all channels, or one for each.',
    min: 0.001,
    max: 1,
    maxLength: 3,
  },
} as const satisfies OptionDescriptions;

const { choice, number, numbers } = fieldsOf(augmentOptions);

/** What is subtracted from byte / 255, and what that is divided by: one for all channels or one each. */
const givenScale = z.strictObject({
  mean: numbers('augment.normalise.mean'),
  deviation: numbers('augment.normalise.deviation'),
});

export const augmentSchema = z.strictObject({
  pad: number('augment.pad'),
  /** Least and greatest share of the area that a random window has; absent for no window. */
  cropScale: numbers('augment.cropScale').optional(),
  /** Least and greatest width divided by height of such a window. */
  cropRatio: numbers('augment.cropRatio').optional(),
  mirror: z.boolean(),
  /** Share of each side that is seen where images are measured; absent for all of it. */
  centreCrop: number('augment.centreCrop').optional(),
  normalise: z.union([givenScale, choice('augment.normalise').exclude(['given'])]),
});

export type AugmentSpec = z.infer<typeof augmentSchema>;
export type Normalisation = AugmentSpec['normalise'];

/** The ranges that a random resized crop draws from; those of PyTorch where none are given. */
export function cropRanges({
  cropScale = [0.08, 1],
  cropRatio = [3 / 4, 4 / 3],
}: Pick<AugmentSpec, 'cropScale' | 'cropRatio'>) {
  const pair = ([least, most]: readonly number[]) => [least, most] as const;
  return { scale: pair(cropScale), ratio: pair(cropRatio) };
}
