/** Complementary networks (CVPR 2019): each works on the classes that the last found hard. */
import { z } from 'zod';
import { fieldsOf } from '../fields/fieldsOf.ts';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { needsValidation } from '../heldOutCounts.ts';
import type { SpecIssue } from '../specIssue.ts';
import { membersSchema } from './levelwise/levelwiseSchema.ts';
import {
  memberMethod,
  membersClassIssues,
  membersIssues,
  membersPath,
} from './levelwise/members.ts';
import type { MethodDescriptor, SpecAround } from './methodDescriptor.ts';
import { roundsOption, roundsSchema } from './roundsOption.ts';

const options = {
  ...roundsOption,
  'method.mu': {
    kind: 'number',
    label: 'Hyper-parameter',
    help: 'Scales every error rate before it changes importance. The theorem asks ½ < μ < 1/(2ε).',
    symbol: 'μ',
    equation: 'Eq. 6, 8',
    min: 0.05,
    max: 10,
    step: 0.05,
  },
  'method.errors': {
    kind: 'choice',
    label: 'Class errors',
    help: 'How the error of a class is measured.',
    symbol: 'ε(l)',
    equation: 'Eq. 4',
    choices: [
      { value: 'soft', label: 'soft', help: 'From probabilities, as Eq. 4.' },
      { value: 'hard', label: 'hard', help: 'Share of the class’s images misclassified.' },
    ],
  },
  'method.errorsFrom': {
    kind: 'choice',
    label: 'Errors from',
    help: 'Images on which the class errors are measured; validation where training error nears 0.',
    choices: [
      { value: 'train', label: 'training', help: 'The images trained on, without augmentation.' },
      { value: 'validation', label: 'validation', help: 'The images held out.' },
    ],
  },
  'method.objective': {
    kind: 'choice',
    label: 'Objective',
    help: 'What each network minimises.',
    equation: 'Eq. 2, 3',
    choices: [
      {
        value: 'likelihood',
        label: 'likelihood',
        help: 'Cross-entropy, each image weighted N·ϕ(class), over the batch’s sum of weights.',
      },
      {
        value: 'likelihood-balanced',
        label: 'likelihood, balanced',
        help: 'Weighted ϕ(class)·R/R(class), over the number of images: Eq. 2, also for unequal class sizes.',
      },
      {
        value: 'margin',
        label: 'margin',
        help: 'Eq. 3 in full, with ln p of the wrong classes held above ln 1e-7 (ours).',
      },
    ],
  },
  'method.update': {
    kind: 'choice',
    label: 'Update',
    help: 'How importance follows from the class errors.',
    symbol: 'φ',
    equation: 'Eq. 6',
    choices: [
      { value: 'paper', label: 'as printed', help: 'φ·γ^(1 − μ ε(l)).' },
      {
        value: 'released-code',
        label: 'released code',
        help: 'φ·γ^(1 − ε(l)) with hard errors, as in the authors’ repository.',
      },
    ],
  },
  'method.targetAccuracy': {
    kind: 'number',
    label: 'Target accuracy',
    help: 'Stops when the ensemble reaches it on the images that errors are measured on.',
    ours: true,
    min: 0.01,
    max: 1,
    step: 0.01,
  },
  'method.permuted': {
    kind: 'flag',
    label: 'Permuted importance',
    help: 'A control: gives each round’s importances to classes drawn at random, so that focus on hard classes can be told from networks that merely differ.',
    ours: true,
    neutral: false,
  },
  'method.members': {
    kind: 'choice',
    label: 'Networks',
    help: 'What each round trains: a network with one softmax over the classes, or one with a softmax for each level of a tree of its own.',
    ours: true,
    neutral: 'flat',
    choices: [
      { value: 'flat', label: 'flat', help: 'One softmax over the classes, as the paper has it.' },
      {
        value: 'level-wise',
        label: 'level-wise',
        help: 'The mixture over a tree (second paper), weighed by the round’s importance; every round builds its tree anew.',
        ours: true,
      },
    ],
  },
} as const satisfies OptionDescriptions;

const { choice, number } = fieldsOf(options);

