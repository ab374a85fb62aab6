/** What a comparison says, in one or two sentences, and no more than the tests allow. */
import type { ResultMeasure } from './resultMeasures.ts';
import type { CellDifference, ResultsTable, SettingRow } from './resultsTable.ts';
import { changeText, reachText, valueText } from './resultTexts.ts';

/** A piece of the sentence; what matters is strong. */
export interface ResultsStoryPart {
  readonly text: string;
  readonly isStrong?: boolean;
}

/** Pieces with keys of their own: two of them may say the same. */
export function keyedParts(
  parts: readonly ResultsStoryPart[],
): readonly (ResultsStoryPart & { readonly key: string })[] {
  let key = '';
  return parts.map((part) => {
    key += part.text;
    return { ...part, key };
  });
}

const plain = (text: string): ResultsStoryPart => ({ text });
const strong = (text: string): ResultsStoryPart => ({ text, isStrong: true });

/**
 * Of the held row, else of the one that the tests tell most of: how the ends of the classes and the
 * whole stand against the baseline.
 * @param held key of the held row.
 */
export function resultsStory(table: ResultsTable, held: string | null): ResultsStoryPart[] {
  const baseline = table.rows.at(table.baseline);
  if (baseline === undefined) return [plain('There is nothing to compare yet.')];
  if (table.rows.length === 1) return aloneStory(table, baseline);
  const chosen = table.rows.find(({ key }) => key === held && key !== baseline.key);
  const row = chosen ?? mostTold(table);
  if (row === null) return untestedStory(table, baseline);
  if (row.against === null) return otherDataStory(row, baseline);
  const against = table.rows[row.against];
  const ends = endsStory(table, row);
  const total = totalStory(table, row, namedAgainst(against, row), ends.length > 0);
  const parts = [...ends, ...total];
  if (parts.length > 0) return parts;
  const shown = shownStory(table, row, namedAgainst(against, row));
  return shown.length > 0 ? shown : pairStory(row, against);
}

/** One setting alone. */
function aloneStory({ measures }: ResultsTable, row: SettingRow): ResultsStoryPart[] {
  const [measure] = measures;
  const [cell] = row.cells;
  if (measure === undefined || cell.mean === null) return [plain(`${row.name} has only begun.`)];
  const reach = reachText(measure, cell);
  const seeds = cell.values.length;
  const { split } = row.outcomes[0];
  const value = `${valueText(measure, cell.mean)}${measure === 'severity' ? ' levels' : '%'}`;
  return [
    plain(`${row.name} ${row.isOpen ? 'stands at' : 'comes to'} `),
    strong(`${value}${reach && ` ${reach}`}`),
    plain(` (${storyNames[measure]}) on ${split} images`),
    plain(seeds > 1 ? `, over ${seeds} seeds.` : '. Another setting beside it makes a comparison.'),
  ];
}

/**
 * A row that helps the hard classes, which methods here are made for; else the one of which the tests
 * tell most measures apart. Of equal ones the first.
 */
function mostTold(table: ResultsTable): SettingRow | null {
  const { rows } = table;
  const helps = rows.find((row) => differenceIn(table, row, 'hardestFifth')?.verdict === 'better');
  if (helps !== undefined) return helps;
  const told = ({ cells }: SettingRow) =>
    cells.filter(({ difference }) => difference && difference.verdict !== 'cannot tell').length;
  const tested = rows.filter(({ cells }) => cells.some(({ difference }) => difference !== null));
  const [first] = tested.toSorted((a, b) => told(b) - told(a));
  return first ?? null;
}

function untestedStory({ rows }: ResultsTable, baseline: SettingRow): ResultsStoryPart[] {
  const most = Math.max(...rows.map(({ seeds }) => seeds.length));
  const isAlone = rows.every(({ against }) => against === null);
  return [
    plain(`${rows.length} settings stand beside one another`),
    plain(
      most < 3
        ? '. Three seeds that both have tell one from another: until then nothing is marked.'
        : isAlone
          ? `, each on data of its own: nothing is marked.`
          : `, of which none shares three finished seeds with ${baseline.name}: nothing is marked.`,
    ),
  ];
}

/** A row on data that the baseline's setting has no run on. */
function otherDataStory(row: SettingRow, baseline: SettingRow): ResultsStoryPart[] {
  return [
    plain(`${row.name} has other data than ${namedAgainst(baseline, row)}: the two `),
    strong('cannot be told'),
    plain(' apart.'),
  ];
}

