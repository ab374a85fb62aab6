/** The pass over tables: what they tell of images, and which images they leave untold. */
import { formatCount, formatCounted } from '../../lib/numberFormat.ts';
import { faultOfPath, fileNameOf } from '../archives/entryNames.ts';
import { labelsFlag } from '../choiceFlags.ts';
import { contentNamed, type SplitRole, splitRoleOf } from '../layout/splitRole.ts';
import { quoted } from '../limits.ts';
import type { ReadingChoices, ReadingQuestion } from '../readingChoices.ts';
import type { Container } from '../sources/container.ts';
import { encodingQuestion } from '../tables/encodingQuestion.ts';
import { describeClasses, labelQuestion } from '../tables/labelQuestion.ts';
import { judgeNames, type NameTable, nameOfColumn, splitOfCell } from '../tables/nameTable.ts';
import { tableCells } from '../tables/tableCells.ts';
import { listedColumns, otherColumn } from '../tables/tableColumns.ts';
import { type TablePlace, tableError } from '../tables/tableRows.ts';
import { tableText } from '../tables/tableText.ts';
import { areInClassFolders, classOfFolders } from './classFolders.ts';
import { splitSpokenOf } from './folderWords.ts';
import { type Found, ImageNames, type Looking } from './imageNames.ts';
import { folderPath, type PassOutcome, type PileImage, pathBelowRoot } from './pileImage.ts';

/** A table that may name images. */
export interface PileTable extends TablePlace {
  /** Its path, as images' paths are. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The archive that it lies in; null for one beside archives, or among loose images. */
  readonly archive: Container | null;
}

/** What tables tell. */
export interface Told extends PassOutcome {
  readonly kind: 'told';
  /** The tables that tell labels, and those that name images and tell none. */
  readonly used: ReadonlySet<PileTable>;
}

const allowed =
  'rows with the name of an image that is there, its label and, if you like, its split (train, val or test), each image once';
/** A table tells of images if so large a share of its rows names some, or of the images is named. */
const enough = 0.5;

interface Row {
  readonly split: SplitRole | null;
  readonly label: string;
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
  const inOrder = [...tables].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  const own = inOrder.filter(({ archive }) => archive !== null);
  const beside = inOrder.filter(({ archive }) => archive === null);
  for (const table of [...own, ...beside]) {
    const question = teller.read(table);
    if (question !== null) return question;
  }
  return teller.outcome(beside);
}

class Teller {
  private readonly told = new Map<number, Row>();
  private readonly used = new Set<PileTable>();
  private readonly silent = new Set<PileTable>();
  private readonly archiveNotes: string[] = [];
  private readonly rowNotes: string[] = [];
  private readonly names: ImageNames;
  /** The images of each container, by their numbers. */
  private readonly shelves: ReadonlyMap<Container, readonly number[]>;
  private readonly inFolders: ReadonlyMap<Container, boolean>;
  private readonly withTable = new Set<Container>();
  private readonly roles: readonly (SplitRole | null)[];
  /** The columns of all tables that name images, and whether the chosen one is among them. */
  private columns: readonly string[] = [];
  private isChosen = false;

  constructor(
    private readonly images: readonly PileImage[],
    private readonly choices: ReadingChoices,
  ) {
    this.names = new ImageNames(images);
    const shelves = new Map<Container, number[]>();
    images.forEach(({ container }, at) => {
      const known = shelves.get(container);
      if (known === undefined) shelves.set(container, [at]);
      else known.push(at);
    });
    this.shelves = shelves;
    const isSorted = (places: readonly number[]) =>
      areInClassFolders(places.map((at) => images[at]));
    this.inFolders = new Map([...shelves].map(([one, places]) => [one, isSorted(places)]));
    this.roles = images.map(({ folders }) => roleOfFolders(folders));
  }

  /** Adds what a table tells; a question where it can be read in several ways. */
  read(table: PileTable): ReadingQuestion | null {
    const text = tableText(table.bytes, this.choices.encoding);
    if (text.kind === 'undecided') {
      const judged = text.readings.filter((one) => this.judge(table, one.text) !== null);
      return judged.length === 0 ? null : encodingQuestion(table.path, judged);
    }
    const found = this.judge(table, text.text);
    return found === null ? null : this.take(table, found.names, found.looking);
  }

