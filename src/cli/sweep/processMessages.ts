/** What `sweep run` and a process that carries out its runs tell each other. */
import { z } from 'zod';

/** Of `sweep run`: the place of the run to carry out next; null where there is none any more. */
export const toRunProcess = z.object({ index: z.int().min(0).nullable() });
export type ToRunProcess = z.infer<typeof toRunProcess>;

/** Of the process: it waits for a run, or the one that it was given has ended. */
export const fromRunProcess = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('ended'), code: z.int(), isSpent: z.boolean() }),
]);
export type FromRunProcess = z.infer<typeof fromRunProcess>;
