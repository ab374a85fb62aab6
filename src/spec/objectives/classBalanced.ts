/** Class-balanced loss: classes weighted by their effective number of images. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';

const options = {
  'method.objective.beta': {
    kind: 'number',
    label: 'Overlap',
    help: 'How much a further image of a class still adds: weight (1 − β)/(1 − β^n); 0 weighs all alike.',
    symbol: 'β',
    min: 0,
    max: 0.999999,
    step: 0.0001,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('class-balanced'),
  beta: fieldsOf(options).number('method.objective.beta'),
});

export type ClassBalancedSpec = z.infer<typeof schema>;

export const classBalanced = {
  kind: 'class-balanced',
  label: 'class-balanced',
  help: 'Weighs classes by their effective number of images, so that rare ones count more.',
  schema,
  options,
  paper: 'Cui et al., CVPR 2019',
  equation: '−(1/B) Σ w_y ln p_y, w_l ∝ (1 − β)/(1 − β^(R_l)), mean 1',
  traits: { needsTree: false, weightsFrom: 'counts' },
  start: () => ({ kind: 'class-balanced', beta: 0.9999 }),
  text: ({ beta }) => `class-balanced, β ${beta}`,
} as const satisfies ObjectiveDescriptor<ClassBalancedSpec>;
