/**
 * Generates the loops that add outer products up (assembly/outerProducts.ts). A tile of inputs ×
 * outputs is kept in registers while all pixels are gone through. Tiles are as large as
 * the registers allow; smaller ones cover what inputs and outputs are left over.
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

interface Tile {
  readonly inputs: number;
  readonly outputs: number;
}

/** For so many outputs at a time, as long as there are as many, so many inputs at a time. */
const passes = [
  { outputs: 16, inputs: 2 },
  { outputs: 8, inputs: 4 },
  { outputs: 4, inputs: 4 },
  { outputs: 1, inputs: 16 },
] as const;

/** Source of assembly/outerProducts.ts. */
export function outerProductsSource(): string {
  const tiles = passes.flatMap((tile) => [tile, { ...tile, inputs: 1 }]);
  return [
    generatedNote('outerProducts.ts'),
    "import { gathered, scatter } from './lanes';",
    importMultiplyAdd,
    '',
    outerSum(),
    ...tiles.flatMap((tile) => ['', kernelOf(tile)]),
    '',
  ].join('\n');
}

const operands = ['x: usize', 'xStep: usize', 'dy: usize', 'dyStep: usize', 'pixels: i32'];

/** Covers a matrix by tiles. */
function outerSum(): string {
  return functionOf({
    name: 'outerSum',
    parameters: [...operands, 'to: usize', 'inputs: i32', 'outputs: i32'],
    comment: 'Adds Σ x ⊗ dy over pixels to an inputs × outputs matrix. Steps are in bytes.',
    body: [
      'const row = (<usize>outputs) << 2;',
      'let output = 0;',
      ...passes.flatMap((tile) =>
        loopOf(`; ${steps('output', tile.outputs)}`, [
          'const upstream = dy + ((<usize>output) << 2);',
          'const target = to + ((<usize>output) << 2);',
          'let input = 0;',
          ...loopOf(`; ${steps('input', tile.inputs)}`, tileAt(tile)),
          ...remainder(tile),
        ]),
      ),
    ],
  });
}

/** Condition and step of a loop over `<name>s`, so many at a time. */
const steps = (name: string, count: number) =>
  count === 1
    ? `${name} < ${name}s; ${name}++`
    : `${name} + ${count} <= ${name}s; ${name} += ${count}`;

/** The inputs that are left over, one by one. */
function remainder({ inputs, outputs }: Tile): string[] {
  const one = tileAt({ inputs: 1, outputs });
  if (inputs > 2) return loopOf(`; ${steps('input', 1)}`, one);
  return ['if (input < inputs) {', ...indented(one), '}'];
}

const tileAt = (tile: Tile) => [
  'const at = (<usize>input) << 2;',
  `${nameOf(tile)}(x + at, xStep, upstream, dyStep, pixels, target + <usize>input * row${hasRows(tile) ? ', row' : ''});`,
];

/** Whether its sums lie in several rows of the matrix. */
const hasRows = ({ inputs }: Tile) => inputs > 1;

const nameOf = ({ inputs, outputs }: Tile) => `tile${inputs}x${outputs}`;

/** How a tile's sums are loaded, how a pixel is added to them, and how they are stored. */
interface Sums {
  readonly load: readonly string[];
  readonly add: readonly string[];
  readonly store: readonly string[];
}

function kernelOf(tile: Tile): string {
  const { load, add, store } = sumsOf(tile);
  const pixels = loopOf('let pixel = 0; pixel < pixels; pixel++', [
    ...add,
    'value += xStep;',
    'upstream += dyStep;',
  ]);
  return functionOf({
    name: nameOf(tile),
    parameters: [...operands, 'to: usize', ...(hasRows(tile) ? ['row: usize'] : [])],
    comment: null,
    body: [...load, 'let value = x;', 'let upstream = dy;', ...pixels, ...store],
    isExported: false,
  });
}

function sumsOf(tile: Tile): Sums {
  if (tile.outputs > 1) return alongOutputs(tile);
  return tile.inputs > 1 ? alongInputs(tile) : ofOne;
}

/** Vectors of outputs. */
function alongOutputs({ inputs, outputs }: Tile): Sums {
  const vectors = range(outputs / 4);
  const rows = lettersOf(inputs).map((letter, index) => {
    const address = rowAddress('to', 'row', index);
    // An address that several vectors are loaded from is computed once.
    const isKept = index > 0 && vectors.length > 1;
    return {
      keep: isKept ? [`const ${letter}Row = ${address};`] : [],
      address: isKept ? `${letter}Row` : address,
      sums: vectors.map((at) => `${letter}${at}`),
      value: `${letter}Value`,
      splat: splatAt('value', index),
    };
  });
  return {
    load: rows.flatMap(({ keep, sums, address }) => [
      ...keep,
      ...sums.map((sum, at) => `let ${sum} = ${vectorAt(address, at)};`),
    ]),
    add: [
      ...rows.map(({ value, splat }) => `const ${value} = ${splat};`),
      ...vectors.map((at) => `const upstream${at} = ${vectorAt('upstream', at)};`),
      ...rows.flatMap(({ value, sums }) =>
        sums.map((sum, at) => addProduct(sum, value, `upstream${at}`)),
      ),
    ],
    store: rows.flatMap(({ sums, address }) =>
      sums.map((sum, at) => storeVector(address, sum, at)),
    ),
  };
}

/** Vectors of inputs: those of one output lie a row apart in the matrix. */
function alongInputs({ inputs }: Tile): Sums {
  const sums = lettersOf(inputs / 4).map((sum, at) => {
    return { sum, value: vectorAt('value', at), address: rowAddress('to', 'row', 4 * at) };
  });
  return {
    load: sums.map(({ sum, address }) => `let ${sum} = gathered(${address}, row);`),
    add: [
      `const upstreamValue = ${splatAt('upstream', 0)};`,
      ...sums.map(({ sum, value }) => addProduct(sum, value, 'upstreamValue')),
    ],
    store: sums.map(({ sum, address }) => `scatter(${sum}, ${address}, row);`),
  };
}

const ofOne: Sums = {
  load: ['let sum = load<f32>(to);'],
  add: ['sum += load<f32>(value) * load<f32>(upstream);'],
  store: ['store<f32>(to, sum);'],
};
