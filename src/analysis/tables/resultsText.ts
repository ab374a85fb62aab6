/**
 * A table of results as papers print it (mean ± half its interval, the best in bold where the test
 * allows to call it so) and as programs read it (every number in a cell of its own).
 */
import { formatCounted, formatFixed } from '../../lib/numberFormat.ts';
import { measureTraits, type ResultMeasure } from '../results/resultMeasures.ts';
import type { ResultCell, ResultsTable, SettingRow } from '../results/resultsTable.ts';
import type { PlainCell, TextCell, TextTable } from './textTable.ts';

/**
 * The table as people read it, with what they must know of it; as CSV it gives every number in a cell
 * of its own.
 */
export function resultsText(table: ResultsTable): TextTable {
  const hasSeveralSets = new Set(table.rows.map(({ dataset }) => dataset.hash)).size > 1;
  return {
    columns: [
      { label: 'setting' },
      ...(hasSeveralSets ? [{ label: 'data' }] : []),
      { label: 'seeds' },
      ...table.measures.map((measure) => ({ label: printedName(measure) })),
    ],
    rows: table.rows.map((row, place) => [
      rowName(row),
      ...(hasSeveralSets ? [row.dataset.name] : []),
      row.seeds.length,
      ...table.measures.map((measure, column): TextCell => {
        const text = printedCell(row.cells[column], measure);
        if (text === null) return null;
        return isBestAllowed(table, place, column) ? { text, bold: true } : text;
      }),
    ]),
    notes: resultsNotes(table),
    numbers: resultNumbers(table),
  };
}

/** What a reader must know of the table, in sentences for a caption. */
function resultsNotes(table: ResultsTable): readonly string[] {
  const { rows, baseline, tests } = table;
  const untested = untestedCells(table);
  const hasInterval = rows.some(({ cells }) => cells.some(({ interval }) => interval !== null));
  const isMarked = rows.some((_, place) =>
    table.measures.some((_measure, column) => isBestAllowed(table, place, column)),
  );
  return [
    hasInterval
      ? 'Mean ± half of its 95% t interval over seeds.'
      : 'Means over seeds; three seeds are needed for an interval.',
    ...(tests + untested > 0 && rows[baseline] !== undefined
      ? [
          `Baseline: ${rowName(rows[baseline])}. Paired tests by seed, corrected by Holm over ${formatCounted(tests, 'test')}.`,
        ]
      : []),
    ...(tests > 0
      ? [
          isMarked
            ? 'Bold: the best of its column, where the test tells it from the baseline.'
            : 'Nothing is bold: the tests tell no best value from the baseline.',
        ]
      : []),
    ...(untested > 0
      ? [
          `In ${untested === 1 ? 'one cell' : `${untested} cells`} all pairs differ from the baseline by the same, so that no t test can be made.`,
        ]
      : []),
    ...(rows.some(({ isOpen }) => isOpen) ? ['*: not at its end, as it stands.'] : []),
  ];
}

/** The table as programs read it: shares in [0, 1], unknown numbers empty. */
function resultNumbers(table: ResultsTable): TextTable {
  const parts = ['mean', 'low', 'high', 'difference', 'p', 'p (Holm)', 'pairs', 'verdict'];
  return {
    columns: [
      ...['setting', 'data', 'seeds', 'against'].map((label) => ({ label })),
      ...table.measures.flatMap((measure) =>
        parts.map((part) => ({ label: `${measureTraits[measure].label}: ${part}` })),
      ),
    ],
    rows: table.rows.map((row) => [
      rowName(row),
      row.dataset.name,
      row.seeds.join(' '),
      row.against === null ? null : rowName(table.rows[row.against]),
      ...row.cells.flatMap(numbersOf),
    ]),
  };
}

function numbersOf({ mean, interval, difference }: ResultCell): PlainCell[] {
  return [
    mean,
    interval?.low ?? null,
    interval?.high ?? null,
    difference?.mean ?? null,
    difference?.p ?? null,
    difference?.holm ?? null,
    difference?.pairs ?? null,
    difference && (difference.p === null ? 'no test' : difference.verdict),
  ];
}

/** Settings and measures that no test could be made of, since all pairs differ by the same. */
function untestedCells({ rows }: ResultsTable): number {
  const cells = rows.flatMap((row) => row.cells);
  return cells.filter(({ difference }) => difference !== null && difference.p === null).length;
}

function rowName({ name, note, isOpen }: SettingRow): string {
  return `${name}${note === null ? '' : ` (${note})`}${isOpen ? '*' : ''}`;
}

function printedName(measure: ResultMeasure): string {
  const { label, unit } = measureTraits[measure];
  return unit === 'share' ? `${label} (%)` : label;
}

const digits = 2;

function printedCell({ mean, interval }: ResultCell, measure: ResultMeasure): string | null {
  if (mean === null) return null;
  const scale = measureTraits[measure].unit === 'share' ? 100 : 1;
  const text = formatFixed(mean * scale, digits);
  if (interval === null) return text;
  return `${text} ± ${formatFixed(((interval.high - interval.low) / 2) * scale, digits)}`;
}

/**
 * Whether a cell is the best of its column among rows on the same data, and the test tells it from
 * the baseline: a baseline that is best must be told from every other row.
 */
function isBestAllowed({ rows, measures }: ResultsTable, place: number, column: number): boolean {
  const row = rows[place];
  const own = row.cells[column].mean;
  if (own === null || row.isOpen) return false;
  const rivals = rows.filter(
    (other) =>
      other !== row &&
      !other.isOpen &&
      other.dataset.hash === row.dataset.hash &&
      other.cells[column].mean !== null,
  );
  const sign = measureTraits[measures[column]].better === 'more' ? 1 : -1;
  if (rivals.length === 0) return false;
  if (rivals.some(({ cells }) => ((cells[column].mean ?? 0) - own) * sign >= 0)) return false;
  const { difference } = row.cells[column];
  if (row.against !== null) return difference?.verdict === 'better';
  return rivals.every(({ cells }) => cells[column].difference?.verdict === 'worse');
}
