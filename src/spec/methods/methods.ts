/**
 * All methods, each with its descriptor. Whoever needs to know what distinguishes one asks here;
 * nothing else compares kinds. A new method is a file beside this one and its line in both lists.
 */
import { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import type { SpecIssue } from '../specIssue.ts';
import { averaging } from './averaging.ts';
import { complementary } from './complementary.ts';
import { levelwise } from './levelwise.ts';
import type { MethodDescriptor, MethodSurroundings, SpecAround } from './methodDescriptor.ts';
import { single } from './single.ts';

/** The methods in the order in which a refusal names them. */
export const methodSchema = z.discriminatedUnion('kind', [
  single.schema,
  averaging.schema,
  complementary.schema,
  levelwise.schema,
]);

export type MethodSpec = z.infer<typeof methodSchema>;
export type MethodKind = MethodSpec['kind'];
/** The method of one kind, as in `MethodOf<'averaging'>`. */
export type MethodOf<Kind extends MethodKind> = Extract<MethodSpec, { readonly kind: Kind }>;

/** The methods in the order of the form. */
export const methods = { complementary, levelwise, averaging, single } as const satisfies {
  readonly [Kind in MethodKind]: MethodDescriptor<MethodOf<Kind>>;
};

/** The descriptor of a method of any kind. */
function descriptorOf(method: MethodSpec): MethodDescriptor<MethodSpec> {
  return methods[method.kind];
}

/** What a person can choose of methods, the method itself first. */
export const methodOptions = {
  'method.kind': {
    kind: 'choice',
    label: 'Method',
    help: 'How networks are trained and joined.',
    choices: Object.values(methods).map(({ kind, label, help }) => ({ value: kind, label, help })),
  },
  ...complementary.options,
  ...levelwise.options,
  ...averaging.options,
  ...single.options,
} as const satisfies OptionDescriptions;

/** The method of a kind that a person who picks the kind starts from. */
export function startingMethod(kind: MethodKind, surroundings: MethodSurroundings): MethodSpec {
  return methods[kind].start(surroundings);
}

/** `Complementary, μ 0.7`, `Level-wise, adapted + tree`, `One network`. */
export function methodText(method: MethodSpec): string {
  return descriptorOf(method).text(method);
}

/** Complaints about what does not agree with other fields of the experiment. */
export function methodIssues(method: MethodSpec, around: SpecAround): readonly SpecIssue[] {
  return descriptorOf(method).issues(method, around);
}

/** Complaints that depend on the number of classes. */
export function classCountIssues(method: MethodSpec, classCount: number): readonly SpecIssue[] {
  return descriptorOf(method).classCountIssues(method, classCount);
}

/** How many networks a method trains. */
export function roundsOf(method: MethodSpec): number {
  return 'rounds' in method ? method.rounds : 1;
}
