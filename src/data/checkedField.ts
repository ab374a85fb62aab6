import type { z } from 'zod';
import { quoted } from './limits.ts';
import { networkFileError } from './networkFault.ts';

/** What every field of a network’s file must be. */
export const writtenByEspalier = 'what Espalier writes into a network’s file';

/** A part of a network's file that is as its schema says. @throws DataError naming the field that is not. */
export function checkedField<Value>(
  schema: z.ZodType<Value>,
  value: unknown,
  name: string,
  where: string,
): Value {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  const field = path.length === 0 ? where : `${where}, ${quoted(path.join('.'))}`;
  throw networkFileError(name, field, message, writtenByEspalier);
}
