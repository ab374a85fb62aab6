/** What the first rows of a table tell of its columns: their names, and which one holds texts. */
import type { TableRows } from './tableRows.ts';

/** A row of fewer numbers may happen to look as pandas' names do. */
const fewestMangled = 16;

/** The names in the first row, if it is a header: names, or the numbers of the columns. */
export function headerOf(rows: TableRows): string[] | null {
  const numbers = Array.from({ length: rows.count }, (_, column) => rows.number(column));
  const texts = numbers.map((_, column) => rows.text(column));
  const counted = numbers.filter((value) => !Number.isNaN(value));
  const isNamed = counted.length < rows.count / 2;
  const isCounted = counted.length > 2 && counted.every((value, at) => value === counted[0] + at);
  const isHeader = isNamed || (isCounted && counted[0] <= 1) || areTold(texts);
  return isHeader ? texts : null;
}

/**
 * Whether texts are a row of numbers that pandas took for names: of each that is there again the number of
 * times before stands behind a dot, as in 5,0,0.1,0.2.
 */
function areTold(texts: readonly string[]): boolean {
  const counts = new Map<string, number>();
  let again = 0;
  for (const text of texts) {
    const [, base, times] = /^(\d+)(?:\.(\d+))?$/.exec(text.trim()) ?? [];
    if (base === undefined) return false;
    const before = counts.get(base) ?? 0;
    if (Number(times ?? 0) !== before) return false;
    counts.set(base, before + 1);
    if (before > 0) again++;
  }
  return texts.length > fewestMangled && again * 2 > texts.length;
}

/**
 * How many columns rows have below a header, which may end in a comma more.
 * @param rows the table, before its first row.
 */
export function columnsBelow(rows: TableRows, header: readonly string[]): number {
  rows.next();
  const isOpen = header[header.length - 1].trim() === '' && rows.next();
  return isOpen && rows.count === header.length - 1 ? rows.count : header.length;
}

/** So many rows tell which columns hold texts. */
const tellingRows = 100;

/** The only column that holds texts, of which some repeat, where all others hold numbers; null where there is none. */
export function columnOfTexts(rows: TableRows, header: readonly string[] | null): number | null {
  if (header !== null) rows.next();
  const texts = new Map<number, Set<string>>();
  let count = 0;
  while (count < tellingRows && rows.next()) {
    count++;
    for (let column = 0; column < rows.count; column++) {
      if (!Number.isNaN(rows.number(column))) continue;
      const text = rows.text(column).trim();
      if (text !== '') texts.set(column, (texts.get(column) ?? new Set()).add(text));
    }
  }
  const [[column, values] = [0, new Set<string>()]] = texts;
  return texts.size === 1 && values.size > 1 && values.size < count ? column : null;
}