const schema = z.strictObject({
  kind: z.literal('complementary'),
  rounds: roundsSchema,
  mu: number('method.mu'),
  errors: choice('method.errors'),
  errorsFrom: choice('method.errorsFrom'),
  objective: choice('method.objective'),
  update: choice('method.update'),
  targetAccuracy: number('method.targetAccuracy').nullable(),
  /**
   * What `likelihood-balanced` divides a batch's sum by. Experiments that do not say it were made
   * when that was the batch's sum of weights; see {@link renewed}.
   */
  balancedBy: z.literal('batch-size').optional(),
  permuted: z.boolean().optional(),
  /** How level-wise members are trained; absent for flat networks. */
  members: membersSchema.optional(),
});

export type ComplementarySpec = z.infer<typeof schema>;

/** The paper's method with its μ, but for what is changed. */
export function defaultComplementary(
  change: Partial<Omit<ComplementarySpec, 'kind'>> = {},
): ComplementarySpec {
  return {
    kind: 'complementary',
    rounds: 4,
    mu: 0.7,
    errors: 'soft',
    errorsFrom: 'train',
    objective: 'likelihood',
    update: 'paper',
    targetAccuracy: null,
    ...change,
  };
}

function issues(method: ComplementarySpec, around: SpecAround): SpecIssue[] {
  const { dataset, training } = around;
  const found: SpecIssue[] = [];
  const complain = (path: string, message: string) => found.push({ path, message });
  if (method.errorsFrom === 'validation' && dataset.validation === 0) {
    complain('method.errorsFrom', needsValidation);
  }
  if (method.update === 'released-code' && method.errors !== 'hard') {
    complain('method.errors', 'must be hard with the released code’s update');
  }
  // One round of `likelihood` weighs all alike anyway.
  const { objective, rounds } = method;
  if (objective === 'likelihood' && rounds > 1 && training.batchSize === 1) {
    complain(
      'training.batchSize',
      'must be at least 2: dividing by the batch’s sum of weights cancels importance at 1. The balanced objective divides by the number of images',
    );
  }
  if (method.members !== undefined) {
    if (objective === 'margin') {
      complain(
        'method.objective',
        'must be one of the likelihoods with level-wise networks: the margin of Eq. 3 is about one softmax over the classes',
      );
    }
    found.push(...membersIssues(method.members, around));
  }
  return found;
}

const renewal =
  'This experiment does not say what its objective “likelihood, balanced” divides a batch by. It divides by the number of images, as Eq. 2 asks (docs/methods.md); an experiment that was made while it divided by the sum of their weights comes to other numbers than it did.';

/**
 * The mark of today's arithmetic at the objective that it is about, and nowhere else, so that all
 * other experiments keep their hashes.
 */
function renewed(method: ComplementarySpec) {
  const { balancedBy, ...rest } = method;
  if (method.objective !== 'likelihood-balanced') {
    return balancedBy === undefined ? null : { method: rest, note: null };
  }
  if (balancedBy !== undefined) return null;
  return { method: { ...rest, balancedBy: 'batch-size' as const }, note: renewal };
}

export const complementary = {
  kind: 'complementary',
  label: 'Complementary',
  help: 'Each network works on the classes that the last found hard; they vote (CVPR 2019).',
  schema,
  options,
  traits: {
    hasImportance: true,
    hasGamma: true,
    hasImageWeights: false,
    averagesWeights: false,
    hasHierarchy: false,
    hasRounds: true,
    votes: 'weighted',
  },
  start: ({ rounds }) => defaultComplementary({ rounds }),
  text: ({ mu, permuted, members }) =>
    `Complementary, μ ${mu}${permuted ? ', permuted' : ''}${members ? ', level-wise' : ''}`,
  issues,
  classIssues: ({ members }, classes) => (members ? membersClassIssues(members, classes) : []),
  rounds: ({ rounds }) => rounds,
  growsByRounds: true,
  lossName: ({ objective }) => (objective === 'margin' ? 'margin' : 'weighted'),
  drivingErrors: ({ errors, errorsFrom }) => ({
    measure: errors,
    from: errorsFrom,
    chosenAt: 'method.errorsFrom',
  }),
  starts: ['weights', 'round'],
  initialNetwork: () => null,
  levelwise: ({ members }) =>
    members ? { settings: memberMethod(members), path: membersPath } : null,
  flatTwin: () => null,
  renewed,
} as const satisfies MethodDescriptor<ComplementarySpec>;
