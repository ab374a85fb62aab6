/** Soft labels by distance in a tree of classes. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';

const options = {
  'method.objective.beta': {
    kind: 'number',
    label: 'Hardness',
    help: 'How fast the label falls off with the distance in the tree; large values are plain cross-entropy.',
    symbol: 'β',
    min: 1,
    max: 200,
    step: 1,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('tree-soft-labels'),
  beta: fieldsOf(options).number('method.objective.beta'),
});

export type TreeSoftLabelsSpec = z.infer<typeof schema>;

export const treeSoftLabels = {
  kind: 'tree-soft-labels',
  label: 'tree soft labels',
  help: 'Asks for some probability of the classes that are near in the tree.',
  schema,
  options,
  paper: 'Bertinetto et al., CVPR 2020',
  equation: '−(1/B) Σ Σ_k t_k ln p_k, t_k ∝ e^(−β d(k, y))',
  traits: { needsTree: true, weightsFrom: null },
  start: () => ({ kind: 'tree-soft-labels', beta: 10 }),
  text: ({ beta }) => `tree soft labels, β ${beta}`,
} as const satisfies ObjectiveDescriptor<TreeSoftLabelsSpec>;
