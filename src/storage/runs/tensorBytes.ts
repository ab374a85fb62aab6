/**
 * Tensors of a checkpoint as bytes: four bytes with the length of a header in JSON, the header, and
 * the values one after another, each beginning at a multiple of eight bytes.
 */
import { z } from 'zod';
import type { CheckpointTensors, CheckpointValues } from '../../spec/run/checkpoint.ts';

const kinds = { float32: Float32Array, float64: Float64Array, int32: Int32Array } as const;
type Kind = keyof typeof kinds;

const header = z.strictObject({
  facts: z.unknown(),
  tensors: z.array(
    z.strictObject({
      // An object takes any other name for one of its fields.
      name: z
        .string()
        .max(1000)
        .refine((name) => name !== '__proto__'),
      kind: z.enum(['float32', 'float64', 'int32']),
      shape: z.array(z.int().min(0)).max(8),
    }),
  ),
});

/** Tensors, and facts about them as JSON. */
export interface TensorBytes {
  readonly facts: unknown;
  readonly tensors: CheckpointTensors;
}

const aligned = (length: number) => Math.ceil(length / 8) * 8;

/** The bytes of tensors with the facts about them. */
export function writeTensors({ facts, tensors }: TensorBytes): Uint8Array {
  const entries = Object.entries(tensors);
  const listed = entries.map(([name, { shape, values }]) => ({
    name,
    kind: kindOf(values),
    shape: [...shape],
  }));
  const text = new TextEncoder().encode(JSON.stringify({ facts, tensors: listed }));
  const start = aligned(4 + text.length);
  const size = entries.reduce((sum, [, { values }]) => sum + aligned(values.byteLength), start);
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  let at = start;
  for (const [, { values }] of entries) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += aligned(values.byteLength);
  }
  return bytes;
}

/** Null for bytes that are not what {@link writeTensors} gives. */
export function readTensors(bytes: Uint8Array): TensorBytes | null {
  const parsed = header.safeParse(headerIn(bytes));
  if (!parsed.success) return null;
  const { facts, tensors: listed } = parsed.data;
  let at = aligned(4 + headerLength(bytes));
  const tensors: Record<string, { shape: number[]; values: CheckpointValues }> = {};
  for (const { name, kind, shape } of listed) {
    const Values = kinds[kind];
    const length = shape.reduce((product, side) => product * side, 1) * Values.BYTES_PER_ELEMENT;
    if (length > bytes.length - at) return null;
    // Copied, so that the values lie at a place of their own.
    tensors[name] = { shape, values: new Values(bytes.slice(at, at + length).buffer) };
    at += aligned(length);
  }
  return at === bytes.length ? { facts, tensors } : null;
}

function headerLength(bytes: Uint8Array): number {
  if (bytes.length < 4) return 0;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

/** The header's JSON; undefined where there is none. */
function headerIn(bytes: Uint8Array): unknown {
  try {
    const text = bytes.subarray(4, 4 + headerLength(bytes));
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(text));
  } catch {
    return undefined;
  }
}

function kindOf(values: CheckpointValues): Kind {
  if (values instanceof Float32Array) return 'float32';
  return values instanceof Float64Array ? 'float64' : 'int32';
}
