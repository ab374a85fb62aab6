/** Distributionally robust optimisation with the classes as groups. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';

const options = {
  'method.objective.eta': {
    kind: 'number',
    label: 'Step size',
    help: 'How fast a class gains weight by its loss; 0 weighs the classes alike.',
    symbol: 'η',
    min: 0,
    max: 1,
    step: 0.01,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('robust-over-classes'),
  eta: fieldsOf(options).number('method.objective.eta'),
});

export type RobustOverClassesSpec = z.infer<typeof schema>;

export const robustOverClasses = {
  kind: 'robust-over-classes',
  label: 'robust over classes',
  help: 'Raises the weight of classes whose loss is large, step by step, towards the worst case.',
  schema,
  options,
  paper: 'Sagawa et al., ICLR 2020',
  equation: 'Σ_l q_l ℓ_l, q_l ∝ q_l e^(η ℓ_l) before each step',
  traits: { needsTree: false, weightsFrom: 'steps' },
  start: () => ({ kind: 'robust-over-classes', eta: 0.01 }),
  caution: ({ eta }) =>
    eta === 0
      ? 'At η = 0 the classes of a batch count alike, whatever their numbers of images in it: that is plain cross-entropy only where every batch has as many images of each class.'
      : null,
  text: ({ eta }) => `robust over classes, η ${eta}`,
} as const satisfies ObjectiveDescriptor<RobustOverClassesSpec>;
