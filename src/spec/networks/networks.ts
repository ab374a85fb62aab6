/**
 * All kinds of networks, each with its descriptor: networkFacts.ts asks them what others need to
 * know, and nothing else compares kinds. A new kind is a file beside this one and its line in each
 * of the lists.
 */
import { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { cnn } from './cnn.ts';
import { mlp } from './mlp.ts';
import type { NetworkDescriptor } from './networkDescriptor.ts';
import { resnet } from './resnet.ts';

/** The networks in the order in which a refusal names them. */
export const networkSchema = z.discriminatedUnion('kind', [mlp.schema, cnn.schema, resnet.schema]);

export type NetworkSpec = z.infer<typeof networkSchema>;
export type NetworkKind = NetworkSpec['kind'];
/** The network of one kind, as in `NetworkOf<'mlp'>`. */
export type NetworkOf<Kind extends NetworkKind> = Extract<NetworkSpec, { readonly kind: Kind }>;

/** The networks in the order of the form. */
export const networks = { mlp, cnn, resnet } as const satisfies {
  readonly [Kind in NetworkKind]: NetworkDescriptor<NetworkOf<Kind>>;
};

/** What a person can choose of networks, the kind itself first. */
export const networkOptions = {
  'network.kind': {
    kind: 'choice',
    label: 'Network',
    help: 'The network that every round trains afresh.',
    choices: Object.values(networks).map(({ kind, label, help }) => ({ value: kind, label, help })),
  },
  ...mlp.options,
  ...cnn.options,
  ...resnet.options,
} as const satisfies OptionDescriptions;
