/**
 * Generates the micro-kernels of dense layers (assembly/panelRows.ts): some rows of x by a panel of
 * packed weights, their sums in registers. A panel's last columns take half its vectors, which
 * leaves registers for twice the rows.
 */
import {
  addProduct,
  functionOf,
  generatedNote,
  importMultiplyAdd,
  lettersOf,
  loopOf,
  range,
  rowAddress,
  splatAt,
  vectorAt,
} from './microKernels.ts';

interface Tile {
  readonly name: string;
  readonly rows: number;
  /** Vectors of four columns that are multiplied; a panel has two. */
  readonly vectors: 1 | 2;
  readonly comment: string | null;
}

const tiles: readonly Tile[] = [
  { name: 'fourRows', rows: 4, vectors: 2, comment: null },
  {
    name: 'eightRows',
    rows: 8,
    vectors: 1,
    comment: 'Of a last panel with four columns at most: the others are not multiplied.',
  },
  { name: 'oneRow', rows: 1, vectors: 2, comment: null },
];

/** Source of assembly/panelRows.ts. */
export function panelRowsSource(): string {
  return [
    generatedNote('panelRows.ts'),
    importMultiplyAdd,
    "import { put } from './panelOutput';",
    ...tiles.flatMap((tile) => ['', kernelOf(tile)]),
    '',
  ].join('\n');
}

function kernelOf(tile: Tile): string {
  const hasRows = tile.rows > 1;
  const parameters = [
    'x: usize',
    ...(hasRows ? ['xRow: usize'] : []),
    'panel: usize',
    'inner: i32',
    'bias: usize',
    'first: i32',
    'columns: i32',
    'to: usize',
    ...(hasRows ? ['toRow: usize'] : []),
    'minimum: v128',
  ];
  return functionOf({ name: tile.name, parameters, body: bodyOf(tile), comment: tile.comment });
}

function bodyOf({ rows: count, vectors }: Tile): string[] {
  const columns = range(vectors);
  const rows = lettersOf(count).map((letter, index, letters) => ({
    sums: columns.map((at) => `${letter}${at}`),
    value: `${letter}Value`,
    from: index === 0 ? 'x' : `${letter}Row`,
    before: index < 2 ? 'x' : `${letters[index - 1]}Row`,
    to: rowAddress('to', 'toRow', index),
  }));
  const sums = rows.flatMap((row) => row.sums);
  // Where half of the panel is not multiplied, zeros are put in place of its sums.
  const [zero, declaration] = vectors === 2 ? [sums[0], 'let'] : ['none', 'const'];
  return [
    `${declaration} ${zero} = f32x4.splat(0);`,
    ...sums.filter((sum) => sum !== zero).map((sum) => `let ${sum} = ${zero};`),
    ...rows.slice(1).map(({ from, before }) => `const ${from} = ${before} + xRow;`),
    'const end = (<usize>inner) << 2;',
    'let weights = panel;',
    ...loopOf('let k: usize = 0; k < end; k += 4', [
      ...columns.map((at) => `const weights${at} = ${vectorAt('weights', at)};`),
      ...rows.map(({ value, from }) => `const ${value} = ${splatAt(`${from} + k`, 0)};`),
      ...rows.flatMap((row) =>
        row.sums.map((sum, at) => addProduct(sum, row.value, `weights${at}`)),
      ),
      'weights += 32;',
    ]),
    ...rows.map(
      ({ sums: [low, high = zero], to }) =>
        `put(${low}, ${high}, bias, first, columns, ${to}, minimum);`,
    ),
  ];
}
