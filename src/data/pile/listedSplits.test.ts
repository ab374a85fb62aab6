import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataset, readOrAsk } from '../readDataset.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { writeTable } from '../testing/writeTable.ts';
import { type ListedImage, listedSplits, splitOfList } from './listedSplits.ts';
import type { SplitList } from './splitList.ts';

const images = (count: number, role: ListedImage['role'] = null): ListedImage[] =>
  Array.from({ length: count }, (_, at) => ({ at, folder: at % 2 === 0 ? 'a/' : 'b/', role }));
const list = (path: string, split: 'train' | 'validation' | 'test', at: readonly number[]) => ({
  path,
  paths: [path],
  splits: new Map(at.map((one) => [one, split] as const)),
});
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);
const halves = [
  list('train.txt', 'train', upTo(0, 8)),
  list('test.txt', 'test', upTo(8, 12)),
] as const;

describe('lists of splits', () => {
  test('are called as splits, whatever stands beside the word', () => {
    const paths = ['meta/train.txt', 'TestImages.txt', 'val2019.json', 'trainval.txt', 'list.txt'];
    expect(paths.map(splitOfList)).toEqual(['train', 'test', 'validation', 'train', null]);
  });

  test('part the images that they name', () => {
    const listed = listedSplits(images(12), halves, {});
    expect(listed).toMatchObject({
      kind: 'listed',
      notes: ['Splits were read from “train.txt”, “test.txt”.'],
    });
    if (listed.kind !== 'listed') return;
    expect([...listed.splits.values()].filter((one) => one === 'test')).toHaveLength(4);
    expect(listed.leftOut.size).toBe(0);
    expect(listed.used).toEqual(halves);
  });

  test('say nothing that folders say already, or where that was chosen', () => {
    const nothing = { kind: 'listed', used: [], notes: [] };
    const [train] = halves;
    expect(listedSplits(images(8), [train], {})).toMatchObject(nothing);
    const held = images(4, 'test');
    const known = list('test.txt', 'test', upTo(0, 4));
    expect(listedSplits(held, [known], {})).toMatchObject(nothing);
    expect(listedSplits(images(12), halves, { splits: 'none' })).toMatchObject(nothing);
  });

  test('leave out few images in the folders that they name with a note, and ask about many', () => {
    expect(listedSplits(images(13), halves, {})).toMatchObject({
      leftOut: new Set([12]),
      notes: [expect.any(String), 'Images that no list names were left out: 1.'],
    });
    const elsewhere = { at: 12, folder: 'c/', role: null };
    expect(listedSplits([...images(12), elsewhere], halves, {})).toMatchObject({
      leftOut: new Set(),
    });
    expect(listedSplits(images(20), halves, {})).toMatchObject({
      kind: 'splits',
      alternatives: [{ choices: { splits: 'words' } }, { choices: { splits: 'none' } }],
    });
    expect(listedSplits(images(20), halves, { splits: 'words' })).toMatchObject({
      leftOut: new Set(upTo(12, 20)),
    });
  });

  test('of held-out images alone leave the rest to train on', () => {
    const held = [list('val.txt', 'validation', [0, 1]), list('test.txt', 'test', [2, 3])];
    expect(listedSplits(images(12), held, {})).toMatchObject({ leftOut: new Set(), used: held });
    const most = [list('test.txt', 'test', upTo(0, 8))];
    expect(listedSplits(images(12), most, {})).toMatchObject({ kind: 'splits' });
  });

  test('ask where they contradict each other', () => {
    const overlapping = [list('train.txt', 'train', [0, 1, 2]), list('test.txt', 'test', [2, 3])];
    expect(listedSplits(images(4), overlapping, {})).toMatchObject({ kind: 'splits' });
    const chosen = listedSplits(images(4), overlapping, { splits: 'words' });
    expect(chosen).toMatchObject({
      splits: new Map([
        [0, 'train'],
        [1, 'train'],
        [2, 'test'],
        [3, 'test'],
      ]),
    });
  });

  test('of several splittings are asked about, and chosen by their names', () => {
    const lists = [
      list('l/train1.txt', 'train', [0, 1]),
      list('l/test1.txt', 'test', [2, 3]),
      list('l/train2.txt', 'train', [2, 3]),
      list('l/test2.txt', 'test', [0, 1]),
    ];
    const asked = listedSplits(images(4), lists, {});
    if (asked.kind !== 'part') throw new Error('expected a question');
    expect(asked.alternatives).toHaveLength(3);
    const [first, second] = asked.alternatives;
    expect(listedSplits(images(4), lists, first.choices)).toMatchObject({
      used: lists.slice(0, 2),
    });
    expect(listedSplits(images(4), lists, second.choices)).toMatchObject({ used: lists.slice(2) });
  });

  test('say the same in any order', () => {
    const splits = fc.constantFrom('train', 'validation', 'test');
    const some = fc.array(
      fc.record({ split: splits, at: fc.uniqueArray(fc.nat(19), { maxLength: 12 }) }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(some, fc.boolean(), (given, isChosen) => {
        const lists: SplitList[] = given.map(({ split, at }, n) =>
          list(`${split}_${n}.txt`, split, at),
        );
        const choices = isChosen ? { splits: 'words' as const } : {};
        const outcome = (ones: readonly SplitList[], all: readonly ListedImage[]) => {
          const found = listedSplits(all, ones, choices);
          if (found.kind !== 'listed') return found.kind;
          return [[...found.splits].sort(([a], [b]) => a - b), [...found.leftOut].sort()];
        };
        expect(outcome(lists.toReversed(), images(20).toReversed())).toEqual(
          outcome(lists, images(20)),
        );
      }),
    );
  });
});

describe('splits told by numbers alone', () => {
  const entries = (rows: readonly (readonly string[])[]) => [
    ...['cat', 'dog'].flatMap((name) =>
      [0, 1, 2].map((at) => sourceFile(`pets/${name}/${at}.png`, plainPng(at))),
    ),
    sourceFile('pets/split.csv', writeTable(rows)),
  ];
  const named = ['cat', 'dog'].flatMap((name) => [0, 1, 2].map((at) => `${name}/${at}.png`));
  const readings = [
    ['beside class folders', [['file', 'split'], ...named.map((one, at) => [one, `${at % 2}`])]],
    [
      'of a table that labels images',
      [['file', 'label', 'split'], ...named.map((one, at) => [one, 'xyz'[at % 3], `${at % 2}`])],
    ],
  ] as const;

  test.each(readings)('are asked about %s, and count as answered', async (_, rows) => {
    const files = entries(rows);
    const reading = await readOrAsk(files);
    expect(reading).toMatchObject({ kind: 'choice', questions: [{ kind: 'splits' }] });
    if (reading.kind !== 'choice') return;
    const [question] = reading.questions;
    expect(question.alternatives[0].description).toContain('0 is taken for train');
    const words = await readDataset(files, { choices: { splits: 'words' } });
    expect([words.train.labels.length, words.test?.labels.length]).toEqual([3, 3]);
    const none = await readDataset(files, { choices: { splits: 'none' } });
    expect([none.train.labels.length, none.test]).toEqual([6, null]);
  });
});
