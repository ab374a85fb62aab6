/** The form of `sweep.json`, in which an axis over one field is written in short. */
import { z } from 'zod';
import { shortText } from '../fields/texts.ts';
import { seedSchema } from '../sections/seed.ts';
import { sweepFormat } from './sweepFormat.ts';
import { currentSweepVersion, type SweepAxis, type SweepValue } from './sweepSpec.ts';

const label = shortText.min(1, { error: 'must not be empty' });
const someValues = { error: 'needs at least one value' };
/** A path never needs to be longer, and no experiment has as many fields. */
const path = z.string().min(1).max(200);

/** What is nested deeper than any experiment would end whatever walks through it. */
const value = z
  .unknown()
  .refine((one) => !isDeeperThan(one, 100), { error: 'is nested deeper than any field takes' });

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}

const fieldAxis = z.strictObject({
  name: label.optional(),
  path,
  values: z.array(value).min(1, someValues),
});

const namedAxis = z.strictObject({
  name: label,
  values: z.array(z.strictObject({ name: label, set: z.record(path, value) })).min(1, someValues),
});

type FileAxis = z.infer<typeof fieldAxis> | z.infer<typeof namedAxis>;

const seedRange = z.strictObject({
  first: seedSchema,
  count: z.int({ error: 'must be a whole number' }).min(1, { error: 'must be at least 1' }),
});

/** A sweep as it is written; its base is read by itself. */
export const sweepFileSchema = z.strictObject({
  format: z.literal(sweepFormat, { error: `must be "${sweepFormat}"` }),
  version: z.literal(currentSweepVersion),
  name: label,
  base: z.unknown(),
  axes: z
    .array(
      z.union([fieldAxis, namedAxis], {
        error: 'must be { path, values } or { name, values: [{ name, set }] }',
      }),
    )
    .max(16, { error: 'takes at most 16 axes' }),
  seeds: z.union([z.array(seedSchema).min(1, { error: 'needs at least one seed' }), seedRange], {
    error: 'must be a list of whole numbers, or { "first": 1, "count": 10 }',
  }),
  leaveOut: z.array(z.record(z.string(), z.string())).max(10_000).optional(),
});

export type SweepFile = z.infer<typeof sweepFileSchema>;

const isFieldAxis = (axis: FileAxis): axis is z.infer<typeof fieldAxis> => 'path' in axis;

/** An axis as it is written, in the form in which it is read. */
export function axisOf(axis: FileAxis): SweepAxis {
  if (!isFieldAxis(axis)) return axis;
  const { name = axis.path, path, values } = axis;
  return { name, values: values.map((value) => fieldValue(path, value)) };
}

function fieldValue(path: string, value: unknown): SweepValue {
  const text = typeof value === 'string' && value !== '' ? value : (JSON.stringify(value) ?? '');
  return { name: text.slice(0, 200), set: { [path]: value } };
}

/** Where in the file a value sets a field: `axes.1.values.2`, or `axes.1.values.2.set.method.mu`. */
export function placeOfField(
  { axes }: SweepFile,
  axis: number,
  value: number,
  field: string,
): string {
  const place = `axes.${axis}.values.${value}`;
  return isFieldAxis(axes[axis]) ? place : `${place}.set.${field}`;
}

/** The seeds in their order. Of a range, no more are made than are asked for by `most`. */
export function seedsOf({ seeds }: SweepFile, most: number): number[] {
  if (Array.isArray(seeds)) return seeds;
  const count = Math.min(seeds.count, most);
  return Array.from({ length: count }, (_, at) => seeds.first + at);
}

/** How many seeds there are. */
export const seedCount = ({ seeds }: SweepFile): number =>
  Array.isArray(seeds) ? seeds.length : seeds.count;
