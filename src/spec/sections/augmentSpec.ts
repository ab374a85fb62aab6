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
  'augment.mirror': {
    kind: 'flag',
    label: 'Mirror',
    help: 'Mirrors half of the training images left to right, at random.',
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
    ],
  },
} as const satisfies OptionDescriptions;

const { choice, number } = fieldsOf(augmentOptions);

export const augmentSchema = z.strictObject({
  pad: number('augment.pad'),
  mirror: z.boolean(),
  normalise: choice('augment.normalise'),
});

export type AugmentSpec = z.infer<typeof augmentSchema>;
