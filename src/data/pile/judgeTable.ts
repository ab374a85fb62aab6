/** Whether a table speaks of images that are there: of its columns one names enough of them. */
import { fileNameOf } from '../archives/entryNames.ts';
import type { PartQuestion, ReadingChoices } from '../readingChoices.ts';
import { judgeNames, type NameTable } from '../tables/nameTable.ts';
import { tableCells } from '../tables/tableCells.ts';
import { foldersOfTable } from './foldersOfTable.ts';
import { splitSpokenOf } from './folderWords.ts';
import type { Found, Looking } from './imageNames.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { PileTable } from './pileTable.ts';
import { isSilent } from './silentTables.ts';
import { namesIn } from './splitFolders.ts';
import { wholeFolders } from './tableLooking.ts';

/** A table tells of images if so large a share of its rows names some, or of the images is named. */
const enough = 0.5;

/** Of numbers that may stand for longer names nearly all must, where no header calls them names of the images too. */
const enoughNumbers = 0.9;

/** A table of names, and where it looks for them. */
export interface JudgedTable {
  readonly names: NameTable;
  readonly looking: Looking;
}

/**
 * The table's columns, and where it looks for images; null for one that tells of none.
 * @param text the table's content.
 * @param choices the column of labels that was chosen, or the folder that is meant of several with the same names.
 */
export function judgeTable(
  table: PileTable,
  text: string,
  shelves: ImageShelves,
  looking: Looking,
  choices: ReadingChoices,
): JudgedTable | PartQuestion | null {
  const judge = (where: Looking) => judgedIn(table, text, shelves, where, choices);
  return judge(looking) ?? judge({ ...looking, lacksZeros: true });
}

function judgedIn(
  table: PileTable,
  text: string,
  shelves: ImageShelves,
  looking: Looking,
  choices: ReadingChoices,
): JudgedTable | PartQuestion | null {
  const { images, inFolders } = shelves;
  const title = fileNameOf(table.path).replace(/\.[^.]*$/, '');
  const nameIn = (cell: string) => wordFor(shelves.names.find(cell, looking));
  const ways = tableCells(text, table.path, table).flatMap((rows): NameTable[] => {
    const judged = judgeNames(rows, nameIn, choices.label, title);
    return judged === null ? [] : [judged];
  });
  const [names] = ways.sort((a, b) => b.named - a.named);
  if (names === undefined) return null;
  const seen = new Set<number>();
  let several = 0;
  for (const { cells } of names.rows) {
    const found = shelves.names.find(cells[names.fileColumn] ?? '', looking);
    if (found.kind === 'one') seen.add(found.at);
    else if (found.kind === 'several') several++;
  }
  const candidates = images.filter((_, at) => looking.tierOf(at) !== null);
  const whole = several === 0 ? new Map<string, Looking>() : wholeFolders(names, looking, shelves);
  const isOfSplits = [...whole.keys()].some((folder) => namesIn(folder).some(splitSpokenOf));
  const [container, ...others] = new Set(candidates.map((one) => one.container));
  const mayChoose = whole.size > 1 && others.length === 0 && !inFolders.get(container);
  if (mayChoose && !isOfSplits && !names.areNumbers && !isSilent(table, names)) {
    const chosen = whole.get(choices.part ?? '');
    if (chosen !== undefined) return { names, looking: chosen };
    if (choices.labels === undefined || choices.labels === 'table')
      return foldersOfTable(table.path, [...whole.keys()], names.rows.length);
    return null;
  }
  // Where folders tell the classes, a name that fits several images speaks of something else.
  const isNeeded = candidates.some(({ container }) => !inFolders.get(container));
  const count = seen.size + (isNeeded ? several : 0);
  if (count < enough * names.rows.length && count < enough * candidates.length) return null;
  if (count === 0) return null;
  const isOnce = seen.size === names.named && several === 0;
  const isOfMost = seen.size >= enough * Math.max(names.rows.length, candidates.length);
  if (names.areNumbers && !(isOnce && isOfMost)) return null;
  if (looking.lacksZeros) {
    const most = Math.max(names.rows.length, names.areNumbers ? candidates.length : 0);
    return isOnce && seen.size >= enoughNumbers * most ? { names, looking } : null;
  }
  const [only] = whole.size === 1 ? whole.values() : [looking];
  return { names, looking: only };
}

const wordFor = (found: Found) =>
  found.kind === 'one' ? (found.isWhole ? 'whole' : 'stem') : found.kind;
