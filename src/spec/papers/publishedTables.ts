/**
 * The papers’ tables of errors, made of the presets that repeat them: each has the published numbers of
 * its row, so that a number stands in one place.
 */
import { type Preset, tableOf } from '../presets/preset.ts';
import { isScaled } from '../presets/presetGroups.ts';
import { presets } from '../presets/presets.ts';
import type { PaperColumn, PaperRow, PaperTable, RowForm } from './exhibit.ts';

const byNetworks: readonly PaperColumn[] = [1, 2, 3, 4].map((networks) => ({
  label: `T = ${networks}`,
  rank: 1,
  networks,
}));

const byRank: readonly PaperColumn[] = [1, 2, 5, 10].map((rank) => ({
  label: `top ${rank}`,
  rank,
  networks: null,
}));

/** The tables of the complementary paper. */
export const complementaryTables: readonly PaperTable[] = [
  {
    kind: 'table',
    id: 'table-1',
    name: 'Table 1',
    about: 'errors, T = 1…4',
    caption: 'Top-1 test error of the first T networks together, %',
    columns: byNetworks,
    rows: rowsOf('Table 1', byNetworks, rowText),
  },
  {
    kind: 'table',
    id: 'table-2',
    name: 'Table 2',
    about: 'other ways to join networks',
    caption: 'Top-1 test error of the first T networks together, %',
    columns: byNetworks,
    rows: tableTwoRows(),
  },
];

/** The tables of errors of the level-wise paper. */
export const levelwiseTables: readonly PaperTable[] = [
  {
    kind: 'table',
    id: 'table-i',
    name: 'Table I',
    about: 'four variants',
    caption: 'Test error within the likeliest 1, 2, 5 and 10 classes, %',
    columns: byRank,
    rows: rowsOf('Table I', byRank, rowText),
  },
  {
    kind: 'table',
    id: 'table-iv',
    name: 'Table IV',
    about: 'ImageNet10K',
    caption: 'Test error within the likeliest 1, 2, 5 and 10 classes, %',
    columns: byRank,
    rows: rowsOf('Table IV', byRank, rowText),
  },
];

/**
 * Table 2: on each of its data sets complementary networks, which are Table 1’s, and what they are
 * compared with, plain averages beside them, which the paper leaves out.
 */
function tableTwoRows(): PaperRow[] {
  const own = presets.filter((preset) => tableOf(preset) === 'Table 2');
  const places = new Set(own.map(placeText));
  const beside = presets.filter(
    (preset) =>
      places.has(placeText(preset)) &&
      ['Table 1', 'For comparison'].includes(tableOf(preset) ?? ''),
  );
  const rows = groupRows([...beside, ...own], byNetworks, (preset) =>
    tableOf(preset) === 'Table 1'
      ? `${placeText(preset)}, complementary`
      : withoutForm(preset.title),
  );
  const order = [...places];
  return rows.sort(
    (one, other) =>
      order.findIndex((place) => one.id.startsWith(place)) -
      order.findIndex((place) => other.id.startsWith(place)),
  );
}

function rowsOf(
  table: string,
  columns: readonly PaperColumn[],
  nameOf: (preset: Preset) => string,
): PaperRow[] {
  return groupRows(
    presets.filter((preset) => tableOf(preset) === table),
    columns,
    nameOf,
  );
}

/** Presets of one row together, in the order in which they come. */
function groupRows(
  members: readonly Preset[],
  columns: readonly PaperColumn[],
  nameOf: (preset: Preset) => string,
): PaperRow[] {
  return [...new Set(members.map(nameOf))].map((text) => {
    const [data, ...name] = text.split(', ');
    const forms = members.filter((preset) => nameOf(preset) === text).map(formOf);
    // What fits any data comes last: the row’s own data set is what the paper trained on.
    forms.sort((one, other) => Number(one.preset.fitsAnyData) - Number(other.preset.fitsAnyData));
    const published = forms.find(({ preset }) => preset.published !== null)?.preset.published ?? [];
    const errors = columns.map(({ rank, networks }) => {
      const place = networks === null ? published.length - 1 : networks - 1;
      return published[place]?.topErrors[rank] ?? null;
    });
    return { id: text, data, name: name.join(', '), errors, forms };
  });
}

/** `MNIST, MLP` of `Table 1, MNIST, MLP`; one preset spells a row of Table IV out. */
function rowText(preset: Preset): string {
  return placeText(preset).replace(', one-level, Ψ kept', ', one-level');
}

function placeText({ row }: Preset): string {
  return row?.split(', ').slice(1).join(', ') ?? '';
}

function withoutForm(title: string): string {
  return title.replace(/, in minutes$/, '');
}

function formOf(preset: Preset): RowForm {
  return { preset, reading: readingOf(preset), isScaled: isScaled(preset) };
}

function readingOf({ title, fitsAnyData }: Preset): string | null {
  if (fitsAnyData) return 'on the data at hand';
  const said = /(?:released code(?:, 120 epochs in all)?|120 epochs in all)/.exec(title);
  return said?.[0] ?? null;
}
