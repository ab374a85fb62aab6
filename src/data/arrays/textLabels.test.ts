import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { UndecidedError } from '../reading.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { expectRefusal } from '../testing/errors.ts';
import { npyHeader, writeNpy } from '../testing/writeNpy.ts';
import { joined } from '../testing/writeZip.ts';
import { readArrayDataset } from './arrayDataset.ts';
import type { NpyFile } from './arrayPairs.ts';

type Kind = '<U' | '>U' | '|S';

/** Texts as NumPy saves them. */
function writeTexts(texts: readonly string[], kind: Kind, shape = `(${texts.length},)`) {
  const encoded = texts.map((text) =>
    kind === '|S'
      ? [...new TextEncoder().encode(text)]
      : [...text].flatMap((letter) => {
          const bytes = new Uint8Array(4);
          new DataView(bytes.buffer).setUint32(0, letter.codePointAt(0)!, kind === '<U');
          return [...bytes];
        }),
  );
  const unit = kind === '|S' ? 1 : 4;
  const width = Math.max(unit, ...encoded.map(({ length }) => length));
  const data = new Uint8Array(width * texts.length);
  for (const [index, bytes] of encoded.entries()) data.set(bytes, index * width);
  const header = `{'descr': '${kind}${width / unit}', 'fortran_order': False, 'shape': ${shape}, }`;
  return joined([npyHeader(header), data]);
}

const entry = (name: string, bytes: Uint8Array): NpyFile => ({
  file: 'letters.npz',
  entry: `${name}.npy`,
  bytes,
});
const images = (count: number) =>
  writeNpy(
    [count, 2, 2],
    Uint8Array.from({ length: 4 * count }, (_, at) => at % 256),
  );
function read(files: readonly NpyFile[], choices: ReadingChoices = {}) {
  const reading = readArrayDataset(files, 'letters', defaultLimits, {
    lists: [],
    choices,
  });
  if (reading.kind === 'choice') throw new UndecidedError(reading.questions);
  return reading.dataset;
}

test('reads texts as the numbers of their classes', () => {
  const word = fc.stringMatching(/^[a-zäß\u{1f600}][a-z äß]{0,5}[a-zß]$/u);
  const labels = fc
    .uniqueArray(word, { minLength: 2, maxLength: 4 })
    .chain((names) =>
      fc
        .array(fc.constantFrom(...names), { minLength: 3, maxLength: 8 })
        .map((more) => [...names, ...more, names[0]]),
    );
  fc.assert(
    fc.property(
      labels,
      fc.constantFrom<Kind>('<U', '>U', '|S'),
      fc.boolean(),
      (texts, kind, isWide) => {
        const shape = isWide ? `(${texts.length}, 1)` : undefined;
        const dataset = read([
          entry('images', images(texts.length)),
          entry('labels', writeTexts(texts, kind, shape)),
        ]);
        expect(dataset.classes).toEqual([...new Set(texts)].sort());
        expect([...dataset.train.labels].map((label) => dataset.classes[label])).toEqual(texts);
      },
    ),
  );
});

test('numbers the classes alike in every split', () => {
  const dataset = read([
    entry('x_train', images(4)),
    entry('y_train', writeTexts(['a', 'b', 'c', 'a'], '<U')),
    entry('x_test', images(2)),
    entry('y_test', writeTexts(['c', 'b'], '|S')),
  ]);
  expect(dataset.classes).toEqual(['a', 'b', 'c']);
  expect([...dataset.test!.labels]).toEqual([2, 1]);
});

test('texts that are numbers are what those are', () => {
  const files = (labels: Uint8Array) => [entry('images', images(3)), entry('labels', labels)];
  const numbers = read(files(writeNpy([3], [0, 1, 0])));
  expect(read(files(writeTexts(['0', '1', '0'], '<U'))).hash).toBe(numbers.hash);
});

test('numbers called labels go before texts, which may be chosen', () => {
  const files = [
    entry('images', images(4)),
    entry('labels', writeNpy([4], [0, 0, 1, 1])),
    entry('kind', writeTexts(['x', 'y', 'x', 'y'], '<U')),
    entry('file', writeTexts(['1.png', '2.png', '3.png', '4.png'], '<U')),
  ];
  expect(read(files).classes).toEqual(['0', '1']);
  expect(read(files).notes.join()).toContain('2 arrays were left aside');
  expect(read(files, { label: 'kind' }).classes).toEqual(['x', 'y']);
});

test.each<[string, Uint8Array, string[]]>([
  ['blank texts', writeTexts(['a', '', 'b', 'a'], '<U'), ['element 1', 'blank']],
  [
    'no UTF-8',
    joined([
      npyHeader("{'descr': '|S1', 'fortran_order': False, 'shape': (2,)}"),
      Uint8Array.of(0xff, 0x61),
    ]),
    ['element 0', 'UTF-8'],
  ],
  [
    'no characters',
    joined([
      npyHeader("{'descr': '<U1', 'fortran_order': False, 'shape': (1,)}"),
      Uint8Array.of(0, 0, 0, 0x7f),
    ]),
    ['element 0', 'no text'],
  ],
  ['too few bytes', writeTexts(['a', 'b'], '<U').subarray(0, -1), ['ends after 7 bytes']],
  [
    'objects',
    joined([npyHeader("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}"), Uint8Array.of(1)]),
    ['entry “labels.npy”', 'Python objects', 'astype(str)'],
  ],
])('refuses %s', async (_name, bytes, parts) => {
  await expectRefusal(() => read([entry('images', images(4)), entry('labels', bytes)]), parts);
});

test('texts with a blank are left aside where another array is called the labels', async () => {
  const numbers = entry('labels', writeNpy([4], [0, 0, 1, 1]));
  const texts = entry('remark', writeTexts(['a', '', 'b', 'a'], '<U'));
  const { classes, notes } = read([entry('images', images(4)), numbers, texts]);
  expect(classes).toEqual(['0', '1']);
  expect(notes).toEqual(['An array was left aside, “letters.npz, entry “remark.npy””.']);
  const chosen = () => read([entry('images', images(4)), numbers, texts], { label: 'remark' });
  await expectRefusal(chosen, ['remark', 'element 1', 'blank']);
  const weights = entry('weights', writeNpy([4], [0, 0, 1, 1]));
  const unsure = () => read([entry('images', images(4)), weights, texts]);
  await expectRefusal(unsure, ['remark', 'element 1', 'blank']);
});
