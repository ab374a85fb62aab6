/** The pass over tables: what they tell of images, and which images they leave untold. */
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import type { ReadingChoices, ReadingQuestion } from '../readingChoices.ts';
import type { Container } from '../sources/container.ts';
import { encodingQuestion } from '../tables/encodingQuestion.ts';
import { tableText } from '../tables/tableText.ts';
import { withSameColumns } from './alikeTables.ts';
import { ColumnsMet } from './columnsMet.ts';
import {
  competingLabels,
  type NamingTable,
  notOutranked,
  withoutLegends,
} from './competingTables.ts';
import { areToldByFolders, foldersOrTable } from './foldersOrTable.ts';
import { areForeign } from './foreignLabels.ts';
import { ImageShelves } from './imageShelves.ts';
import { withJoinedTables } from './joinedTables.ts';
import { type JudgedTable, judgeTable } from './judgeTable.ts';
import { type LabelRow, labelRows } from './labelRows.ts';
import { areFromNames } from './labelsByName.ts';
import type { PassOutcome, PileImage } from './pileImage.ts';
import type { PileTable } from './pileTable.ts';
import {
  isSilent,
  noteOnForeign,
  noteOnOutranked,
  noteOnSilent,
  noteOnZeros,
  notesOnPassedOver,
} from './silentTables.ts';
import { lookingOf } from './tableLooking.ts';
import { TableSplits } from './tableSplits.ts';
import { toldImages } from './toldImages.ts';

/** What tables tell. */
export interface Told extends PassOutcome {
  readonly kind: 'told';
  /** The tables that tell labels, and those that name images and tell none. */
  readonly used: ReadonlySet<PileTable>;
}

/**
 * Images with the labels and splits that tables tell: tables in archives of their images, those
 * beside archives of all, but first of those without a table of their own. Images that lie beside
 * told ones and that no table names go, but for those in folders that are called as labels are.
 * @throws DataError naming the line of a table that contradicts itself.
 */
export function tellByTables(
  images: readonly PileImage[],
  tables: readonly PileTable[],
  choices: ReadingChoices,
): Told | ReadingQuestion {
  const teller = new Teller(images, choices);
  const inOrder = [...withJoinedTables(tables)].sort((a, b) =>
    a.path < b.path ? -1 : a.path > b.path ? 1 : 0,
  );
  const own = inOrder.filter(({ archive }) => archive !== null);
  const beside = inOrder.filter(({ archive }) => archive === null);
  for (const some of [own, beside]) {
    const question = teller.read(some);
    if (question !== null) return question;
  }
  return teller.outcome(beside);
}

/** Whether each of several images has a label of its own, which then is a name and no class. */
function areAllDistinct(rows: ReadonlyMap<number, LabelRow>): boolean {
  return rows.size > 2 && new Set([...rows.values()].map(({ label }) => label)).size === rows.size;
}

/** Reads tables one after another, and keeps what they tell. */
class Teller {
  private readonly shelves: ImageShelves;
  private readonly told = new Map<number, LabelRow>();
  private readonly used = new Set<PileTable>();
  private readonly silent = new Set<PileTable>();
  private readonly outranked = new Set<PileTable>();
  private readonly lists: TableSplits;
  private readonly rowNotes: string[] = [];
  private readonly withTable = new Set<Container>();
  private readonly columns = new ColumnsMet();

  constructor(
    images: readonly PileImage[],
    private readonly choices: ReadingChoices,
  ) {
    this.shelves = new ImageShelves(images);
    this.lists = new TableSplits(this.shelves);
  }

  /** Adds what tables tell; a question where they can be read in several ways. */
  read(tables: readonly PileTable[]): ReadingQuestion | null {
    const naming: NamingTable[] = [];
    for (const table of tables) {
      const judged = this.judged(table);
      if (judged !== null && 'kind' in judged) return judged;
      if (judged !== null) naming.push({ table, judged });
    }
    const telling = withSameColumns(naming).filter((one) => this.mayTell(one));
    const taken = withoutLegends(notOutranked(telling), this.shelves);
    for (const one of telling) if (!taken.includes(one)) this.leaveAside(one, this.outranked);
    const question = competingLabels(taken, this.shelves);
    if (question !== null) return question;
    for (const one of taken) {
      const asked = this.take(one);
      if (asked !== null) return asked;
    }
    return null;
  }

  private judged(table: PileTable): JudgedTable | ReadingQuestion | null {
    const { encoding } = this.choices;
    const looking = lookingOf(table, this.shelves, this.withTable);
    const judge = (text: string) => judgeTable(table, text, this.shelves, looking, this.choices);
    const text = tableText(table.bytes, encoding);
    if (text.kind !== 'undecided') return judge(text.text);
    const judged = text.readings.filter((one) => judge(one.text) !== null);
    return judged.length === 0 ? null : encodingQuestion(table.path, judged);
  }

