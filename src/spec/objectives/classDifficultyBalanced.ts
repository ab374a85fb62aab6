/** Class-difficulty-balanced loss: classes weighted by their errors on validation images. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';

const options = {
  'method.objective.tau': {
    kind: 'number',
    label: 'Sharpness',
    help: 'Exponent of the classes’ errors: weight (1 − accuracy)^τ; 0 weighs all alike.',
    symbol: 'τ',
    min: 0,
    max: 5,
    step: 0.5,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('class-difficulty-balanced'),
  tau: fieldsOf(options).number('method.objective.tau'),
});

export type ClassDifficultyBalancedSpec = z.infer<typeof schema>;

export const classDifficultyBalanced = {
  kind: 'class-difficulty-balanced',
  label: 'difficulty-balanced',
  help: 'Weighs classes after each epoch by their errors on validation images.',
  schema,
  options,
  paper: 'Sinha et al., ACCV 2020',
  equation: '−(1/B) Σ w_y ln p_y, w_l ∝ (1 − A_l)^τ, mean 1',
  traits: { needsTree: false, weightsFrom: 'validation' },
  start: () => ({ kind: 'class-difficulty-balanced', tau: 1.5 }),
  text: ({ tau }) => `difficulty-balanced, τ ${tau}`,
} as const satisfies ObjectiveDescriptor<ClassDifficultyBalancedSpec>;
