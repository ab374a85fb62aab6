/** Focal loss: cross-entropy in which images that are read surely count little. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';

const options = {
  'method.objective.gamma': {
    kind: 'number',
    label: 'Focusing',
    help: 'How fast images that are read surely lose weight; 0 is plain cross-entropy.',
    symbol: 'γ',
    min: 0,
    max: 10,
    step: 0.5,
  },
} as const satisfies OptionDescriptions;

const schema = z.strictObject({
  kind: z.literal('focal'),
  gamma: fieldsOf(options).number('method.objective.gamma'),
});

export type FocalSpec = z.infer<typeof schema>;

export const focal = {
  kind: 'focal',
  label: 'focal',
  help: 'Counts an image the less, the surer the network is of its class already.',
  schema,
  options,
  paper: 'Lin et al., ICCV 2017',
  equation: '−(1/B) Σ (1 − p_y)^γ ln p_y',
  traits: { needsTree: false, weightsFrom: null },
  start: () => ({ kind: 'focal', gamma: 2 }),
  text: ({ gamma }) => `focal, γ ${gamma}`,
} as const satisfies ObjectiveDescriptor<FocalSpec>;
