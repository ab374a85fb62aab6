/** Tables that a download holds twice, as one in a folder of its own beside the same one without. */
import { fileNameOf } from '../archives/entryNames.ts';
import { quoted } from '../limits.ts';
import type { TableFile } from './tableColumns.ts';

const pathOf = ({ file, entry }: TableFile): string => entry ?? file;

/** The tables, of which those with one name and the same bytes are taken once. */
export function equalTablesOnce(files: readonly TableFile[]): {
  readonly tables: readonly TableFile[];
  readonly notes: readonly string[];
} {
  const inOrder = [...files].sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
  const isCopy = (one: TableFile, other: TableFile) =>
    fileNameOf(pathOf(one)) === fileNameOf(pathOf(other)) && areEqual(one.bytes, other.bytes);
  const copies = new Set(
    inOrder.filter((one, at) => inOrder.slice(0, at).some((other) => isCopy(one, other))),
  );
  const notes = [...copies].map((one) => `${quoted(pathOf(one))} is there twice; taken once.`);
  return { tables: files.filter((one) => !copies.has(one)), notes };
}

const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, at) => byte === other[at]);