  /** The table's columns, and where it looks for images; null for one that tells of none. */
  private judge(table: PileTable, text: string) {
    const looking = this.lookingOf(table);
    const nameIn = (cell: string) => wordFor(this.names.find(cell, looking));
    const ways = tableCells(text, table.path, table).flatMap((rows): NameTable[] => {
      const judged = judgeNames(rows, nameIn, this.choices.label);
      return judged === null ? [] : [judged];
    });
    const [names] = ways.sort((a, b) => b.named - a.named);
    if (names === undefined) return null;
    const seen = new Set<number>();
    let several = 0;
    for (const { cells } of names.rows) {
      const found = this.names.find(cells[names.fileColumn] ?? '', looking);
      if (found.kind === 'one') seen.add(found.at);
      else if (found.kind === 'several') several++;
    }
    const candidates = this.images.filter((_, at) => looking.tierOf(at) !== null);
    // Where folders tell the classes, a name that fits several images speaks of something else.
    const isNeeded = candidates.some(({ container }) => !this.inFolders.get(container));
    const count = seen.size + (isNeeded ? several : 0);
    if (count < enough * names.rows.length && count < enough * candidates.length) return null;
    if (count === 0) return null;
    return { names, looking: several === 0 ? looking : this.narrowed(names, looking) };
  }

  private take(table: PileTable, names: NameTable, looking: Looking): ReadingQuestion | null {
    const { header, labelColumns, classColumns } = names;
    const others = (names.rows[0]?.cells ?? []).flatMap((_, column) =>
      column === names.fileColumn ? [] : [nameOfColumn(header, column)],
    );
    this.columns = [...new Set([...this.columns, ...others])];
    if (others.includes(this.choices.label ?? '')) this.isChosen = true;
    const values = (column: number) => names.rows.map(({ cells }) => cells[column] ?? '');
    const isSample =
      /sample|submission|example/i.test(fileNameOf(table.path)) &&
      labelColumns.every((column) => new Set(values(column)).size < 2);
    if (isSample || labelColumns.length + classColumns.length === 0) {
      this.silent.add(table);
      return null;
    }
    if (labelColumns.length > 1) {
      const columns = labelColumns.map((column) => ({
        name: nameOfColumn(header, column),
        values: [...new Set(values(column))],
      }));
      return labelQuestion(table.path, columns);
    }
    const rows = this.rowsOf(table, names, looking);
    const question = names.isLabelled ? null : this.foldersOrTable(table, rows);
    if (question === 'folders') return null;
    if (question !== null) return question;
    this.used.add(table);
    for (const [at, row] of rows) {
      this.told.set(at, row);
      if (table.archive !== null) this.withTable.add(this.images[at].container);
    }
    return null;
  }

  /** What each row tells, by the number of its image. */
  private rowsOf(table: PileTable, names: NameTable, looking: Looking): Map<number, Row> {
    const { rows, fileColumn, splitColumn, header } = names;
    const refuse = (line: number, column: number, found: string) =>
      tableError(
        table,
        `line ${line}, column ${column + 1}`,
        found,
        allowed,
        'correct the cell, or write the table again',
      );
    const splits = splitColumn === null ? [] : rows.map(({ cells }) => cells[splitColumn] ?? '');
    const hasPrivate = splits.some((cell) => /private/i.test(cell));
    const ownRole = splitRoleOf(fileNameOf(table.path));
    const found = new Map<number, Row>();
    const strangers: string[] = [];
    let blank = 0;
    for (const { line, cells } of rows) {
      const name = cells[fileColumn] ?? '';
      const image = this.names.find(name, looking);
      if (image.kind === 'none') {
        strangers.push(name);
        continue;
      }
      if (image.kind !== 'one')
        throw refuse(line, fileColumn, `several images are called ${quoted(name)}`);
      const [labelColumn] = names.labelColumns;
      const label =
        labelColumn === undefined ? oneHotLabel(names, cells) : (cells[labelColumn] ?? '');
      if (label === '') {
        blank++;
        continue;
      }
      const fault = faultOfPath(label);
      if (fault !== null)
        throw refuse(line, labelColumn ?? 0, `the label ${quoted(label)}: ${fault}`);
      const cell = splitColumn === null ? '' : (cells[splitColumn] ?? '');
      const told = cell === '' ? null : splitOfCell(cell, hasPrivate);
      if (cell !== '' && told === null)
        throw refuse(line, splitColumn!, `the split ${quoted(cell)}`);
      const before = found.get(image.at) ?? this.told.get(image.at);
      if (before !== undefined && before.label !== label)
        throw refuse(line, fileColumn, `the image ${quoted(name)} again`);
      found.set(image.at, { label, split: told ?? this.roles[image.at] ?? ownRole });
    }
    if (header === null && found.size === 0) return found;
    const many = (count: number, one: string, more: string) =>
      `${formatCounted(count, 'row')} of ${quoted(table.path)} ${count === 1 ? one : more}`;
    if (strangers.length > 0) {
      const named = many(
        strangers.length,
        'names no image that is there',
        'name no image that is there',
      );
      this.rowNotes.push(`${named}, as ${quoted(strangers[0])}.`);
    }
    if (blank > 0) {
      const has = many(
        blank,
        'has no label; its image was left out',
        'have no label; their images were left out',
      );
      this.rowNotes.push(`${has}.`);
    }
    return found;
  }

