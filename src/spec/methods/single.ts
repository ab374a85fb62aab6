/** One network, every class equally important. */
import { z } from 'zod';
import type { MethodDescriptor } from './methodDescriptor.ts';

const schema = z.strictObject({ kind: z.literal('single') });

export type SingleSpec = z.infer<typeof schema>;

export const single = {
  kind: 'single',
  label: 'Single',
  help: 'One network, every class equally important.',
  schema,
  options: {},
  start: () => ({ kind: 'single' }),
  text: () => 'One network',
  issues: () => [],
  classCountIssues: () => [],
} as const satisfies MethodDescriptor<SingleSpec>;
