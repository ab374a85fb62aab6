/**
 * A trained model as JSON and named tensors: what every exported file carries, so that Espalier reads
 * back exactly what it wrote.
 */
import { z } from 'zod';
import { checkedField } from '../data/checkedField.ts';
import { quoted } from '../data/limits.ts';
import { networkFileError } from '../data/networkFault.ts';
import { checkTensors } from '../data/networkTensors.ts';
import type { NetworkTensors } from '../data/safetensors.ts';
import { fitIssues } from '../spec/networks/fitIssues.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { networkSchema } from '../spec/networks/networks.ts';
import { longestClassName } from '../spec/units.ts';
import { headTensors, layerTensors, type NamedShape } from './memberTensors.ts';
import { modelIssue } from './modelIssue.ts';
import type { TrainedModel } from './trainedModel.ts';

/** The form of the description; others are refused. */
const form = 1;

const count = z.int().min(1).max(1_000_000);
const side = z.int().min(1).max(65_536);
const name = z.string().max(1000);
const hash = z.string().max(128);
/** Of channels, or of as many features as a vector can have. */
const perChannel = z.array(z.number()).min(1).max(1_000_000);

const head = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('softmax') }),
  z.strictObject({
    kind: z.literal('mixture'),
    levels: z
      .array(z.strictObject({ classifier: name, units: count, weight: z.number().nullable() }))
      .min(1)
      .max(100),
  }),
  z.strictObject({
    kind: z.literal('path'),
    groups: z
      .array(z.strictObject({ groupCount: count, groupOf: z.array(z.int().min(0)).max(1_000_000) }))
      .max(100),
  }),
]);

const joining = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('alone') }),
  z.strictObject({ kind: z.literal('vote'), weights: z.array(z.number().min(0)).max(1000) }),
  z.strictObject({ kind: z.literal('majority') }),
  z.strictObject({ kind: z.literal('dynamic') }),
]);

/** A model without its tensors. */
const descriptionSchema = z.strictObject({
  form: z.literal(form, { error: `must be ${form}, which this Espalier reads` }),
  classes: z.array(z.string().max(longestClassName)).min(1).max(1_000_000),
  input: z.strictObject({
    shape: z.strictObject({ height: side, width: side, channels: z.literal([1, 3]) }),
    values: z.enum(['pixels', 'features']),
    normalisation: z.strictObject({ mean: perChannel, deviation: perChannel }),
    centreCrop: z.number().gt(0).max(1),
  }),
  members: z
    .array(z.strictObject({ network: networkSchema, head }))
    .min(1)
    .max(1000),
  joining,
  origin: z.strictObject({
    espalier: name,
    experiment: name,
    specHash: hash,
    digest: hash.nullable(),
    dataset: z.strictObject({ name, hash }),
  }),
});

/** A model without its tensors, as JSON. */
export type ModelDescription = Omit<TrainedModel, 'members'> & {
  readonly form: number;
  readonly members: readonly Omit<TrainedModel['members'][number], 'tensors'>[];
};

/** A description, and the tensors that it speaks of by their names in a file. */
export interface DescribedModel {
  readonly description: ModelDescription;
  readonly tensors: NetworkTensors;
}

/** What stands before the names of a member's tensors, its number from 1: nothing where it is the only one. */
export function tensorPrefix(number: number, memberCount: number): string {
  return memberCount === 1 ? '' : `network${number}.`;
}

/** A model as JSON and tensors. */
export function describeModel({ members, ...rest }: TrainedModel): DescribedModel {
  const tensors = members.flatMap((member, index) => {
    const prefix = tensorPrefix(index + 1, members.length);
    return Object.entries(member.tensors).map(([own, tensor]) => [`${prefix}${own}`, tensor]);
  });
  return {
    description: {
      form,
      ...rest,
      members: members.map(({ network, head }) => ({ network, head })),
    },
    tensors: Object.fromEntries(tensors),
  };
}

/** A description that is as its schema says, and whose networks fit its input. */
export interface CheckedDescription {
  readonly description: Omit<ModelDescription, 'form'>;
  /** The tensors of each member by their names in it, and their shapes. */
  readonly expected: readonly (readonly NamedShape[])[];
}

/**
 * A description, and the tensors that it speaks of.
 * @param file how messages call the file.
 * @param tensorCount how many tensors the file holds: a description that claims more is refused before
 * all of them are listed.
 * @throws DataError for what is no description, or claims more than there is.
 */
export function checkedDescription(
  value: unknown,
  file: string,
  tensorCount: number,
): CheckedDescription {
  const { form: _known, ...description } = checkedField(
    descriptionSchema,
    value,
    file,
    'the description',
  );
  const { shape } = description.input;
  const classCount = description.classes.length;
  const expected: NamedShape[][] = [];
  let claimed = 0;
  for (const [index, { network, head }] of description.members.entries()) {
    const [issue] = fitIssues(network, shape, classCount);
    if (issue !== undefined) throw disagreement(file, `network ${index + 1} ${issue.message}`);
    const { features } = placedNetwork(network, shape, classCount).classifier.input;
    const own = [
      ...layerTensors(network, shape, classCount),
      ...headTensors(head, features, classCount),
    ];
    expected.push(own);
    claimed += own.length;
    if (claimed > tensorCount) {
      const found = `its networks have ${claimed} tensors or more, and the file has ${tensorCount}`;
      throw disagreement(file, found);
    }
  }
  return { description, expected };
}

/**
 * The model that a description and its tensors stand for.
 * @param tensors by their names in the file.
 * @throws DataError for what is no description, where its parts do not agree, or where a tensor is
 * missing, one too many, or of another shape.
 */
export function readModel(value: unknown, tensors: NetworkTensors, file: string): TrainedModel {
  return describedModel(
    checkedDescription(value, file, Object.keys(tensors).length),
    tensors,
    file,
  );
}

/** The same of a description that is checked. @throws DataError as {@link readModel}. */
export function describedModel(
  { description, expected }: CheckedDescription,
  tensors: NetworkTensors,
  file: string,
): TrainedModel {
  const prefixOf = (index: number) => tensorPrefix(index + 1, expected.length);
  const all = expected.flatMap((own, index) =>
    own.map(({ name, shape }) => ({ name: `${prefixOf(index)}${name}`, shape })),
  );
  // Before the parts are compared: what a description claims is then no more than there is.
  checkTensors(tensors, all, file);
  const issue = modelIssue(description);
  if (issue !== null) throw disagreement(file, issue);
  return {
    ...description,
    members: description.members.map((member, index) => {
      const own = expected[index].map(({ name }) => [name, tensors[`${prefixOf(index)}${name}`]]);
      return { ...member, tensors: Object.fromEntries(own) };
    }),
  };
}

function disagreement(file: string, found: string) {
  return networkFileError(
    file,
    `the description, ${quoted('members')}`,
    found,
    'what Espalier writes into an exported model',
  );
}
