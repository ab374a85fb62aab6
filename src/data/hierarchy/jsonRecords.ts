/**
 * Categories in JSON, an object each, as COCO and iNaturalist list them: a class with its groups
 * (`supercategory`, or the ranks of biology), or nodes that name their parents.
 */
import { quoted } from '../limits.ts';
import { ClassMatcher } from './classMatcher.ts';
import { classCells, classRowsTree } from './classTable.ts';
import { type Fields, isFields, scalarText } from './jsonValues.ts';
import type { TextRow } from './textRows.ts';
import { nodeTableTree } from './textTree.ts';
import type { RawTree } from './treeShape.ts';

/** Coarsest first. */
const ranks = 'domain superkingdom kingdom phylum class order family tribe genus'.split(' ');
const groupName = /^(super|parent|group|coarse)/i;

/** The list of objects in a file: the file itself, or what it calls its categories. */
export function recordsIn(value: unknown): unknown {
  return isFields(value) ? (value.categories ?? null) : value;
}

/**
 * The tree of a list of categories; null where it is none. Of fields beside the class, the ranks of
 * biology are the groups, else those that are called so, else those with texts.
 * @throws DataError as classTable.ts does.
 */
export function recordTree(
  file: string,
  list: unknown,
  classes: readonly string[],
): RawTree | null {
  if (!Array.isArray(list) || list.length === 0 || !list.every(isFields)) return null;
  const records: readonly Fields[] = list;
  if (records.some((record) => 'children' in record)) return null;
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const isList = (key: string) => records.some((record) => isObject(record[key]));
  const isScalar = (key: string) => records.some((record) => scalarText(record[key]) !== null);
  const columns = keys.filter((key) => isScalar(key) && !isList(key));
  if (columns.length === 0) return null;
  const rows = records.map(
    (record, at): TextRow => ({
      line: at + 1,
      cells: columns.map((key) => scalarText(record[key]) ?? ''),
    }),
  );
  const nodes = nodeTableTree(file, [{ line: 0, cells: columns }, ...rows], 'entry');
  if (nodes !== null) return nodes;
  const matcher = new ClassMatcher(classes);
  const counts = columns.map((_, column) => classCells(rows, column, matcher));
  const most = counts.reduce((a, b) => Math.max(a, b));
  // A list of groups names few classes in its fields, and has lists of them.
  if (2 * most < classes.length && keys.some(isList)) return null;
  const classColumn = counts.indexOf(most);
  const kept = [classColumn, ...groupColumns(columns, records, classColumn)];
  const nameOf = (column: number) => `field ${quoted(columns[kept[column]])}`;
  const body = rows.map(({ line, cells }) => ({ line, cells: kept.map((at) => cells[at]) }));
  return classRowsTree(file, { body, classColumn: 0, nameOf, unit: 'entry' }, classes);
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/** The columns that tell groups. */
function groupColumns(
  columns: readonly string[],
  records: readonly Fields[],
  classColumn: number,
): number[] {
  const where = (test: (key: string) => boolean) =>
    columns.flatMap((key, column) => (column !== classColumn && test(key) ? [column] : []));
  const ranked = where((key) => ranks.includes(key.toLowerCase()));
  if (ranked.length > 0) return ranked;
  const named = where((key) => groupName.test(key));
  if (named.length > 0) return named;
  const texts = where((key) => records.some((record) => typeof record[key] === 'string'));
  return texts.length > 0 ? texts : where(() => true);
}
