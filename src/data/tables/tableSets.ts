/**
 * Tables of several sets in one pile: letters and digits, each with images to train and to test on; or one
 * that names no split beside those that do, as Dig-MNIST beside Kannada-MNIST. Which is meant only a
 * person can say.
 */
import { groupedBy } from '../../lib/groupedBy.ts';
import { formatCounted } from '../../lib/numberFormat.ts';
import { fileNameOf } from '../archives/entryNames.ts';
import { partQuestion } from '../arrays/partQuestion.ts';
import { nameOfSet, splitRoleOf } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import type { PartQuestion, ReadingChoices } from '../readingChoices.ts';
import { rowsOfTable, type TableFile } from './tableColumns.ts';
import { headerOf } from './tableHeader.ts';
import { tableError } from './tableRows.ts';

/** All tables joined, as an answer. */
const together = 'all';

const nameIn = ({ file, entry }: TableFile): string => fileNameOf(entry ?? file);
const roleOf = (one: TableFile) => splitRoleOf(nameIn(one));

/** What a table goes by, numbers of its parts aside. */
const familyOf = (one: TableFile): string =>
  nameOfSet(
    nameIn(one)
      .replace(/\.\w+(\.gz)?$/, '')
      .replace(/\d+/g, ' '),
  );

/**
 * The tables of the chosen set, all where they are of one, or a question.
 * @throws DataError where a set is chosen that is not there.
 */
export function chosenTables(
  tables: readonly TableFile[],
  file: string,
  { part }: ReadingChoices,
): readonly TableFile[] | PartQuestion {
  const sets = setsOf(tables);
  if (sets.size < 2 || part === together) return tables;
  if (part !== undefined) {
    const chosen = sets.get(part);
    if (chosen !== undefined) return chosen;
    const known = [...sets.keys()].map(quoted).join(', ');
    throw tableError(tables[0], null, `no set ${quoted(part)}`, known, 'choose one of these sets');
  }
  const offered = [...sets].map(([name, own]) => ({
    name,
    description: `${own.map((one) => quoted(nameIn(one))).join(', ')}: ${formatCounted(rowsIn(own), 'row')}.`,
    previews: [],
  }));
  const names = [...sets.keys()].map(quoted).join(', ');
  const question = partQuestion(file, `the tables of ${names} may be sets of their own`, offered);
  const all = {
    ...partQuestion(file, '', [{ name: together, description: '', previews: [] }]).alternatives[0],
    title: 'All together',
    description: `Joined, ${formatCounted(rowsIn(tables), 'row')}.`,
  };
  return { ...question, alternatives: [...question.alternatives, all] };
}

/** The sets by their names; none where tables are of one. */
function setsOf(tables: readonly TableFile[]): ReadonlyMap<string, readonly TableFile[]> {
  const families = groupedBy(tables, familyOf);
  const isTrained = ([, own]: readonly [string, readonly TableFile[]]) =>
    own.some((one) => roleOf(one) === 'train');
  const isWhole = (one: readonly [string, readonly TableFile[]]) =>
    isTrained(one) && one[1].some((table) => (roleOf(table) ?? 'train') !== 'train');
  const [trained, others] = [true, false].map((is) =>
    [...families].filter((one) => isTrained(one) === is),
  );
  const areSets = families.size > 1 && [...families].every(isWhole);
  // One that names no split beside such: its rows would be poured into those to train on.
  const isBeside =
    trained.length === 1 &&
    others.length > 0 &&
    others.every(([, own]) => own.every((one) => roleOf(one) === null));
  if (!areSets && !isBeside) return new Map();
  const called = ([name, [first]]: readonly [string, readonly TableFile[]]) =>
    name === '' ? nameIn(first).replace(/\.\w+$/, '') : name;
  return new Map(
    [...trained, ...others]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map((one) => [called(one), one[1]]),
  );
}

function rowsIn(tables: readonly TableFile[]): number {
  let count = 0;
  for (const table of tables) {
    const rows = rowsOfTable(table);
    if (!rows.next()) continue;
    if (headerOf(rows) === null) count++;
    while (rows.next()) count++;
  }
  return count;
}
