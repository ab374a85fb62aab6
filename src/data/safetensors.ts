/**
 * The safetensors format: eight bytes with the header's length, little-endian; a JSON header that
 * gives each tensor's type, shape and place, and texts under `__metadata__`; then the values. Files
 * from outside are read strictly: every byte must belong to exactly one tensor.
 */
import { z } from 'zod';
import { canonicalJson } from '../lib/canonicalJson.ts';
import { checkedField } from './checkedField.ts';
import { exactBytes, quoted } from './limits.ts';
import { networkFileError } from './networkFault.ts';

/** A network's tensors by name. */
export type NetworkTensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

/** Tensors, and what stands beside them. */
export interface Safetensors {
  /** Absent in files that have none. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  readonly tensors: NetworkTensors;
}

/** Bytes of a file's header, at most: a residual network of 56 layers needs some 20,000. */
const longestHeader = 16 * 2 ** 20;
const lengthBytes = 8;

/** The bytes of a file; equal tensors and texts give equal bytes. */
export function writeSafetensors({ metadata, tensors }: Safetensors): Uint8Array {
  const names = Object.keys(tensors).sort();
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const name of names) {
    const { shape, values } = tensors[name];
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(canonicalJson(header));
  // Padded with spaces so that the values begin at a multiple of eight bytes.
  const headerLength = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(lengthBytes + headerLength + end);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.fill(0x20, lengthBytes, lengthBytes + headerLength);
  bytes.set(text, lengthBytes);
  let at = lengthBytes + headerLength;
  for (const name of names) {
    const { values } = tensors[name];
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** @throws DataError for anything but a whole file of finite float32 values; `name` is what it is called. */
export function readSafetensors(bytes: Uint8Array, name: string): Safetensors {
  const { header, data } = splitFile(bytes, name);
  const { __metadata__: metadata, ...entries } = parseHeader(header, name);
  return { metadata, tensors: readTensors(entries, data, name) };
}

function splitFile(bytes: Uint8Array, name: string) {
  if (bytes.length < lengthBytes) {
    throw networkFileError(
      name,
      null,
      `it has ${bytes.length} bytes`,
      'a header’s length in 8 bytes',
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const most = Math.min(longestHeader, bytes.length - lengthBytes);
  if (length > most) {
    throw networkFileError(
      name,
      'byte 0',
      `the header is said to have ${length} bytes`,
      `up to ${most}`,
    );
  }
  const start = lengthBytes + length;
  return { header: bytes.subarray(lengthBytes, start), data: bytes.subarray(start) };
}

const place = z.int().min(0);
const tensorEntry = z.strictObject({
  dtype: z.literal('F32', { error: 'must be F32' }),
  shape: z.array(z.int().min(0)).max(8),
  data_offsets: z.tuple([place, place]),
});
const headerSchema = z
  .object({ __metadata__: z.record(z.string(), z.string()).optional() })
  .catchall(tensorEntry);
type TensorEntry = z.infer<typeof tensorEntry>;

function parseHeader(bytes: Uint8Array, name: string) {
  return checkedField(headerSchema, parseJson(bytes, name), name, 'the header');
}

function parseJson(bytes: Uint8Array, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw networkFileError(
      name,
      'the header',
      `it is no JSON (${(error as Error).message})`,
      'JSON',
    );
  }
}

/** Each tensor begins where the one before it ends, and the last ends with the file. */
function readTensors(
  entries: Record<string, TensorEntry>,
  data: Uint8Array,
  file: string,
): NetworkTensors {
  const sorted = Object.entries(entries).sort(
    ([, a], [, b]) =>
      a.data_offsets[0] - b.data_offsets[0] || a.data_offsets[1] - b.data_offsets[1],
  );
  let end = 0;
  const tensors = sorted.map(
    ([
      name,
      {
        shape,
        data_offsets: [from, to],
      },
    ]) => {
      const tensor = `tensor ${quoted(name)}`;
      const size = 4 * shape.reduce((product, length) => product * length, 1);
      if (from !== end || to - from !== size || to > data.length) {
        const allowed = `from ${end} to ${end + size}, within ${data.length} bytes of values`;
        throw networkFileError(file, tensor, `it lies from byte ${from} to ${to}`, allowed);
      }
      end = to;
      const values = new Float32Array(data.slice(from, to).buffer);
      if (!values.every(Number.isFinite)) {
        throw networkFileError(file, tensor, 'it has values that are no numbers', 'finite values');
      }
      return [name, { shape, values }] as const;
    },
  );
  if (end !== data.length) {
    const found = `${exactBytes(data.length - end)} after the last tensor`;
    throw networkFileError(
      file,
      'the end',
      found,
      'values of the tensors that the header names, no more',
    );
  }
  return Object.fromEntries(tensors);
}
