import { expect, test } from 'vitest';
import type { PileImage } from './pileImage.ts';
import { withoutRepeatedFolders } from './repeatedFolders.ts';
import { withoutSplitsAgain } from './splitsAgain.ts';
import { pileOfPaths } from './testing/pileOfPaths.ts';

/** Images whose bytes follow from what is written behind their paths, else from their file names. */
function pile(...paths: readonly string[]): readonly PileImage[] {
  const parts = paths.map((path) => path.split('='));
  return pileOfPaths(parts.map(([path]) => path)).map((one, at) => {
    const [path, content = path.slice(path.lastIndexOf('/') + 1)] = parts[at];
    const bytes = new TextEncoder().encode(content);
    return { ...one, image: { ...one.image, size: bytes.length, read: () => bytes } };
  });
}
const pathsOf = (images: readonly PileImage[]) =>
  images.map(({ image }) => image.path.replace(/^set\//, ''));
const paths = ['train/cat/1', 'train/dog/2', 'test/cat/3'];
const inside = (folder: string) => paths.map((path) => `${folder}/${path}`);

test.each([
  ['within itself', [...paths, ...inside('again')]],
  ['beside itself', [...inside('Set A'), ...inside('set a')]],
])('a set that lies %s is taken once, in any order', async (_, all) => {
  for (const order of [all, all.toReversed()]) {
    const once = await withoutRepeatedFolders(pile(...order));
    expect(once.images.length).toBe(3);
    expect(once.notes).toEqual([expect.stringMatching(/^3 images are there twice, again in “/)]);
    const kept = pathsOf(once.images);
    expect(kept.every((path) => all.indexOf(path) < 3)).toBe(true);
  }
});

test.each([
  ['other bytes', [...paths, ...inside('again').slice(1), 'again/train/cat/1=other']],
  ['other names', [...paths, ...inside('again'), 'again/train/cat/4']],
  ['images to test on that are trained on', ['train/a/cat/1', 'train/a/dog/2', 'test/a/cat/1']],
  ['two classes with numbered images', ['a/1', 'a/2', 'b/1', 'b/2']],
])('%s are no copy', async (_, all) => {
  const once = await withoutRepeatedFolders(pile(...all));
  expect([once.images.length, once.notes]).toEqual([all.length, []]);
});

test('an image beside splits that lies in one of them as well is taken once, in its split', async () => {
  const all = [
    'cat/1',
    'cat/2',
    'cat/3=other',
    'dog/4',
    'train/cat/1',
    'test/cat/2',
    'train/cat/3',
  ];
  const { images, notes } = await withoutSplitsAgain(pile(...all));
  expect(pathsOf(images)).toEqual(['cat/3', ...all.slice(3)].map((path) => path.split('=')[0]));
  expect(notes).toEqual([
    '2 images beside the splits lie in these as well, as in “cat”; taken once.',
  ]);
});

test('images to train on and to test on stay where they are', async () => {
  const all = ['train/cat/1', 'test/cat/1'];
  expect(pathsOf((await withoutSplitsAgain(pile(...all))).images)).toEqual(all);
});