  /** Asks where folders and a table that calls no column its labels tell different classes. */
  private foldersOrTable(
    { path }: PileTable,
    rows: ReadonlyMap<number, Row>,
  ): ReadingQuestion | 'folders' | null {
    const named = [...rows.keys()].map((at) => this.images[at]);
    if (named.length === 0) return 'folders';
    const isNeeded = named.some(({ container }) => !this.inFolders.get(container));
    if (isNeeded || this.choices.labels === 'table') return null;
    const classOf = classOfFolders(named);
    const pairs = new Set<string>();
    const folders = new Set<string>();
    const labels = [...rows].map(([at, { label }]) => {
      const folder = classOf.get(folderPath(this.images[at].folders))!;
      folders.add(folder);
      pairs.add(JSON.stringify([folder, label]));
      return label;
    });
    const distinct = new Set(labels);
    const isSame = pairs.size === distinct.size && pairs.size === folders.size;
    const isTelling = distinct.size < labels.length;
    if (isSame || !isTelling || this.choices.labels === 'folders') return 'folders';
    const alternatives = [
      { labels: 'folders' as const, title: 'Classes from folders', classes: [...folders] },
      { labels: 'table' as const, title: `Classes from ${quoted(path)}`, classes: [...distinct] },
    ];
    return {
      kind: 'labels',
      file: path,
      found: 'its rows tell other classes than the folders of the images do',
      alternatives: alternatives.map(({ labels: choice, title, classes }) => ({
        choices: { labels: choice },
        title,
        description: describeClasses(classes.toSorted()),
        flag: labelsFlag(choice),
        previews: [],
      })),
    };
  }

  /** Where a table looks: in its archive, or everywhere, first where no other table tells. */
  private lookingOf({ path, archive }: PileTable): Looking {
    const folder = path.slice(0, path.length - fileNameOf(path).length);
    const role = splitRoleOf(fileNameOf(path));
    const isElsewhere = (at: number) => role !== null && this.roles[at] !== role;
    if (archive !== null) {
      const tierOf = (at: number) => (this.images[at].container === archive ? 0 : null);
      return { folder, tierOf, isOneTier: true, isElsewhere };
    }
    const tiers = new Map(
      [...this.shelves.keys()].map((one) => [
        one,
        2 * Number(this.withTable.has(one)) + Number(this.inFolders.get(one)),
      ]),
    );
    const tierOf = (at: number) => tiers.get(this.images[at].container)!;
    return { folder, tierOf, isOneTier: new Set(tiers.values()).size === 1, isElsewhere };
  }

  /** Looks in one folder alone, where only one has all that the table names, each once. */
  private narrowed({ rows, fileColumn }: NameTable, looking: Looking): Looking {
    const folderOf = (at: number) => folderPath(this.images[at].folders);
    const folders = new Set(this.images.map((_, at) => folderOf(at)));
    if (folders.size * rows.length > maxTries) return looking;
    const cells = rows.map(({ cells }) => cells[fileColumn] ?? '');
    const whole = [...folders].flatMap((folder): Looking[] => {
      const tierOf = (at: number) => (folderOf(at) === folder ? looking.tierOf(at) : null);
      const within = { ...looking, tierOf };
      return cells.every((cell) => this.names.find(cell, within).kind === 'one') ? [within] : [];
    });
    return whole.length === 1 ? whole[0] : looking;
  }