/** A row of which other measures are shown than those that the sentence speaks of. */
function shownStory(table: ResultsTable, row: SettingRow, against: string): ResultsStoryPart[] {
  const tested = table.measures.filter((measure) => differenceIn(table, row, measure) !== null);
  if (tested.length === 0) return [];
  const told = tested.filter(
    (measure) => differenceIn(table, row, measure)?.verdict !== 'cannot tell',
  );
  if (told.length === 0) {
    return [plain(`${row.name} `), strong('cannot be told'), plain(` from ${against}.`)];
  }
  const names = told.map((measure) => {
    const verdict = differenceIn(table, row, measure)?.verdict;
    return `${verdict} in ${storyNames[measure]}`;
  });
  return [plain(`Against ${against}, ${row.name} is `), strong(names.join(', ')), plain('.')];
}

/** A row that the tests cannot speak of. */
function pairStory(row: SettingRow, against: SettingRow): ResultsStoryPart[] {
  const open = [row, against].find(({ isOpen }) => isOpen);
  const why =
    open === undefined
      ? `${row.name} and ${namedAgainst(against, row)} share fewer than three seeds`
      : `${open === row ? row.name : namedAgainst(against, row)} is not at its end yet`;
  return [plain(`${upper(why)}: the two `), strong('cannot be told'), plain(' apart.')];
}

/** `plain averaging`; with what tells it apart where both are called alike. */
function namedAgainst(against: SettingRow, row: SettingRow): string {
  if (against.name !== row.name) return lowered(against.name);
  return against.note === null
    ? lowered(against.name)
    : `${lowered(against.name)}, ${against.note}`;
}

const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const lowered = (name: string) =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

function endsStory(table: ResultsTable, row: SettingRow): ResultsStoryPart[] {
  const ends = (['hardestFifth', 'easierHalf'] as const).flatMap((measure) => {
    const difference = differenceIn(table, row, measure);
    return difference === null ? [] : [{ measure, difference }];
  });
  const told = ends.filter(({ difference }) => difference.verdict !== 'cannot tell');
  if (ends.length === 0) return [];
  const [first, second] = told;
  if (first === undefined) {
    return [
      plain(
        `In the ${ends.map(({ measure }) => storyNames[measure]).join(' and the ')}, ${row.name} `,
      ),
      strong('cannot be told'),
      plain(' to change anything. '),
    ];
  }
  const part = ({ measure, difference }: (typeof told)[number]) => [
    plain(
      difference.mean > 0
        ? ` lifts the ${storyNames[measure]} by `
        : ` costs the ${storyNames[measure]} `,
    ),
    strong(`${changeText(measure, difference.mean).slice(1)} points`),
  ];
  return [
    plain(row.name),
    ...part(first),
    ...(second === undefined ? [] : [plain(' and'), ...part(second)]),
    plain('. '),
  ];
}

function totalStory(
  table: ResultsTable,
  row: SettingRow,
  against: string,
  isNamed: boolean,
): ResultsStoryPart[] {
  const difference = differenceIn(table, row, 'top1');
  if (difference === null) return [];
  const subject = plain(isNamed ? 'In total it ' : `In total ${row.name} `);
  if (difference.verdict === 'cannot tell') {
    return [subject, strong('cannot be told'), plain(` from ${against}.`)];
  }
  const points = strong(`${changeText('top1', difference.mean).slice(1)} points`);
  const direction = difference.mean < 0 ? 'less' : 'more';
  return [subject, plain('errs '), points, plain(` ${direction} than ${against}.`)];
}

function differenceIn(
  { measures }: ResultsTable,
  { cells }: SettingRow,
  measure: ResultMeasure,
): CellDifference | null {
  return cells[measures.indexOf(measure)]?.difference ?? null;
}

const storyNames: Readonly<Record<ResultMeasure, string>> = {
  top1: 'top-1 error',
  top5: 'top-5 error',
  hardestFifth: 'hardest fifth',
  hardestFifthOfBaseline: 'baseline’s hardest fifth',
  easierHalf: 'easier half',
  worstClass: 'worst class',
  harmonicMean: 'harmonic mean',
  ece: 'calibration error',
  severity: 'severity',
};
