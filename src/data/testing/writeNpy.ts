/** Writes NumPy files for tests. */
import type { ElementType } from '../arrays/npy.ts';
import { joined, writeZip } from './writeZip.ts';

export interface NpyOptions {
  readonly type?: ElementType;
  readonly bigEndian?: boolean;
  readonly fortranOrder?: boolean;
  readonly version?: 1 | 2 | 3;
}

/** An NPY file: `values` in row-major order, as many as `shape` multiplies to. */
export function writeNpy(
  shape: readonly number[],
  values: ArrayLike<number>,
  options: NpyOptions = {},
): Uint8Array<ArrayBuffer> {
  const { type = 'u1', bigEndian = false, fortranOrder = false, version = 1 } = options;
  const size = Number(type[1]);
  const order = size === 1 ? '|' : bigEndian ? '>' : '<';
  const text = `{'descr': '${order}${type}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const data = new Uint8Array(values.length * size);
  const view = new DataView(data.buffer);
  for (let index = 0; index < values.length; index++) {
    const place = fortranOrder ? fortranIndex(index, shape) : index;
    writeElement(view, place * size, values[index], type, !bigEndian);
  }
  return joined([npyHeader(text, version), data]);
}

/** Magic number, version, length and text of a header, padded as NumPy does it. */
export function npyHeader(text: string, version = 1): Uint8Array<ArrayBuffer> {
  const lengthBytes = version === 1 ? 2 : 4;
  const padded = text.padEnd(
    Math.ceil((text.length + 9 + lengthBytes) / 64) * 64 - 9 - lengthBytes,
  );
  const body = new TextEncoder().encode(`${padded}\n`);
  const head = new Uint8Array(8 + lengthBytes);
  head.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  for (let index = 0; index < lengthBytes; index++) head[8 + index] = body.length >> (8 * index);
  return joined([head, body]);
}

/** An NPZ file of arrays by name. */
export function writeNpz(
  arrays: Readonly<Record<string, Uint8Array>>,
  deflate = false,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(arrays).map(([name, bytes]) => ({ path: `${name}.npy`, bytes }));
  return writeZip(entries.map((entry) => ({ ...entry, deflate })));
}

/** Where an element of row-major place `index` lies with the first dimension fastest. */
function fortranIndex(index: number, shape: readonly number[]): number {
  let rest = index;
  const indices = shape.map(() => 0);
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    indices[axis] = rest % shape[axis];
    rest = Math.floor(rest / shape[axis]);
  }
  return indices.reduceRight((place, at, axis) => place * shape[axis] + at, 0);
}

function writeElement(
  view: DataView,
  at: number,
  value: number,
  type: ElementType,
  little: boolean,
): void {
  if (type === 'b1' || type === 'u1') view.setUint8(at, value);
  else if (type === 'i1') view.setInt8(at, value);
  else if (type === 'u2') view.setUint16(at, value, little);
  else if (type === 'i2') view.setInt16(at, value, little);
  else if (type === 'u4') view.setUint32(at, value, little);
  else if (type === 'i4') view.setInt32(at, value, little);
  else if (type === 'u8') view.setBigUint64(at, BigInt(value), little);
  else if (type === 'i8') view.setBigInt64(at, BigInt(value), little);
  else if (type === 'f4') view.setFloat32(at, value, little);
  else if (type === 'f8') view.setFloat64(at, value, little);
  else view.setUint16(at, toHalf(value), little);
}

/** The binary16 of a number that one holds exactly, from 2^-14 on, or of 0. */
function toHalf(value: number): number {
  if (value === 0) return 0;
  const size = Math.abs(value);
  const exponent = Math.floor(Math.log2(size));
  return (value < 0 ? 0x8000 : 0) | ((exponent + 15) << 10) | ((size / 2 ** exponent - 1) * 1024);
}
