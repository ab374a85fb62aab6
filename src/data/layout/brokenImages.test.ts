import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readDataset, readOrAsk } from '../readDataset.ts';
import type { BrokenQuestion, ReadingChoices } from '../readingChoices.ts';
import type { SourceFile } from '../sourceFile.ts';
import { expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { writeParquet } from '../testing/writeParquet.ts';
import { writeZip } from '../testing/writeZip.ts';

const text = (value: string) => new TextEncoder().encode(value);
/** What people find among their images. */
const broken: Readonly<Record<string, Uint8Array>> = {
  'cut off': plainPng(1).subarray(0, 40),
  empty: new Uint8Array(),
  'a web page': text('<!DOCTYPE html><p>Not found</p>'),
  'a Git LFS pointer': text('version https://git-lfs.github.com/spec/v1'),
  'a TIFF': Uint8Array.of(0x49, 0x49, 42, 0, 8, 0, 0, 0),
  'with a wrong checksum': plainPng(1).map((byte, at) => (at === 50 ? byte ^ 1 : byte)),
};
const folder = (files: Readonly<Record<string, Uint8Array>>): SourceFile[] =>
  Object.entries(files).map(([path, bytes]) => sourceFile(`pets/${path}`, bytes));
const whole = (count: number) =>
  Object.fromEntries(
    ['cat', 'dog'].flatMap((name, kind) =>
      Array.from({ length: count }, (_, at) => [`${name}/${at}.png`, plainPng(10 * kind + at)]),
    ),
  );
const leavingOut = { leaveOut: 'broken' } as const;
async function asked(files: readonly SourceFile[], choices: ReadingChoices = {}) {
  const reading = await readOrAsk(files, { choices });
  if (reading.kind !== 'choice') return expect.fail('not asked');
  return reading.questions[0] as BrokenQuestion;
}

describe.each([2, 20])('broken images among %i a class', (count) => {
  test.each(Object.entries(broken))('%s: asked for, then left out', async (_, bytes) => {
    const files = folder({ ...whole(count), 'cat/odd.jpg': bytes });
    const question = await asked(files);
    expect(question).toMatchObject({ kind: 'broken', broken: [{ path: 'pets/cat/odd.jpg' }] });
    expect(question.found).toBe(`1 of ${2 * count + 1} images cannot be read`);
    const { choices } = question.alternatives[0];
    const dataset = await readDataset(files, { choices });
    expect(dataset.hash).toBe((await readDataset(folder(whole(count)))).hash);
    expect(dataset.reading).toEqual(choices);
    expect(dataset.notes.join()).toContain('Left out, as chosen: 1 of');
    expect(dataset.notes.join()).toContain('pets/cat/odd.jpg');
  });
});

test('all of them are told, whatever the order of files, and the same is left out', async () => {
  const all = folder({
    ...whole(4),
    ...Object.fromEntries(Object.values(broken).map((bytes, at) => [`dog/odd${at}.png`, bytes])),
  });
  const expected = await asked(all);
  expect(expected.broken.map(({ path }) => path)).toEqual(
    Array.from({ length: 6 }, (_, at) => `pets/dog/odd${at}.png`),
  );
  const { hash } = await readDataset(all, { choices: leavingOut });
  expect(hash).toBe((await readDataset(folder(whole(4)))).hash);
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray(all, { minLength: all.length }), async (files) => {
      expect(await asked(files)).toEqual(expected);
      expect((await readDataset(files, { choices: leavingOut })).hash).toBe(hash);
    }),
    { numRuns: 10 },
  );
});

test('are refused together where nothing is to be left out, and by the flags where nobody is asked', async () => {
  const files = folder({
    ...whole(2),
    'cat/a.png': broken.empty,
    'dog/b.png': broken['a Git LFS pointer'],
  });
  const both = [
    '2 of 6 images',
    'pets/cat/a.png',
    'an empty file',
    'pets/dog/b.png',
    'a Git LFS pointer',
  ];
  const choices = { leaveOut: 'nothing' } as const;
  await expectRefusal(() => readDataset(files, { choices }), both);
  const flags = ['choose one: --leave-out broken or --leave-out nothing'];
  await expectRefusal(() => readDataset(files), [...both, ...flags]);
});

test('an experiment that leaves out others asks again, and says so', async () => {
  const one = folder({ ...whole(2), 'cat/odd.png': broken.empty });
  const { choices } = (await asked(one)).alternatives[0];
  expect((await readDataset(one, { choices })).reading).toEqual(choices);
  const two = [...one, sourceFile('pets/dog/odd.png', broken.empty)];
  const question = await asked(two, choices);
  expect(question.found).toContain('and not just the 1 that the experiment leaves out');
  const other = await asked(folder({ ...whole(2), 'dog/odd.png': broken.empty }), choices);
  expect(other.alternatives[0].choices).not.toEqual(choices);
});

test('where none is broken nothing is recorded of leaving any out', async () => {
  const dataset = await readDataset(folder(whole(2)), { choices: leavingOut });
  expect(dataset.reading).toBeUndefined();
  expect(dataset.notes).toEqual([]);
});

test('are refused as a whole where none can be read, or too little is left', async () => {
  const none = folder({ 'cat/0.png': broken['cut off'], 'dog/0.png': broken['cut off'] });
  await expectRefusal(() => readDataset(none, { choices: leavingOut }), ['pets/cat/0.png, byte']);
  const half = folder({ 'cat/0.png': plainPng(1), 'dog/0.png': broken['cut off'] });
  await expectRefusal(() => readDataset(half, { choices: leavingOut }), ['1 class, “cat”']);
});

test('entries of a zip that are damaged, and rows of a Parquet table, are left out alike', async () => {
  const entries = Object.entries(whole(2)).map(([path, bytes]) => ({ path, bytes }));
  const odd = { path: 'dog/odd.png', bytes: plainPng(3), crc: 1 };
  const zip = (more: readonly (typeof odd)[]) => [
    sourceFile('a.zip', writeZip([...entries, ...more])),
  ];
  expect((await asked(zip([odd]))).broken).toEqual([
    { path: 'dog/odd.png', fault: 'its checksum does not match its content' },
  ]);
  const left = await readDataset(zip([odd]), { choices: leavingOut });
  expect(left.hash).toBe((await readDataset(zip([]))).hash);

  const table = (images: readonly Uint8Array[], labels: readonly number[]) => [
    sourceFile('train.parquet', writeParquet({ images, labels: { label: labels } })),
  ];
  const sound = [1, 2, 3].map((value) => plainPng(value));
  const expected = await readDataset(table(sound, [0, 1, 1]));
  const rows = table([sound[0], broken.empty, sound[1], sound[2]], [0, 0, 1, 1]);
  const read = await readDataset(rows, { choices: leavingOut });
  expect([...read.train.labels]).toEqual([0, 1, 1]);
  expect(read.hash).toBe(expected.hash);
  expect(read.reading?.leaveOut).toMatchObject({ count: 1 });
});