  outcome(beside: readonly PileTable[]): Told {
    const { label } = this.choices;
    if (label !== undefined && !this.isChosen) throw this.noColumn(label, beside);
    const isOfAll = beside.some((table) => this.used.has(table));
    const labels = new Set([...this.told.values()].map((row) => row.label));
    const notes: string[] = [];
    let left = 0;
    const images = [...this.shelves].flatMap(([container, places]) => {
      const own = places.map((at) => this.images[at]);
      const isNamed = places.some((at) => this.told.has(at));
      const only = container.isArchive ? onlyClassOf(own) : null;
      const isSorted = this.inFolders.get(container)! || only !== null;
      if (!isNamed && (!isOfAll || isSorted)) {
        if (isOfAll && only !== null) notes.push(noteOnKept(container.file, only));
        return own;
      }
      const agreeing = this.agreeingFolders(places, labels);
      const kept = places.flatMap((at): PileImage[] => {
        const row = this.told.get(at);
        const one = this.images[at];
        if (row === undefined) return agreeing.has(folderPath(one.folders)) ? [one] : [];
        // The path stands in one name, so that its folders are no part of the class.
        const place = encodeURIComponent(pathBelowRoot(one));
        return [{ ...one, ...row, source: 'table', place }];
      });
      left += places.length - kept.length;
      if (kept.length === 0 && container.isArchive)
        this.archiveNotes.push(`${container.file}: left aside, as no table names its images.`);
      return kept;
    });
    const silent = [...this.silent].filter((table) => !this.used.has(table));
    return {
      kind: 'told',
      images,
      used: new Set([...this.used, ...silent]),
      notes: [
        ...this.archiveNotes,
        ...this.notesOnUsed(left),
        ...this.rowNotes,
        ...notes,
        ...silent.map(noteOnSilent),
      ],
    };
  }

  private notesOnUsed(left: number): string[] {
    if (this.used.size === 0) return [];
    const paths = [...new Set([...this.used].map(({ path }) => path))];
    return [
      `Labels were read from ${paths.map(quoted).join(', ')}.`,
      ...(left === 0 ? [] : [`Images that no table names were left out: ${formatCount(left)}.`]),
    ];
  }

  /** Folders that no table names an image of, and that are mostly called as labels are. */
  private agreeingFolders(
    places: readonly number[],
    labels: ReadonlySet<string>,
  ): ReadonlySet<string> {
    const named = new Set(
      places.filter((at) => this.told.has(at)).map((at) => folderPath(this.images[at].folders)),
    );
    const untold = places
      .map((at) => this.images[at])
      .filter(({ folders }) => !named.has(folderPath(folders)));
    const classes = classOfFolders(untold);
    const own = new Set(classes.values());
    const alike = [...own].filter((name) => labels.has(name));
    return new Set(2 * alike.length > own.size ? classes.keys() : []);
  }

  private noColumn(label: string, tables: readonly PileTable[]) {
    const [table] = tables;
    const place = table ?? { file: this.images[0].container.file, entry: null };
    const found = `no column ${quoted(label)} of labels`;
    const known =
      this.columns.length === 0
        ? 'tables that name images and label them'
        : listedColumns(this.columns);
    return tableError(place, table === undefined ? null : 'line 1', found, known, otherColumn);
  }
}

/** Beyond so many, a table's names are not tried in each folder. */
const maxTries = 2_000_000;

const wordFor = (found: Found) =>
  found.kind === 'one' ? (found.isWhole ? 'whole' : 'stem') : found.kind;

function oneHotLabel({ header, classColumns }: NameTable, cells: readonly string[]): string {
  const column = classColumns.find((one) => Number(cells[one]) === 1);
  return column === undefined ? '' : nameOfColumn(header, column);
}

/** The split that the folders of an image name: the outermost that is called or speaks of one. */
function roleOfFolders(folders: readonly string[]): SplitRole | null {
  for (const folder of folders) {
    const role = splitSpokenOf(folder);
    if (role !== null) return role;
  }
  return null;
}

/** The class of images that all lie in one folder; null where it is called after what it holds. */
function onlyClassOf(images: readonly PileImage[]): string | null {
  const [name = '', ...others] = new Set(classOfFolders(images).values());
  if (others.length > 0 || name === '') return null;
  return contentNamed(name) === null ? name : null;
}

/** Said because a folder of images that nobody labelled looks alike. */
const noteOnKept = (archive: string, folder: string): string =>
  `${archive}: its images are of class ${quoted(folder)}, as their folder says and no table.`;

const noteOnSilent = ({ path }: PileTable): string =>
  `${quoted(path)} names images and tells no labels of them; it was left aside.`;
