/** Hierarchical cross-entropy: the choices on the way down a tree of classes, discounted by depth. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';

const options = {
  'method.objective.alpha': {
    kind: 'number',
    label: 'Discount',
    help: 'How much less a choice counts with each level down; 0 is plain cross-entropy.',
    symbol: 'α',
    min: 0,
    max: 3,
    step: 0.1,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('hierarchical-cross-entropy'),
  alpha: fieldsOf(options).number('method.objective.alpha'),
});

export type HierarchicalCrossEntropySpec = z.infer<typeof schema>;

export const hierarchicalCrossEntropy = {
  kind: 'hierarchical-cross-entropy',
  label: 'hierarchical cross-entropy',
  help: 'Weighs each choice on the way from the root to the class by its depth in the tree.',
  schema,
  options,
  paper: 'Bertinetto et al., CVPR 2020',
  equation: '−(1/B) Σ Σ_l e^(−α l) ln p(group at l | group at l − 1)',
  traits: { needsTree: true, weightsFrom: null },
  start: () => ({ kind: 'hierarchical-cross-entropy', alpha: 0.1 }),
  text: ({ alpha }) => `hierarchical cross-entropy, α ${alpha}`,
} as const satisfies ObjectiveDescriptor<HierarchicalCrossEntropySpec>;
