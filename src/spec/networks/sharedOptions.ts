/** What several kinds of networks let a person choose, described once. */
import type { ChoiceOption, NumberOption } from '../fields/optionDescription.ts';

/** Which images a network of ImageNet is built for. */
export const formOption = {
  kind: 'choice',
  label: 'Form',
  help: 'Which images it is built for.',
  choices: [
    {
      value: 'imagenet',
      label: 'ImageNet',
      help: 'As published, for 224 × 224 pixels: it shrinks images early.',
    },
    {
      value: 'small-images',
      label: 'small images',
      help: 'For some 32 × 32 pixels, as others use it on CIFAR: it shrinks images late.',
    },
  ],
} as const satisfies ChoiceOption;

/** A factor for the channels of every layer (Zagoruyko and Komodakis 2016). */
export const widthOption = {
  kind: 'number',
  label: 'Width factor',
  help: 'Multiplies the channels of every layer: 0.25 makes a network that trains in minutes.',
  min: 0.0625,
  max: 8,
  step: 0.25,
  ours: true,
  neutral: 1,
} as const satisfies NumberOption;

const dropoutRange = { min: 0, max: 0.95, step: 0.1 } as const;

/** Dropout where the published network has none, or leaves it open. */
export const dropoutOption = {
  kind: 'number',
  label: 'Dropout',
  help: 'Share of the values set to 0 at random in each step (Srivastava et al. 2014); 0 for none.',
  ...dropoutRange,
  neutral: 0,
} as const satisfies NumberOption;

/** Dropout where the published network has it. */
export const usualDropoutOption = {
  kind: 'number',
  label: 'Dropout',
  help: 'Share of the values before each dense layer set to 0 at random in each step; 0.5 as published.',
  ...dropoutRange,
} as const satisfies NumberOption;

/** Channels at a width factor, at least one. */
export function widened(channels: number, width = 1): number {
  return Math.max(1, Math.round(channels * width));
}

/** The width in a network's name: nothing for the published one, else ` × 0.25`. */
export function widthText(width = 1): string {
  return width === 1 ? '' : ` × ${width}`;
}

/** The form in a network's name, for kinds whose published form is ImageNet's. */
export function formText(form: 'imagenet' | 'small-images'): string {
  return form === 'imagenet' ? '' : ', small images';
}
