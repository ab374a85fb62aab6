/** Files with validation images and without: only the third split is another. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Dataset } from './dataset.ts';
import { readDataset } from './readDataset.ts';
import type { SourceFile } from './sourceFile.ts';
import { countsIn } from './testing/countsIn.ts';
import { plainPng, sourceFile } from './testing/sourceFiles.ts';
import { writeNpy, writeNpz } from './testing/writeNpy.ts';
import { writeParquet } from './testing/writeParquet.ts';
import { writeTable } from './testing/writeTable.ts';
import { writeZip } from './testing/writeZip.ts';

const splits = ['train', 'validation', 'test'] as const;
type Counts = Readonly<Record<(typeof splits)[number], number>>;

interface Image {
  readonly split: (typeof splits)[number];
  readonly label: 'cat' | 'dog';
  readonly value: number;
}

/** So many images of each class, each of a grey of its own. */
const imagesOf = (counts: Counts): Image[] =>
  splits.flatMap((split, at) =>
    (['cat', 'dog'] as const).flatMap((label, of) =>
      Array.from({ length: counts[split] }, (_, index) => {
        return { split, label, value: 80 * at + 40 * of + index };
      }),
    ),
  );

type Container = (images: readonly Image[], called: string) => SourceFile[];

const pathOf = ({ split, label, value }: Image, called: string) =>
  `pets/${split === 'validation' ? called : split}/${label}/${100 + value}.png`;

const folders: Container = (images, called) =>
  images.map((image) => sourceFile(pathOf(image, called), plainPng(image.value)));

const archive: Container = (images, called) => [
  sourceFile(
    'pets.zip',
    writeZip(images.map((one) => ({ path: pathOf(one, called), bytes: plainPng(one.value) }))),
  ),
];

const withTable: Container = (images, called) => [
  sourceFile(
    'pets/labels.csv',
    writeTable([
      ['filename', 'label', 'split'],
      ...images.map(({ split, label, value }) => [
        `${100 + value}.png`,
        label,
        split === 'validation' ? called : split,
      ]),
    ]),
  ),
  ...images.map(({ value }) => sourceFile(`pets/all/${100 + value}.png`, plainPng(value))),
];

/** The parts of a split that has any, whose files bear its name. */
function bySplit<Part>(
  images: readonly Image[],
  called: string,
  part: (name: string, members: readonly Image[]) => Part,
): Part[] {
  return splits.flatMap((split) => {
    const members = images.filter((one) => one.split === split);
    return members.length === 0 ? [] : [part(split === 'validation' ? called : split, members)];
  });
}

const labelOf = ({ label }: Image) => Number(label === 'dog');

const arrays: Container = (images, called) => [
  sourceFile(
    'pets.npz',
    writeNpz(
      Object.fromEntries(
        bySplit(images, called, (name, members): [string, Uint8Array][] => [
          [
            `${name}_images`,
            writeNpy(
              [members.length, 4, 4],
              members.flatMap(({ value }) => Array<number>(16).fill(value)),
              { type: 'u1' },
            ),
          ],
          [`${name}_labels`, writeNpy([members.length], members.map(labelOf), { type: 'u1' })],
        ]).flat(),
      ),
    ),
  ),
];

const shards: Container = (images, called) =>
  bySplit(images, called, (name, members) =>
    sourceFile(
      `data/${name}-00000-of-00001.parquet`,
      writeParquet({
        images: members.map(({ value }) => plainPng(value)),
        labels: { label: members.map(labelOf) },
        classNames: { label: ['cat', 'dog'] },
      }),
    ),
  );

const valuesIn = (split: Dataset['train'] | null) =>
  [...(split?.labels ?? [])].map((label, at) => [label, split!.images[16 * at]]);

test.each(Object.entries({ folders, archive, withTable, arrays, shards }))(
  '%s give validation images as such, and leave the others as they are without',
  async (_name, container) => {
    const given = fc.record({
      train: fc.integer({ min: 2, max: 6 }),
      validation: fc.integer({ min: 1, max: 5 }),
      test: fc.integer({ min: 0, max: 5 }),
    });
    const called = fc.constantFrom('val', 'valid', 'validation');
    await fc.assert(
      fc.asyncProperty(given, called, fc.boolean(), async (counts, name, isTurned) => {
        const images = imagesOf(counts);
        const files = container(images, name);
        const whole = await readDataset(isTurned ? files.toReversed() : files);
        const bare = await readDataset(
          container(
            images.filter(({ split }) => split !== 'validation'),
            name,
          ),
        );
        expect(countsIn(whole)).toEqual({
          train: 2 * counts.train,
          validation: 2 * counts.validation,
          test: 2 * counts.test,
        });
        const expected = images.filter(({ split }) => split === 'validation');
        expect(valuesIn(whole.validation)).toEqual(
          expected.map((image) => [labelOf(image), image.value]),
        );
        expect(whole.train).toEqual(bare.train);
        expect(whole.test).toEqual(bare.test);
        expect(bare.validation).toBeNull();
        expect(whole.hash).not.toBe(bare.hash);
      }),
      { numRuns: 12 },
    );
  },
);
