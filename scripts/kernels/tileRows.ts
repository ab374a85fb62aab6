/**
 * Generates the products of Winograd's tiles (assembly/tileRows.ts): rows of tiles by panels of packed
 * weights, sums in registers. Rows are as many as a micro-kernel takes, and nothing is added to the sums,
 * so that little is left beside the products. A turn of the loop is one step of the inner dimension: V8
 * loads all that a turn needs before it multiplies, and values of two have no room in its 15 registers.
 */
import {
  addProduct,
  functionOf,
  generatedNote,
  importMultiplyAdd,
  indented,
  lettersOf,
  loopOf,
  range,
  rowAddress,
  splatAt,
  storeVector,
  vectorAt,
} from './microKernels.ts';

/** Vectors of a panel's rows. */
const panelVectors = 2;

/** Rows at a time for a whole panel, and for one with four columns. */
const passes = [
  { name: 'wholePanel', rows: 4, vectors: 2 },
  { name: 'halfPanel', rows: 4, vectors: 1 },
] as const;

type Pass = (typeof passes)[number];

/** Source of assembly/tileRows.ts. */
export function tileRowsSource(): string {
  const kernels = passes.flatMap((pass) => ['', kernelOf(pass)]);
  return [generatedNote('tileRows.ts'), importMultiplyAdd, ...kernels, ''].join('\n');
}

function kernelOf({ name, rows: count, vectors }: Pass): string {
  const columns = range(vectors);
  const rows = lettersOf(count).map((letter, index) => ({
    sums: columns.map((at) => `${letter}${at}`),
    at: `${letter}At`,
    from: rowAddress('at', 'xRow', index),
    to: rowAddress('target', 'toRow', index),
  }));
  const sums = rows.flatMap((row) => row.sums);
  const turn = [
    ...columns.map((at) => `const weights${at} = ${vectorAt('weights', at)};`),
    ...rows.flatMap((row) => [
      `const ${row.at}Value = ${splatAt(row.at, 0)};`,
      ...row.sums.map((sum, at) => addProduct(sum, `${row.at}Value`, `weights${at}`)),
    ]),
  ];
  const [first] = sums;
  return functionOf({
    name,
    parameters: [
      'x: usize',
      'xRow: usize',
      'panel: usize',
      'to: usize',
      'toRow: usize',
      'rows: i32',
    ],
    comment: `Rows of tiles, ${count} at a time, by a panel of which ${4 * vectors} columns are multiplied.`,
    body: loopOf(`let row = 0; row < rows; row += ${count}`, [
      'const at = x + <usize>row * xRow;',
      'const target = to + <usize>row * toRow;',
      `let ${first} = f32x4.splat(0);`,
      ...sums.slice(1).map((sum) => `let ${sum} = ${first};`),
      ...rows.map((row) => `let ${row.at} = ${row.from};`),
      'let weights = panel;',
      `const end = at + xRow;`,
      'while (aAt < end) {',
      ...indented([
        ...turn,
        ...rows.map((row) => `${row.at} += 4;`),
        `weights += ${16 * panelVectors};`,
      ]),
      '}',
      ...rows.flatMap((row) => row.sums.map((sum, at) => storeVector(row.to, sum, at))),
    ]),
  });
}
