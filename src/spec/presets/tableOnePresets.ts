/**
 * Table 1 of the complementary paper: each row as printed and as the authors’ repository has it, at
 * length and in a form that runs in minutes; and both readings of the 120 epochs of its first row.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import type { ComplementarySpec } from '../methods/complementary.ts';
import { mnistRow, type TableRow, tableOneRows } from './complementaryRows.ts';
import { measuredCost, measuredText } from './measuredErrors.ts';
import { complementaryPaper, type Preset, publishedText } from './preset.ts';

const table = 'Table 1';

/** A row as printed, and as released. */
interface Form {
  readonly suffix: '' | '-released';
  readonly title: string;
  readonly summary: (row: TableRow) => string;
  readonly of: (row: TableRow, spec: ExperimentSpec) => ExperimentSpec;
}

const forms: readonly Form[] = [
  {
    suffix: '',
    title: '',
    summary: () => 'As printed, with the paper’s own update.',
    of: (_, spec) => spec,
  },
  {
    suffix: '-released',
    title: ', released code',
    summary: ({ releasedNote }) =>
      `The recipe and update of the authors’ repository, which differ from print. ${releasedNote}`.trim(),
    of: withReleasedCode,
  },
];

function withReleasedCode({ released }: TableRow, spec: ExperimentSpec): ExperimentSpec {
  const method = spec.method as ComplementarySpec;
  return released({
    ...spec,
    name: `${spec.name}, released code`,
    method: { ...method, errors: 'hard', update: 'released-code' },
  });
}

function presetsOf(row: TableRow, form: Form): Preset[] {
  const id = `${row.id}${form.suffix}`;
  const common = { paper: complementaryPaper, row: `${table}, ${row.title}`, fitsAnyData: false };
  const summary = form.summary(row);
  return [
    {
      ...common,
      id,
      title: `${row.title}${form.title}`,
      summary,
      expected: `${publishedText(row.published)}; ${measuredText(id)}`,
      cost: row.cost,
      published: row.published,
      files: row.files,
      spec: form.of(row, row.full),
    },
    {
      ...common,
      id: `${id}-quick`,
      title: `${row.title}${form.title}, in minutes`,
      summary: `${summary} ${row.quickNote}`,
      expected: `not published at this length; ${measuredText(`${id}-quick`)}`,
      cost: `${row.quickCost}${measuredCost(`${id}-quick`)}`,
      published: null,
      files: row.quickFiles,
      spec: form.of(row, row.quick),
    },
  ];
}

/** “120 epochs throughout the whole” process of three iterations: 40 for each network. */
function together(form: Form): Preset {
  const { published, title, files } = mnistRow;
  const id = `${mnistRow.id}${form.suffix}-120-in-all`;
  const each = form.of(mnistRow, mnistRow.full);
  return {
    id,
    title: `${title}${form.title}, 120 epochs in all`,
    summary: 'The other reading of the paper’s 120 epochs: 40 for each of three networks.',
    paper: complementaryPaper,
    row: `${table}, ${title}`,
    expected: `${publishedText(published)}; ${measuredText(id)}`,
    cost: '3 networks × 40 epochs × 468 steps of batch 128: about a minute on one core',
    published,
    files,
    fitsAnyData: false,
    spec: {
      ...each,
      name: `${each.name}, 120 epochs in all`,
      training: { ...each.training, epochs: 40 },
      method: { ...(each.method as ComplementarySpec), rounds: 3 },
    },
  };
}

/** Every row in its four forms; the first also with 120 epochs in all. */
export const tableOnePresets: readonly Preset[] = tableOneRows.flatMap((row) =>
  forms.flatMap((form) => [...presetsOf(row, form), ...(row === mnistRow ? [together(form)] : [])]),
);
