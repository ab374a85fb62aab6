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
  mirror: z.boolean(),
  normalise: z.union([givenScale, choice('augment.normalise').exclude(['given'])]),
});

export type AugmentSpec = z.infer<typeof augmentSchema>;
export type Normalisation = AugmentSpec['normalise'];
