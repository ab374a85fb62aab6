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
import { headTensors, layerTensors } from './memberTensors.ts';
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

/**
 * The model that a description and its tensors stand for.
 * @param file how messages call the file.
 * @throws DataError for what is no description, where its parts do not agree, or where a tensor is
 * missing, one too many, or of another shape.
 */
export function readModel(
  description: unknown,
  tensors: NetworkTensors,
  file: string,
): TrainedModel {
  const { form: _known, ...found } = checkedField(
    descriptionSchema,
    description,
    file,
    'the description',
  );
  const { shape } = found.input;
  const classCount = found.classes.length;
  for (const [index, { network }] of found.members.entries()) {
    const [issue] = fitIssues(network, shape, classCount);
    if (issue !== undefined) throw disagreement(file, `network ${index + 1} ${issue.message}`);
  }
  const issue = modelIssue(found);
  if (issue !== null) throw disagreement(file, issue);
  const ofMembers = found.members.map(({ network, head }) => {
    const { features } = placedNetwork(network, shape, classCount).classifier.input;
    return [
      ...layerTensors(network, shape, classCount),
      ...headTensors(head, features, classCount),
    ];
  });
  const prefixOf = (index: number) => tensorPrefix(index + 1, ofMembers.length);
  const expected = ofMembers.flatMap((own, index) =>
    own.map(({ name, shape }) => ({ name: `${prefixOf(index)}${name}`, shape })),
  );
  checkTensors(tensors, expected, file);
  return {
    ...found,
    members: found.members.map((member, index) => {
      const own = ofMembers[index].map(({ name }) => [name, tensors[`${prefixOf(index)}${name}`]]);
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
