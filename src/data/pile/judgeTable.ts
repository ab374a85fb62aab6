/** Whether a table speaks of images that are there: of its columns one names enough of them. */
import { fileNameOf } from '../archives/entryNames.ts';
import { judgeNames, type NameTable } from '../tables/nameTable.ts';
import { tableCells } from '../tables/tableCells.ts';
import type { Found, Looking } from './imageNames.ts';
import type { ImageShelves } from './imageShelves.ts';
import type { PileTable } from './pileTable.ts';
import { narrowed } from './tableLooking.ts';

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
 * @param label the column of labels that was chosen.
 */
export function judgeTable(
  table: PileTable,
  text: string,
  shelves: ImageShelves,
  looking: Looking,
  label: string | undefined,
): JudgedTable | null {
  const judge = (where: Looking) => judgedIn(table, text, shelves, where, label);
  return judge(looking) ?? judge({ ...looking, lacksZeros: true });
}

function judgedIn(
  table: PileTable,
  text: string,
  shelves: ImageShelves,
  looking: Looking,
  label: string | undefined,
): JudgedTable | null {
  const { images, inFolders } = shelves;
  const title = fileNameOf(table.path).replace(/\.[^.]*$/, '');
  const nameIn = (cell: string) => wordFor(shelves.names.find(cell, looking));
  const ways = tableCells(text, table.path, table).flatMap((rows): NameTable[] => {
    const judged = judgeNames(rows, nameIn, label, title);
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
  return { names, looking: several === 0 ? looking : narrowed(names, looking, shelves) };
}

const wordFor = (found: Found) =>
  found.kind === 'one' ? (found.isWhole ? 'whole' : 'stem') : found.kind;
