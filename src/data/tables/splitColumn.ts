/**
 * The column of a table of names that tells splits: by words, as `train`; by yes and no under a name
 * like `is_train`; or by the numbers 0, 1 and 2 of a partition, as CelebA has them.
 */
import { type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import type { CellRow } from './cellRow.ts';
import { labelColumns } from './tableLabels.ts';

/** A column, and the split that a cell of it tells; null where it tells none. */
export interface SplitColumn {
  readonly column: number;
  readonly splitOf: (cell: string) => SplitRole | null;
}

const splitNames = /^(split|subset|set|partition|fold|usage|dataset[ _]?type)$/i;
const partitions: readonly SplitRole[] = ['train', 'validation', 'test'];
const answers: Readonly<Record<string, boolean>> = { 0: false, 1: true, false: false, true: true };
const answerIn = (cell: string): boolean | undefined => answers[cell.toLowerCase()];

/** The first such column; null where there is none. */
export function splitColumnOf(
  rows: readonly CellRow[],
  header: readonly string[] | null,
  columns: readonly number[],
): SplitColumn | null {
  for (const column of columns) {
    const name = (header?.[column] ?? '').trim();
    if (header !== null && labelColumns([name]).length > 0) continue;
    const cells = new Set(
      rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== ''),
    );
    const splitOf = bySplitWords(name, cells) ?? byAnswers(name, cells) ?? byNumbers(name, cells);
    if (splitOf !== null) return { column, splitOf };
  }
  return null;
}

/** Columns that are called splits and hold some, or hold nothing else; public test images validate. */
function bySplitWords(name: string, cells: ReadonlySet<string>) {
  const roles = [...cells].filter((cell) => splitRoleOf(cell) !== null);
  const isOne = splitNames.test(name)
    ? roles.length > 0
    : roles.length > 1 && roles.length === cells.size;
  if (!isOne) return null;
  const hasPrivate = [...cells].some((cell) => /private/i.test(cell));
  return (cell: string): SplitRole | null => {
    const role = splitRoleOf(cell);
    return hasPrivate && role === 'test' && /public/i.test(cell) ? 'validation' : role;
  };
}

/** Whether an image is of the split that the column is called after; what is not trained on is tested on. */
function byAnswers(name: string, cells: ReadonlySet<string>) {
  const role = /^is[\s_-]?./i.test(name) ? splitRoleOf(name.replace(/^is[\s_-]?/i, '')) : null;
  if (role === null || [...cells].some((cell) => answerIn(cell) === undefined)) return null;
  const other = role === 'train' ? 'test' : 'train';
  return (cell: string): SplitRole | null => {
    const answer = answerIn(cell);
    return answer === undefined ? null : answer ? role : other;
  };
}

function byNumbers(name: string, cells: ReadonlySet<string>) {
  if (!/partition$/i.test(name) || cells.size !== partitions.length) return null;
  const numbered = new Map(partitions.map((role, at) => [String(at), role]));
  if ([...cells].some((cell) => !numbered.has(cell))) return null;
  return (cell: string): SplitRole | null => numbered.get(cell) ?? null;
}
