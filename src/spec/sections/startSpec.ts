/** A trained network that an experiment starts from, for methods whose networks have one softmax. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { sha256 } from '../fields/texts.ts';

export const startOptions = {
  'start.network': {
    kind: 'network',
    label: 'Start from',
    help: 'The trained network of an earlier run, or of a file, instead of random weights.',
    neutral: null,
  },
  'start.as': {
    kind: 'choice',
    label: 'Taken as',
    help: 'What the network is to this run.',
    choices: [
      {
        value: 'weights',
        label: 'initial weights',
        help: 'Every network begins with its weights, and is trained.',
        ours: true,
      },
      {
        value: 'round',
        label: 'first network',
        help: 'It is the network of round 1: evaluated, not trained, as the authors start from a pre-trained ResNet-50.',
      },
    ],
  },
} as const satisfies OptionDescriptions;

export const startSchema = z.strictObject({
  /** SHA-256 of the network's file. */
  network: sha256,
  as: fieldsOf(startOptions).choice('start.as'),
});

/** What a network that is started from can be to a method. */
export type StartUse = z.infer<typeof startSchema>['as'];
