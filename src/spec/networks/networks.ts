/**
 * All kinds of networks, each with its descriptor: networkFacts.ts asks them what others need to
 * know, and nothing else compares kinds. A new kind is a file beside this one and its line in each
 * of the lists.
 */
import { z } from 'zod';
import type { ChoiceOption, OptionDescriptions } from '../fields/optionDescription.ts';
import { alexnet } from './alexnet.ts';
import { cnn } from './cnn.ts';
import { densenet } from './densenet.ts';
import { mlp } from './mlp.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import { resnet } from './resnet.ts';
import { resnetImagenet } from './resnetImagenet.ts';
import { vgg } from './vgg.ts';

/** The networks in the order in which a refusal names them. */
export const networkSchema = z.discriminatedUnion('kind', [
  mlp.schema,
  cnn.schema,
  resnet.schema,
  resnetImagenet.schema,
  densenet.schema,
  vgg.schema,
  alexnet.schema,
]);

export type NetworkSpec = z.infer<typeof networkSchema>;
export type NetworkKind = NetworkSpec['kind'];
/** The network of one kind, as in `NetworkOf<'mlp'>`. */
export type NetworkOf<Kind extends NetworkKind> = Extract<NetworkSpec, { readonly kind: Kind }>;

/** The networks in the order of the form. */
export const networks = {
  mlp,
  cnn,
  resnet,
  'resnet-imagenet': resnetImagenet,
  densenet,
  vgg,
  alexnet,
} as const satisfies {
  readonly [Kind in NetworkKind]: NetworkDescriptor<NetworkOf<Kind>>;
};

/** Depths of all kinds; the form shows those of the kind chosen. */
const depths = [resnet, resnetImagenet, densenet, vgg].flatMap(
  ({ options }): ChoiceOption['choices'] => options['network.depth'].choices,
);

/**
 * What a person can choose of networks, the kind itself first. Where kinds describe a field each in
 * its own way, the form takes the kind's description (`networkFields`).
 */
export const networkOptions = {
  'network.kind': {
    kind: 'choice',
    label: 'Network',
    help: 'The family of networks that is trained.',
    choices: Object.values(networks).map(({ kind, label, help }) => ({ value: kind, label, help })),
  },
  ...mlp.options,
  ...cnn.options,
  ...resnet.options,
  ...resnetImagenet.options,
  ...densenet.options,
  ...vgg.options,
  ...alexnet.options,
  'network.depth': {
    kind: 'choice',
    label: 'Depth',
    help: 'Number of weighted layers.',
    choices: depths.filter(
      (one, at) => depths.findIndex(({ value }) => value === one.value) === at,
    ),
  },
} as const satisfies OptionDescriptions;
