/** What every random draw of a run follows from. */
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';

export const seedOptions = {
  seed: {
    kind: 'integer',
    label: 'Seed',
    help: 'Every random draw follows from it: the same seed on the same device repeats the run.',
    min: 0,
    max: 2 ** 31 - 1,
    step: 1,
  },
} as const satisfies OptionDescriptions;

export const seedSchema = fieldsOf(seedOptions).number('seed');
