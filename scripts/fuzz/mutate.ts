/** Damage as storms, programs and attackers do it. */
import type { Random } from '../../src/lib/random.ts';
import { joined } from '../hostile/bytes.ts';

/** Values at which arithmetic on lengths goes wrong. */
const edges = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff,
];

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const flipBits: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  for (let left = 1 + random.integer(3); left > 0; left--) {
    changed[random.integer(bytes.length)] ^= 1 << random.integer(8);
  }
  return changed;
};

const setBytes: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  const at = random.integer(bytes.length);
  const end = Math.min(bytes.length, at + 1 + random.integer(4));
  for (let index = at; index < end; index++) changed[index] = random.integer(256);
  return changed;
};

const truncate: Mutation = (bytes, random) => bytes.slice(0, random.integer(bytes.length));

const insert: Mutation = (bytes, random) => {
  const at = random.integer(bytes.length + 1);
  const more = Uint8Array.from({ length: 1 + random.integer(16) }, () => random.integer(256));
  return joined([bytes.subarray(0, at), more, bytes.subarray(at)]);
};

const remove: Mutation = (bytes, random) => {
  const at = random.integer(bytes.length);
  return joined([bytes.subarray(0, at), bytes.subarray(at + 1 + random.integer(16))]);
};

/** Puts a part of the file where another was, or between. */
const splice: Mutation = (bytes, random) => {
  const from = random.integer(bytes.length);
  const part = bytes.subarray(from, from + 1 + random.integer(64));
  const at = random.integer(bytes.length);
  const rest = random.integer(2) === 0 ? at : at + part.length;
  return joined([bytes.subarray(0, at), part, bytes.subarray(rest)]);
};

/** Writes a number that means trouble where a length may be: in 1, 2, 4 or 8 bytes, either way round. */
const editLength: Mutation = (bytes, random) => {
  const width = 1 << random.integer(4);
  const changed = bytes.slice();
  if (bytes.length < width) return changed;
  const at = random.integer(bytes.length - width + 1);
  const view = new DataView(changed.buffer);
  const value = BigInt(edges[random.integer(edges.length)]);
  const little = random.integer(2) === 0;
  if (width === 1) view.setUint8(at, Number(value & 0xffn));
  else if (width === 2) view.setUint16(at, Number(value & 0xffffn), little);
  else if (width === 4) view.setUint32(at, Number(value), little);
  else view.setBigUint64(at, random.integer(2) === 0 ? value : value << 32n, little);
  return changed;
};

/** Moves a number up or down by a little. */
const nudge: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  changed[random.integer(bytes.length)] += random.integer(2) === 0 ? 1 : 255;
  return changed;
};

/** Writes another digit where text has a number. */
const editDigits: Mutation = (bytes, random) => {
  const changed = bytes.slice();
  const start = random.integer(bytes.length);
  const at = bytes.findIndex((byte, index) => index >= start && byte >= 0x30 && byte <= 0x39);
  if (at === -1) return nudge(bytes, random);
  changed[at] = '0123456789-+.eE,"\n \0'.charCodeAt(random.integer(20));
  return changed;
};

const mutations = [
  flipBits,
  flipBits,
  setBytes,
  truncate,
  insert,
  remove,
  splice,
  editLength,
  editLength,
  nudge,
  editDigits,
];

/** The bytes, damaged in one to three ways; never empty for sound ones. */
export function mutate(bytes: Uint8Array, random: Random): Uint8Array {
  let mutated = bytes;
  for (let left = 1 + random.integer(3); left > 0 && mutated.length > 0; left--) {
    mutated = mutations[random.integer(mutations.length)](mutated, random);
  }
  return mutated;
}
