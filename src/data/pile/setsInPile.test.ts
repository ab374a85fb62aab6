import { expect, test } from 'vitest';
import type { ReadingChoices } from '../readingChoices.ts';
import { chooseSet, isSameFile } from './setsInPile.ts';
import { labelledByFolders } from './testing/pileOfPaths.ts';

const rows = (...labels: readonly string[]) =>
  labelledByFolders(labels.map((label, at) => ['train', label, `${at % 2}.png`]));
const several = ['40X/a', '40X/a', '40X/b', '40X/b', '100X/a', '100X/a', '100X/b', '100X/b'];

async function chosen(labels: readonly string[], choices: ReadingChoices = {}) {
  const outcome = await chooseSet(rows(...labels), choices);
  return 'kind' in outcome
    ? outcome.alternatives.map((one) => one.choices)
    : outcome.images.map(({ label }) => label);
}

test('asks where the same classes lie under several folders', async () => {
  expect(await chosen(several)).toEqual([
    { part: '40X/' },
    { part: '100X/' },
    { folders: 'inner' },
    { folders: 'outer' },
    { folders: 'path' },
  ]);
  expect(await chosen(several, { part: '40X/' })).toEqual(['a', 'a', 'b', 'b']);
  expect(await chosen(several, { folders: 'path' })).toEqual(several);
});

test.each([
  ['other classes', ['x/a', 'x/b', 'y/c', 'y/d']],
  ['one class in common', ['x/a', 'x/b', 'y/a', 'y/d']],
  ['numbered characters', ['Greek/c1', 'Greek/c2', 'Latin/c1', 'Latin/c2', 'Latin/c3']],
  ['no folders around them', ['a', 'b']],
])('asks nothing about %s', async (_, labels) => {
  expect(await chosen(labels)).toEqual(labels);
});

test('takes a set that is there twice once', async () => {
  const twice = rows('s/a', 's/b', 't/a', 't/b').map((one, at) => {
    const bytes = Uint8Array.of(at % 2);
    return { ...one, place: `${at % 2}.png`, image: { ...one.image, size: 1, read: () => bytes } };
  });
  const outcome = await chooseSet(twice, {});
  expect(outcome).toMatchObject({ notes: [expect.stringContaining('there twice')] });
  expect('images' in outcome && outcome.images.map(({ label }) => label)).toEqual(['a', 'b']);
});

test('files are the same by what identifies them, else by their bytes', async () => {
  const file = (bytes: readonly number[], identity: string | null = null) => ({
    path: 'a',
    size: bytes.length,
    read: () => Uint8Array.from(bytes),
    identity,
  });
  expect(await isSameFile(file([1, 2]), file([1, 2]))).toBe(true);
  expect(await isSameFile(file([1, 2]), file([1, 3]))).toBe(false);
  expect(await isSameFile(file([1]), file([1, 2]))).toBe(false);
  expect(await isSameFile(file([1], 'x'), file([2], 'x'))).toBe(true);
});
