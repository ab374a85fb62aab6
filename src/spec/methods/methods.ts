/**
 * All methods, each with its descriptor. A new method is a file beside this one and its line in both
 * lists; `methodFacts.ts` is where others ask what distinguishes a method, so that none compares
 * kinds.
 */
import { z } from 'zod';
import type { OptionDescriptions } from '../fields/optionDescription.ts';
import { averaging } from './averaging.ts';
import { complementary } from './complementary.ts';
import { deepBoosting } from './deepBoosting.ts';
import { jointMixture } from './jointMixture.ts';
import { levelwise } from './levelwise.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { single } from './single.ts';
import { snapshot } from './snapshot.ts';
import { weightAveraging } from './weightAveraging.ts';
import { worstClassBoosting } from './worstClassBoosting.ts';

/** The methods in the order in which a refusal names them. */
export const methodSchema = z.discriminatedUnion('kind', [
  single.schema,
  averaging.schema,
  complementary.schema,
  deepBoosting.schema,
  worstClassBoosting.schema,
  snapshot.schema,
  weightAveraging.schema,
  levelwise.schema,
  jointMixture.schema,
]);

export type MethodSpec = z.infer<typeof methodSchema>;
export type MethodKind = MethodSpec['kind'];
/** The method of one kind, as in `MethodOf<'averaging'>`. */
export type MethodOf<Kind extends MethodKind> = Extract<MethodSpec, { readonly kind: Kind }>;

/** The methods in the order of the form. */
export const methods = {
  complementary,
  levelwise,
  'deep-boosting': deepBoosting,
  'worst-class-boosting': worstClassBoosting,
  averaging,
  snapshot,
  'weight-averaging': weightAveraging,
  'joint-mixture': jointMixture,
  single,
} as const satisfies {
  readonly [Kind in MethodKind]: MethodDescriptor<MethodOf<Kind>>;
};

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
  ...deepBoosting.options,
  ...worstClassBoosting.options,
  ...averaging.options,
  ...snapshot.options,
  ...weightAveraging.options,
  ...jointMixture.options,
  ...single.options,
} as const satisfies OptionDescriptions;