  /** Whether a table may tell labels; one that does not is left aside, but for the splits that it lists. */
  private mayTell(one: NamingTable): boolean {
    const { table, judged } = one;
    this.columns.add(judged.names);
    if (areFromNames(this.choices.labels) || isSilent(table, judged.names)) {
      this.leaveAside(one, this.silent);
      return false;
    }
    const isAsked = judged.names.labelColumns.length > 1;
    if (!isAsked || !areToldByFolders(judged, this.shelves, this.choices)) return true;
    this.lists.add(table, judged);
    return false;
  }

  private leaveAside({ table, judged }: NamingTable, aside: Set<PileTable>): void {
    aside.add(table);
    this.lists.add(table, judged);
  }

  private take({ table, judged }: NamingTable): ReadingQuestion | null {
    const { isLabelled, isChosen } = judged.names;
    const told = this.rowsOf(table, judged);
    if (told === null) {
      this.silent.add(table);
      return null;
    }
    const { rows, notes } = told;
    this.rowNotes.push(...notes);
    if (judged.looking.lacksZeros) this.rowNotes.push(noteOnZeros(table));
    this.rowNotes.push(...notesOnPassedOver(table, judged.names));
    const isAbove = isLabelled && (isChosen || !areAllDistinct(rows));
    const teller = isAbove ? 'table' : foldersOrTable(table, rows, this.shelves, this.choices);
    if (teller === 'folders') {
      if (isLabelled) this.silent.add(table);
      this.lists.add(table, judged);
      return null;
    }
    if (teller !== 'table') return teller;
    this.used.add(table);
    if (judged.names.splitColumn?.guess != null) this.lists.add(table, judged);
    for (const [at, row] of rows) {
      this.told.set(at, { ...row, split: row.split ?? this.told.get(at)?.split ?? null });
      if (table.archive !== null) this.withTable.add(this.shelves.images[at].container);
    }
    return null;
  }

  /** What rows tell; null for a table that contradicts itself where nothing needs it. */
  private rowsOf(table: PileTable, judged: JudgedTable) {
    try {
      return labelRows(table, judged, this.shelves, this.told);
    } catch (error) {
      const isNeeded =
        judged.names.isLabelled || [...this.shelves.inFolders.values()].includes(false);
      if (isNeeded || !(error instanceof DataError)) throw error;
      return null;
    }
  }

  outcome(beside: readonly PileTable[]): Told | ReadingQuestion {
    this.columns.checkChosen(this.choices, [
      ...beside,
      { file: this.shelves.images[0].container.file, entry: null },
    ]);
    const foreign = new Set(this.choices.label === undefined ? this.withoutForeign() : []);
    const listed = this.lists.told(this.told, this.choices);
    if (listed.kind !== 'listed') return listed;
    const isOfAll = beside.some((table) => this.used.has(table));
    const outcome = toldImages(this.shelves, this.told, listed, isOfAll);
    const telling = new Set([...this.used, ...this.lists.tablesOf(listed.used)]);
    const untold = (aside: ReadonlySet<PileTable>) =>
      [...aside].filter((table) => !telling.has(table));
    const [silent, outranked] = [untold(this.silent), untold(this.outranked)];
    return {
      kind: 'told',
      images: outcome.images,
      used: new Set(
        [...telling, ...foreign, ...silent, ...outranked].flatMap(
          (table) => table.parts ?? [table],
        ),
      ),
      notes: [
        ...outcome.archiveNotes,
        ...this.notesOnUsed(outcome.leftNotes),
        ...listed.notes,
        ...this.rowNotes,
        ...outcome.keptNotes,
        ...[...foreign].map(noteOnForeign),
        ...silent.map(noteOnSilent),
        ...outranked.map(noteOnOutranked),
      ],
    };
  }

  /** Forgets what tables told of held-out images where nobody trains on such labels; the tables. */
  private withoutForeign(): readonly PileTable[] {
    if (!areForeign(this.shelves, this.told)) return [];
    const tables = [...this.used];
    this.used.clear();
    this.told.clear();
    return tables;
  }

  private notesOnUsed(leftNotes: readonly string[]): string[] {
    if (this.used.size === 0) return [];
    const tables = [...this.used].flatMap((table) => table.parts ?? [table]);
    const paths = [...new Set(tables.map(({ path }) => path))];
    return [`Labels were read from ${paths.map(quoted).join(', ')}.`, ...leftNotes];
  }
}
