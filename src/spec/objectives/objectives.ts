/**
 * What a single network can minimise in place of plain cross-entropy, each with its descriptor. A new
 * objective is a file beside this one and its line in both lists.
 */
import { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { classBalanced } from './classBalanced.ts';
import { classDifficultyBalanced } from './classDifficultyBalanced.ts';
import { focal } from './focal.ts';
import { hierarchicalCrossEntropy } from './hierarchicalCrossEntropy.ts';
import { logitAdjusted } from './logitAdjusted.ts';
import type { ObjectiveDescriptor } from './objectiveDescriptor.ts';
import { robustOverClasses } from './robustOverClasses.ts';
import { treeSoftLabels } from './treeSoftLabels.ts';

export const objectiveSchema = z.discriminatedUnion('kind', [
  focal.schema,
  classBalanced.schema,
  logitAdjusted.schema,
  classDifficultyBalanced.schema,
  robustOverClasses.schema,
  hierarchicalCrossEntropy.schema,
  treeSoftLabels.schema,
]);

export type ObjectiveSpec = z.infer<typeof objectiveSchema>;
export type ObjectiveKind = ObjectiveSpec['kind'];
type ObjectiveOf<Kind extends ObjectiveKind> = Extract<ObjectiveSpec, { readonly kind: Kind }>;

/** The objectives in the order of the form. */
export const objectives = {
  focal,
  'class-balanced': classBalanced,
  'logit-adjusted': logitAdjusted,
  'class-difficulty-balanced': classDifficultyBalanced,
  'robust-over-classes': robustOverClasses,
  'hierarchical-cross-entropy': hierarchicalCrossEntropy,
  'tree-soft-labels': treeSoftLabels,
} as const satisfies {
  readonly [Kind in ObjectiveKind]: ObjectiveDescriptor<ObjectiveOf<Kind>>;
};

/** What stands for no objective of the list, in the form alone. */
export const plainChoice = 'cross-entropy';

/** What a person can choose of objectives, the objective itself first. */
export const objectiveOptions = {
  'method.objective.kind': {
    kind: 'choice',
    label: 'Objective',
    help: 'What the network minimises.',
    neutral: plainChoice,
    choices: [
      { value: plainChoice, label: 'cross-entropy', help: 'Every image counts the same.' },
      ...Object.values(objectives).map(({ kind, label, help }) => ({ value: kind, label, help })),
    ],
  },
  ...focal.options,
  ...classBalanced.options,
  ...logitAdjusted.options,
  ...robustOverClasses.options,
  ...hierarchicalCrossEntropy.options,
} as const satisfies OptionDescriptions;
