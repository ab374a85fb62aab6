/**
 * Table 2 of the complementary paper and its reference: other ways to join as many networks, on the
 * same data, networks and training as Table 1’s, at length and in a form that runs in minutes.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { roundsOf } from '../methods/methodFacts.ts';
import { cifarResnetRow, imagenetResnetRow, mnistRow, type TableRow } from './complementaryRows.ts';
import { measuredCost, measuredText } from './measuredErrors.ts';
import {
  byNetworks,
  complementaryPaper,
  type Preset,
  type PublishedErrors,
  publishedText,
} from './preset.ts';

/** A way to join networks. */
interface Rival {
  readonly suffix: string;
  readonly title: string;
  readonly summary: string;
  readonly method: (rounds: number) => ExperimentSpec['method'];
  /** Errors of Table 2 by the row’s id; none where the paper has none. */
  readonly published: Readonly<Record<string, readonly PublishedErrors[]>>;
}

const rivals: readonly Rival[] = [
  {
    suffix: 'joint',
    title: 'jointly trained',
    summary:
      'What the paper calls traditional embedding: networks trained together with dynamic weights.',
    method: (rounds) => ({ kind: 'joint-mixture', rounds }),
    published: {
      [cifarResnetRow.id]: byNetworks(29.53, 29.4, 29.35, 29.32),
      [imagenetResnetRow.id]: byNetworks(24.18, 23.65, 23.15, 23.08),
    },
  },
  {
    suffix: 'boosting',
    title: 'deep boosting',
    summary: 'Weights for single images instead of classes (SAMME; the paper cites AdaBoost.M2).',
    method: (rounds) => ({ kind: 'deep-boosting', rounds }),
    published: {
      [cifarResnetRow.id]: byNetworks(29.53, 27.6, 26.82, 26.53),
      [imagenetResnetRow.id]: byNetworks(24.18, 24.07, 23.98, 23.75),
    },
  },
  {
    suffix: 'averaging',
    title: 'plain average',
    summary: 'Networks that differ in their random draws alone: what a method has to beat.',
    method: (rounds) => ({ kind: 'averaging', rounds }),
    published: {},
  },
];

function presetsOf(row: TableRow, rival: Rival): Preset[] {
  const published = rival.published[row.id] ?? null;
  const id = `${row.id}-${rival.suffix}`;
  const title = `${row.title}, ${rival.title}`;
  const table = published === null ? 'For comparison' : 'Table 2';
  const common = {
    summary: rival.summary,
    paper: complementaryPaper,
    row: `${table}, ${row.title}`,
    fitsAnyData: false,
  };
  const joined = (spec: ExperimentSpec): ExperimentSpec => ({
    ...spec,
    name: `${spec.name.replace('complementary ', '')}, ${rival.title}`,
    method: rival.method(roundsOf(spec.method)),
  });
  const isPublished = published === null ? 'not published' : publishedText(published);
  return [
    {
      ...common,
      id,
      title,
      expected: `${isPublished}; ${measuredText(id)}`,
      cost: row.cost,
      published,
      files: row.files,
      spec: joined(row.full),
    },
    {
      ...common,
      id: `${id}-quick`,
      title: `${title}, in minutes`,
      summary: `${rival.summary} ${row.quickNote}`,
      expected: `not published at this length; ${measuredText(`${id}-quick`)}`,
      cost: `${row.quickCost}${measuredCost(`${id}-quick`)}`,
      published: null,
      files: row.quickFiles,
      spec: joined(row.quick),
    },
  ];
}

/** Each rival on the data of Table 2, and on MNIST. */
export const tableTwoPresets: readonly Preset[] = [
  cifarResnetRow,
  imagenetResnetRow,
  mnistRow,
].flatMap((row) => rivals.flatMap((rival) => presetsOf(row, rival)));
