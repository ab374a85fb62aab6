/**
 * The column of a table of names that tells splits: by words, as `train`; by yes and no under a name
 * like `is_train`; or by the numbers 0, 1 and 2 of a partition, as CelebA has them. Other numbers under
 * a name like `split` tell splits, but not which: 1 is said of images to train on in some sets, and of
 * those to test on in others.
 */
import { type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import type { CellRow } from './cellRow.ts';
import { labelColumns } from './tableLabels.ts';

/** A column, and the split that a cell of it tells; null where it tells none. */
export interface SplitColumn {
  readonly column: number;
  readonly splitOf: (cell: string) => SplitRole | null;
  /** What its numbers are taken for, where only a person can say whether they mean it; else null. */
  readonly guess: string | null;
}

/** What says in a column of splits that an image is of none yet; it is trained on. */
const unassigned = /^(un(assigned|used|split)|auto)$/i;

type SplitOf = SplitColumn['splitOf'];

const splitNames = /^(split|subset|set|partition|fold|usage|dataset[ _]?type)$/i;
const guessedNames = /(^|[^a-z])(split|subset|partition)$/i;
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
    const told = rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '');
    const cells = new Set(told);
    const splitOf = bySplitWords(name, cells) ?? byAnswers(name, cells) ?? byNumbers(name, cells);
    if (splitOf !== null) return { column, splitOf, guess: null };
    const guessed = byGuess(name, told);
    if (guessed !== null) return { column, ...guessed };
  }
  return null;
}

/** Columns that are called splits and hold some, or hold nothing else; public test images validate. */
function bySplitWords(name: string, cells: ReadonlySet<string>): SplitOf | null {
  const roles = [...cells].filter((cell) => splitRoleOf(cell) !== null);
  const others = [...cells].filter((cell) => !roles.includes(cell));
  const isOne = splitNames.test(name)
    ? roles.length > 0
    : cells.size > 1 && roles.length > 0 && others.every((cell) => unassigned.test(cell));
  if (!isOne) return null;
  const hasPrivate = [...cells].some((cell) => /private/i.test(cell));
  return (cell: string): SplitRole | null => {
    const role = unassigned.test(cell) ? 'train' : splitRoleOf(cell);
    return hasPrivate && role === 'test' && /public/i.test(cell) ? 'validation' : role;
  };
}

/** Whether an image is of the split that the column is called after; what is not trained on is tested on. */
function byAnswers(name: string, cells: ReadonlySet<string>): SplitOf | null {
  const role = /^is[\s_-]?./i.test(name) ? splitRoleOf(name.replace(/^is[\s_-]?/i, '')) : null;
  if (role === null || [...cells].some((cell) => answerIn(cell) === undefined)) return null;
  const other = role === 'train' ? 'test' : 'train';
  return (cell: string): SplitRole | null => {
    const answer = answerIn(cell);
    return answer === undefined ? null : answer ? role : other;
  };
}

function byNumbers(name: string, cells: ReadonlySet<string>): SplitOf | null {
  if (!/partition$/i.test(name) || cells.size !== partitions.length) return null;
  const numbered = new Map(partitions.map((role, at) => [String(at), role]));
  if ([...cells].some((cell) => !numbered.has(cell))) return null;
  return (cell: string): SplitRole | null => numbered.get(cell) ?? null;
}

/** The number that most images have is taken for those to train on; of three, as of a partition. */
function byGuess(name: string, told: readonly string[]): Omit<SplitColumn, 'column'> | null {
  if (!guessedNames.test(name)) return null;
  const numbers = [...new Set(told)].sort();
  const isPair = numbers.join() === '0,1';
  if (!isPair && numbers.join() !== '0,1,2') return null;
  const ones = told.filter((cell) => cell === '1').length;
  const pair: readonly SplitRole[] = 2 * ones > told.length ? ['test', 'train'] : ['train', 'test'];
  const meant = new Map(numbers.map((cell, at) => [cell, (isPair ? pair : partitions)[at]]));
  return {
    splitOf: (cell) => meant.get(cell) ?? null,
    guess: [...meant].map(([cell, role]) => `${cell} is taken for ${role}`).join(', '),
  };
}
