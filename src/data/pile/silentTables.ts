/** Tables that name images and tell no labels of them, and what is noted on tables. */
import { fileNameOf } from '../archives/entryNames.ts';
import { quoted } from '../limits.ts';
import type { NameTable } from '../tables/nameTable.ts';
import type { PileTable } from './pileTable.ts';

/** Whether a table names images and tells no labels of them, as a sample of what to hand in. */
export function isSilent(
  { path }: PileTable,
  { rows, labelColumns, classColumns }: NameTable,
): boolean {
  if (labelColumns.length + classColumns.length === 0) return true;
  const values = (column: number) => new Set(rows.map(({ cells }) => cells[column] ?? ''));
  const isNamedSample = /sample|submission|example/i.test(fileNameOf(path));
  return isNamedSample && labelColumns.every((column) => values(column).size < 2);
}

export const noteOnZeros = ({ path }: PileTable): string =>
  `The numbers in ${quoted(path)} lack zeros that the names of images begin with; they were taken for these.`;

export const noteOnSilent = ({ path }: PileTable): string =>
  `${quoted(path)} names images and tells no labels of them; it was left aside.`;

export const noteOnOutranked = ({ path }: PileTable): string =>
  `${quoted(path)} was left aside, as other tables tell the labels.`;
