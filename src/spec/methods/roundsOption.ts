/** How many networks are trained, for the methods that train several. */
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';

export const roundsOption = {
  'method.rounds': {
    kind: 'integer',
    label: 'Networks',
    help: 'How many networks are trained.',
    symbol: 'τ',
    equation: 'Algorithm 1',
    min: 1,
    max: 64,
    step: 1,
  },
} as const satisfies OptionDescriptions;

export const roundsSchema = fieldsOf(roundsOption).number('method.rounds');
