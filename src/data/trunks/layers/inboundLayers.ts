/** What Keras writes of the one call of a layer: the layers whose outputs go into it. */
import { z } from 'zod';

/** `__keras_tensor__`, what comes of a layer’s first call and output. */
const tensorSchema = z
  .object({
    class_name: z.literal('__keras_tensor__'),
    config: z.object({ keras_history: z.tuple([z.string(), z.literal(0), z.literal(0)]) }),
  })
  .transform(({ config }) => config.keras_history[0]);

/** No mask, and nothing else that is computed. */
const namedSchema = z.union([z.boolean(), z.number(), z.null(), z.array(z.null())]);

/** One tensor, or one list of them, and no tensors under names. */
const callSchema = z
  .object({
    args: z.tuple([z.union([tensorSchema.transform((one) => [one]), z.array(tensorSchema)])]),
    kwargs: z.record(z.string(), namedSchema).default({}),
  })
  .transform(({ args }) => args[0]);

/** Their names, or null where it is told in a way that neither Keras 2 nor 3 has. */
export function inboundLayers(call: unknown): string[] | null {
  if (Array.isArray(call)) {
    const named = call.map((one) => (Array.isArray(one) ? one[0] : one));
    return named.length > 0 && named.every((one) => typeof one === 'string') ? named : null;
  }
  const parsed = callSchema.safeParse(call);
  return parsed.success && parsed.data.length > 0 ? parsed.data : null;
}
