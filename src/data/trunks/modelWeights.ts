/** The weights of a TensorFlow.js model, out of its shards, as float32. */
import { formatCount } from '../../lib/numberFormat.ts';
import { exactBytes, quoted } from '../limits.ts';
import { modelError } from './modelError.ts';
import type { ModelFiles } from './modelFiles.ts';
import type { ModelJson, ModelWeight } from './modelJson.ts';
import { modelLimits } from './modelLimits.ts';
import type { TrunkConstant } from './trunk.ts';
import { sidesProduct } from './trunkShapes.ts';

export interface ModelWeights {
  readonly byName: ReadonlyMap<string, TrunkConstant>;
  /** All shards, one after another. */
  readonly bytes: readonly Uint8Array[];
}

const bytesOf = { float32: 4, int32: 4, float16: 2, uint16: 2, uint8: 1, bool: 1 } as const;

/** @throws DataError naming the shard or the weight. */
export async function readWeights(
  files: ModelFiles,
  { weightsManifest }: Pick<ModelJson, 'weightsManifest'>,
): Promise<ModelWeights> {
  checkTotal(files.file, weightsManifest);
  const byName = new Map<string, TrunkConstant>();
  const bytes: Uint8Array[] = [];
  const taken = new Set<string>();
  for (const { paths, weights } of weightsManifest) {
    const needed = weights.reduce((sum, weight) => sum + storedBytes(weight), 0);
    const group = await readGroup(files, paths, needed, taken);
    bytes.push(group);
    let at = 0;
    for (const weight of weights) {
      if (byName.has(weight.name)) {
        throw weightError(files.file, weight, 'there are two of this name', 'each name once');
      }
      const end = at + storedBytes(weight);
      byName.set(weight.name, unpacked(files.file, weight, group.subarray(at, end)));
      at = end;
    }
  }
  return { byName, bytes };
}

const storedBytes = ({ shape, dtype, quantization }: ModelWeight): number =>
  sidesProduct(shape) * bytesOf[quantization?.dtype ?? dtype];

function checkTotal(file: string, manifest: ModelJson['weightsManifest']): void {
  let total = 0;
  let count = 0;
  for (const weight of manifest.flatMap(({ weights }) => weights)) {
    total += 4 * sidesProduct(weight.shape);
    count++;
    if (total <= modelLimits.weightBytes) continue;
    const found = `up to here the weights come to ${exactBytes(total)}`;
    const allowed = `at most ${exactBytes(modelLimits.weightBytes)} as float32`;
    throw weightError(file, weight, found, allowed, 'take a smaller model');
  }
  if (count <= modelLimits.weights) return;
  throw modelError(
    file,
    'field “weightsManifest”',
    `it lists ${formatCount(count)} weights`,
    `at most ${formatCount(modelLimits.weights)}`,
    'take a smaller model',
  );
}

async function readGroup(
  files: ModelFiles,
  paths: readonly string[],
  needed: number,
  taken: Set<string>,
): Promise<Uint8Array> {
  const parts = paths.map((path) => {
    const fault = pathFault(path) ?? (taken.has(path) ? 'it is named twice' : null);
    taken.add(path);
    const part = fault === null ? files.shard(path) : null;
    if (part !== null) return { ...part, path };
    throw modelError(
      files.file,
      `shard ${quoted(path)}`,
      fault ?? 'it is not among the files given',
      'files beside model.json or in folders below it, each once; nothing is fetched',
      fault === null
        ? 'choose model.json and all its shards, or the folder or zip with both'
        : undefined,
    );
  });
  const size = parts.reduce((sum, part) => sum + part.size, 0);
  if (size !== needed) {
    const which = parts.length === 1 ? `shard ${quoted(parts[0].path)}` : shardsText(parts.length);
    throw modelError(
      files.file,
      which,
      `${exactBytes(size)} ${size < needed ? 'are too few' : 'are too many'}`,
      `the ${exactBytes(needed)} that the weights take`,
    );
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    const read = await part.read();
    if (read.length !== part.size) {
      const found = `it has ${exactBytes(read.length)} now, and had ${exactBytes(part.size)}`;
      throw modelError(
        files.file,
        `shard ${quoted(part.path)}`,
        found,
        'files that stay as they are',
      );
    }
    bytes.set(read, at);
    at += read.length;
  }
  return bytes;
}

const shardsText = (count: number) => (count === 0 ? 'no shard' : `the ${count} shards together`);

/** Why a path may not be; null for one that may. */
function pathFault(path: string): string | null {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path)) return 'it is an address, or names a drive';
  if (/^[/\\]/.test(path)) return 'it is a path from the root';
  if (path.split(/[/\\]/).includes('..')) return 'it leads out of the model’s folder';
  if (path === '' || /\\|\p{C}|(^|\/)\.?(\/|$)/u.test(path)) return 'it is no plain relative path';
  return null;
}

function unpacked(file: string, weight: ModelWeight, bytes: Uint8Array): TrunkConstant {
  const { dtype, quantization, shape } = weight;
  const stored = quantization?.dtype ?? dtype;
  const isPacked = stored === 'uint8' || stored === 'uint16';
  if (isPacked && !isScaled(quantization)) {
    const found =
      quantization === undefined
        ? `it is of ${stored}, and nothing says what that stands for`
        : 'its quantization has no scale and least value that are numbers';
    throw weightError(file, weight, found, 'a quantization with scale and min');
  }
  const values = new Float32Array(sidesProduct(shape));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readers[stored];
  const { scale = 1, min = 0 } = quantization ?? {};
  for (let at = 0; at < values.length; at++) {
    const value = read(view, at);
    values[at] = isPacked ? value * scale + min : value;
  }
  const fault = values.findIndex((value) => !Number.isFinite(value));
  if (fault === -1) return { shape, values };
  const found = `value ${formatCount(fault + 1)} of it is no finite number`;
  throw weightError(
    file,
    weight,
    found,
    'finite numbers',
    'take a model that was not spoilt in training',
  );
}

const isScaled = (quantization: ModelWeight['quantization']): boolean =>
  Number.isFinite(quantization?.scale) && Number.isFinite(quantization?.min);

type Reader = (view: DataView, at: number) => number;

const readers: Readonly<Record<ModelWeight['dtype'], Reader>> = {
  float32: (view, at) => view.getFloat32(4 * at, true),
  int32: (view, at) => view.getInt32(4 * at, true),
  float16: (view, at) => ofHalf(view.getUint16(2 * at, true)),
  uint16: (view, at) => view.getUint16(2 * at, true),
  uint8: (view, at) => view.getUint8(at),
  bool: (view, at) => (view.getUint8(at) === 0 ? 0 : 1),
};

/** IEEE 754 half precision. */
function ofHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  if (exponent === 0) return (sign * fraction) / 2 ** 24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

const weightError = (
  file: string,
  { name }: ModelWeight,
  found: string,
  allowed: string,
  remedy?: string,
) => modelError(file, `weight ${quoted(name)}`, found, allowed, remedy);
