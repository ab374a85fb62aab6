/**
 * The column of a table of names that tells splits: by words, as `train`; by yes and no under a name
 * like `is_train`; or by the numbers 0, 1 and 2 of a partition, as CelebA has them. Other numbers under
 * a name like `split` tell splits, but not which: 1 is said of images to train on in some sets, and of
 * those to test on in others.
 */
import { type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import type { CellRow } from './cellRow.ts';
import { labelColumns } from './tableLabels.ts';

/** Columns, and the split that their cells in a row tell; null where they tell none. */
export interface SplitColumn {
  readonly columns: readonly number[];
  readonly splitOf: (cells: readonly string[]) => SplitRole | null;
  /** What its numbers are taken for, where only a person can say whether they mean it; else null. */
  readonly guess: string | null;
}

/** What says in a column of splits that an image is of none yet; it is trained on. */
const unassigned = /^(un(assigned|used|split)|auto)$/i;

type SplitOf = (cell: string) => SplitRole | null;

const splitNames = /^(split|subset|set|partition|fold|usage|dataset[ _]?type)$/i;
const guessedNames = /(^|[^a-z])(split|subset|partition)$/i;
const partitions: readonly SplitRole[] = ['train', 'validation', 'test'];
const answers: Readonly<Record<string, boolean>> = { 0: false, 1: true, false: false, true: true };
const answerIn = (cell: string): boolean | undefined => answers[cell.toLowerCase()];

/** The first such column, or all that say by yes and no whether an image is of a split; null where there is none. */
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
    const answered = columnsOfAnswers(rows, header, columns);
    if (splitOf !== null && answered.length > 1 && answered.some((one) => one.column === column))
      return byAllAnswers(answered);
    if (splitOf !== null) return ofColumn(column, splitOf, null);
    const guessed = byGuess(name, told);
    if (guessed !== null) return ofColumn(column, guessed.splitOf, guessed.guess);
  }
  return null;
}

const ofColumn = (column: number, splitOf: SplitOf, guess: string | null): SplitColumn => ({
  columns: [column],
  splitOf: (cells) => splitOf(cells[column] ?? ''),
  guess,
});

/** A column of yes and no, and the split that it is called after. */
interface Answers {
  readonly column: number;
  readonly role: SplitRole;
}

function columnsOfAnswers(
  rows: readonly CellRow[],
  header: readonly string[] | null,
  columns: readonly number[],
): readonly Answers[] {
  return columns.flatMap((column) => {
    const role = roleOfQuestion(header?.[column] ?? '');
    const cells = rows.map(({ cells }) => cells[column] ?? '').filter((cell) => cell !== '');
    const areAnswers = cells.length > 0 && cells.every((cell) => answerIn(cell) !== undefined);
    return role !== null && areAnswers ? [{ column, role }] : [];
  });
}

/** Of several splits that say yes the one that is held out; an image of none is of the split that no column asks about. */
function byAllAnswers(answers: readonly Answers[]): SplitColumn {
  const ranks: readonly SplitRole[] = ['test', 'validation', 'train'];
  const order: readonly SplitRole[] = ['train', 'test', 'validation'];
  const rest = order.find((split) => answers.every(({ role }) => role !== split)) ?? null;
  return {
    columns: answers.map(({ column }) => column),
    splitOf: (cells) => {
      const said = answers.filter(({ column }) => answerIn(cells[column] ?? '') === true);
      return ranks.find((rank) => said.some(({ role }) => role === rank)) ?? rest;
    },
    guess: null,
  };
}

/** The split that a column called `is_train` asks about. */
const roleOfQuestion = (name: string): SplitRole | null =>
  /^is[\s_-]?./i.test(name) ? splitRoleOf(name.replace(/^is[\s_-]?/i, '')) : null;

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
  const role = roleOfQuestion(name);
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
function byGuess(name: string, told: readonly string[]) {
  if (!guessedNames.test(name)) return null;
  const numbers = [...new Set(told)].sort();
  const isPair = numbers.join() === '0,1';
  if (!isPair && numbers.join() !== '0,1,2') return null;
  const ones = told.filter((cell) => cell === '1').length;
  const pair: readonly SplitRole[] = 2 * ones > told.length ? ['test', 'train'] : ['train', 'test'];
  const meant = new Map(numbers.map((cell, at) => [cell, (isPair ? pair : partitions)[at]]));
  return {
    splitOf: (cell: string) => meant.get(cell) ?? null,
    guess: [...meant].map(([cell, role]) => `${cell} is taken for ${role}`).join(', '),
  };
}
