/** Tables that name images and tell no labels of them, and what is noted on tables. */
import { fileNameOf } from '../archives/entryNames.ts';
import { quoted } from '../limits.ts';
import { type NameTable, nameOfColumn } from '../tables/nameTable.ts';
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

/** Tells which other columns may be the labels, where the header calls one of several so. */
export function notesOnPassedOver(
  { path }: PileTable,
  { header, passedOver }: NameTable,
): string[] {
  if (passedOver.length === 0) return [];
  const names = passedOver.slice(0, 5).map((column) => quoted(nameOfColumn(header, column)));
  const more = passedOver.length > names.length ? ' and so on' : '';
  return [`Other columns of ${quoted(path)} may be labels as well: ${names.join(', ')}${more}.`];
}

export const noteOnSilent = ({ path }: PileTable): string =>
  `${quoted(path)} names images and tells no labels of them; it was left aside.`;

export const noteOnForeign = ({ path }: PileTable): string =>
  `${quoted(path)} tells held-out images other classes than there are to train on; it was left aside.`;

export const noteOnOutranked = ({ path }: PileTable): string =>
  `${quoted(path)} was left aside, as other tables tell the labels.`;
