/** Logit adjustment: a margin between classes by their shares of the training images. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';

const options = {
  'method.objective.tau': {
    kind: 'number',
    label: 'Adjustment',
    help: 'Factor of the classes’ log shares; 0 is plain cross-entropy.',
    symbol: 'τ',
    min: 0,
    max: 4,
    step: 0.25,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('logit-adjusted'),
  tau: fieldsOf(options).number('method.objective.tau'),
});

export type LogitAdjustedSpec = z.infer<typeof schema>;

export const logitAdjusted = {
  kind: 'logit-adjusted',
  label: 'logit-adjusted',
  help: 'Adds each class’s log share of the training images to its logit while training.',
  schema,
  options,
  paper: 'Menon et al., ICLR 2021',
  equation: '−(1/B) Σ ln softmax_y(s + τ ln π), π_l = R_l/R',
  traits: { needsTree: false, weightsFrom: null },
  start: () => ({ kind: 'logit-adjusted', tau: 1 }),
  text: ({ tau }) => `logit-adjusted, τ ${tau}`,
} as const satisfies ObjectiveDescriptor<LogitAdjustedSpec>;
