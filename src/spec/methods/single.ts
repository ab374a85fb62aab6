/** One network, by plain cross-entropy or by an objective of the list in ../objectives. */
import { z } from 'zod';
import { coarseLabelLevels } from '../coarseLabels.ts';
import { needsValidation } from '../heldOutCounts.ts';
import { objectiveLabel, objectiveText, objectiveTraits } from '../objectives/objectiveFacts.ts';
import { objectiveOptions, objectiveSchema } from '../objectives/objectives.ts';
import type { SpecIssue } from '../specIssue.ts';
import type { MethodDescriptor, SpecAround } from './methodDescriptor.ts';

const schema = z.strictObject({
  kind: z.literal('single'),
  /** What is minimised; absent for plain cross-entropy. */
  objective: objectiveSchema.optional(),
});

export type SingleSpec = z.infer<typeof schema>;

/** Where the objective is chosen. */
const path = 'method.objective.kind';

function issues({ objective }: SingleSpec, { dataset }: SpecAround): SpecIssue[] {
  if (objective === undefined) return [];
  const { weightsFrom } = objectiveTraits(objective);
  if (weightsFrom !== 'validation' || dataset.validation !== 0) return [];
  return [{ path, message: needsValidation }];
}

function classIssues(
  { objective }: SingleSpec,
  classes: readonly string[],
  hasTree: boolean,
): SpecIssue[] {
  if (hasTree || objective === undefined || !objectiveTraits(objective).needsTree) return [];
  if (coarseLabelLevels(classes).length > 0) return [];
  const message =
    'needs a tree of classes: open one from a file, or take data with coarse labels (folders of classes within folders, every class equally deep)';
  return [{ path, message }];
}

export const single = {
  kind: 'single',
  label: 'Single',
  help: 'One network, every class equally important unless its objective says otherwise.',
  schema,
  options: objectiveOptions,
  traits: {
    hasImportance: false,
    hasGamma: false,
    hasImageWeights: false,
    averagesWeights: false,
    hasHierarchy: false,
    hasRounds: true,
    votes: 'none',
  },
  start: () => ({ kind: 'single' }),
  text: ({ objective }) =>
    objective === undefined ? 'One network' : `One network, ${objectiveText(objective)}`,
  issues,
  classIssues,
  rounds: () => 1,
  lossName: ({ objective }) =>
    objective === undefined ? 'cross-entropy' : objectiveLabel(objective),
  drivingErrors: ({ objective }) => ({
    measure: 'hard',
    from:
      objective !== undefined && objectiveTraits(objective).weightsFrom === 'validation'
        ? 'validation'
        : 'train',
    chosenAt: path,
  }),
  classWeightsFrom: ({ objective }) =>
    objective === undefined ? null : objectiveTraits(objective).weightsFrom,
  starts: ['weights'],
  initialNetwork: () => null,
  flatTwin: () => null,
} as const satisfies MethodDescriptor<SingleSpec>;
