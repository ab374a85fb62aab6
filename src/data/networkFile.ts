/**
 * Networks as files, in the safetensors format: eight bytes with the header's length, little-endian;
 * a JSON header that gives each tensor's type, shape and place; then the values. What the network
 * is stands in the header's `__metadata__`. Files from outside are read strictly: every byte must
 * belong to exactly one tensor.
 */
import { z } from 'zod';
import { canonicalJson } from '../lib/canonicalJson.ts';
import { fitIssues } from '../spec/networks/fitIssues.ts';
import { type NetworkSpec, networkSchema } from '../spec/networks/networks.ts';
import type { ImageShape } from '../spec/units.ts';
import { DataError } from './dataError.ts';
import { exactBytes, quoted } from './limits.ts';

/** A network's tensors by name. */
export type NetworkTensors = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly values: Float32Array }>
>;

/** Subtracted from byte / 255, or from a feature, and divided by afterwards; one a channel, or a feature. */
export interface NetworkNormalisation {
  readonly mean: readonly number[];
  readonly deviation: readonly number[];
}

/** A trained network and what it was trained for. */
export interface NetworkFile {
  /** Version of Espalier that wrote it. */
  readonly espalier: string;
  readonly network: NetworkSpec;
  readonly shape: ImageShape;
  /** Names of the classes, in the order of its outputs. */
  readonly classes: readonly string[];
  /** What its images were normalised with; files of form 1 do not say. */
  readonly normalisation?: NetworkNormalisation;
  readonly tensors: NetworkTensors;
}

/** The form of the metadata: 2 says how images are normalised, 1 does not and has no number. */
const newestForm = 2;

const written = 'what Espalier writes into a network’s file';

/** Bytes of a file's header, at most: a residual network of 56 layers needs some 20,000. */
const longestHeader = 16 * 2 ** 20;
const lengthBytes = 8;

/** The bytes of a network's file; equal networks give equal bytes. */
export function writeNetworkFile(file: NetworkFile): Uint8Array {
  const names = Object.keys(file.tensors).sort();
  const header: Record<string, unknown> = {
    __metadata__: {
      espalier: file.espalier,
      network: canonicalJson(file.network),
      shape: canonicalJson(file.shape),
      classes: JSON.stringify(file.classes),
      ...(file.normalisation && {
        form: String(newestForm),
        normalisation: canonicalJson(file.normalisation),
      }),
    },
  };
  let end = 0;
  for (const name of names) {
    const { shape, values } = file.tensors[name];
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
    const { values } = file.tensors[name];
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}

/** @throws DataError for anything but a network's file, whole, with finite values. */
export function readNetworkFile(bytes: Uint8Array, name: string): NetworkFile {
  const { header, data } = splitFile(bytes, name);
  const { __metadata__: metadata, ...entries } = parseHeader(header, name);
  if (metadata === undefined) {
    throw networkFileError(
      name,
      'the header',
      'it does not say what the network is',
      'a __metadata__',
    );
  }
  return { ...readMetadata(metadata, name), tensors: readTensors(entries, data, name) };
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
  return checked(headerSchema, parseJson(bytes, name), name, 'the header');
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

const side = z.int().min(1).max(65_536);
/** Of channels, or of as many features as a vector can have. */
const perChannel = z.array(z.number()).min(1).max(1_000_000);
const metadataSchema = z.object({
  espalier: z.string().max(64),
  network: networkSchema,
  shape: z.strictObject({ height: side, width: side, channels: z.literal([1, 3]) }),
  classes: z.array(z.string().max(1000)).min(1).max(100_000),
  form: z
    .int()
    .max(newestForm, { error: `is of a newer Espalier; this one reads forms up to ${newestForm}` })
    .optional(),
  normalisation: z.strictObject({ mean: perChannel, deviation: perChannel }).optional(),
});

function readMetadata(metadata: Record<string, string>, name: string) {
  const fields = Object.entries(metadata).map(([field, text]) => [
    field,
    field === 'espalier' ? text : parseField(text),
  ]);
  const found = checked(metadataSchema, Object.fromEntries(fields), name, '__metadata__');
  const { form: _known, normalisation, ...read } = found;
  const [issue] = fitIssues(read.network, read.shape, read.classes.length);
  if (issue === undefined) return normalisation === undefined ? read : { ...read, normalisation };
  throw networkFileError(
    name,
    `__metadata__, ${quoted('network')}`,
    `it ${issue.message}`,
    written,
  );
}

/** Undefined, which no field allows, for text that is no JSON. */
function parseField(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checked<Value>(schema: z.ZodType<Value>, value: unknown, name: string, where: string) {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  const field = path.length === 0 ? where : `${where}, ${quoted(path.join('.'))}`;
  throw networkFileError(name, field, message, written);
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

/** A network's file that is refused, at a place if it is known. */
export function networkFileError(
  file: string,
  where: string | null,
  found: string,
  allowed: string,
): DataError {
  return new DataError({
    file,
    place: where,
    found,
    allowed,
    remedy: 'give a network that Espalier has saved (network.safetensors), whole',
  });
}
