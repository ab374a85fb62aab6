/**
 * Whether a file says the same as the description in it. Other programs compute what its nodes say,
 * and Espalier what is described: where the two differ, the file is refused.
 */
import type { DataError } from '../data/dataError.ts';
import { quoted } from '../data/limits.ts';
import { foreignModel } from './foreignModel.ts';

/** A node, a layer or a tensor of a file. */
export interface ModelPart {
  /** What it is, as messages name it: `node`, `layer`. */
  readonly word: string;
  readonly name: string;
  /** All that it says. */
  readonly bytes: Uint8Array;
}

export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

/**
 * Names the first part of a file that is not what its description makes of it.
 * @param found the parts of the file, in its order.
 * @param expected those of the file that the description is written to.
 */
export function unlikeDescription(
  file: string,
  found: readonly ModelPart[],
  expected: readonly ModelPart[],
): DataError {
  const at = expected.findIndex((part, index) => !isSame(part, found[index]));
  const lost = at === -1 ? undefined : expected[at];
  const own = at === -1 ? found[expected.length] : found[at];
  const isShort = lost !== undefined && countOf(found, lost.word) < countOf(expected, lost.word);
  if (isShort && own?.word !== lost.word) {
    return foreignModel(file, `${lost.word} ${quoted(lost.name)}`, 'it is missing');
  }
  if (own === undefined) return foreignModel(file, null, 'it was changed after Espalier wrote it');
  return foreignModel(
    file,
    `${own.word} ${quoted(own.name)}`,
    'it is not what the model’s description says',
  );
}

const countOf = (parts: readonly ModelPart[], word: string): number =>
  parts.filter((part) => part.word === word).length;

const isSame = (one: ModelPart, other: ModelPart | undefined): boolean =>
  other !== undefined && one.name === other.name && sameBytes(one.bytes, other.bytes);
