/** Looks into schemas, so that tests can hold descriptions against them. */
import { z } from 'zod';

/** What a schema takes at its top: alternatives apart; null, absence and defaults taken off. */
export function alternatives(schema: unknown): readonly z.ZodType[] {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodOptional
  ) {
    return alternatives(schema.unwrap());
  }
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  return schema instanceof z.ZodType ? [schema] : [];
}

/** The fields of a path, one for each alternative that has it; lists are looked into. */
export function fieldsAt(schema: unknown, path: string): readonly z.ZodType[] {
  return path
    .split('.')
    .reduce<readonly unknown[]>(
      (schemas, key) => schemas.flatMap(alternatives).flatMap((one) => fieldsOf(one)[key] ?? []),
      [schema],
    )
    .flatMap(alternatives);
}

/** The paths of all fields that are no objects themselves. */
export function leafPaths(schema: unknown, prefix = ''): string[] {
  const paths = alternatives(schema).flatMap((one) => {
    const fields = Object.entries(fieldsOf(one));
    if (fields.length === 0) return [prefix];
    return fields.flatMap(([key, field]) =>
      leafPaths(field, prefix === '' ? key : `${prefix}.${key}`),
    );
  });
  return [...new Set(paths)];
}

/** The values that a field takes where they are listed. */
export function listedValues(field: z.ZodType): readonly string[] {
  if (field instanceof z.ZodEnum) return field.options.map(String);
  return field instanceof z.ZodLiteral ? [...field.values].map(String) : [];
}

function fieldsOf(schema: z.ZodType): Record<string, unknown> {
  if (schema instanceof z.ZodArray) {
    return Object.assign({}, ...alternatives(schema.element).map(fieldsOf));
  }
  return schema instanceof z.ZodObject ? schema.shape : {};
}
