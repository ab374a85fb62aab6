import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Container, LazyFile } from '../sources/container.ts';
import { ImageNames, type Looking } from './imageNames.ts';
import { pileOf } from './pileImage.ts';

const container: Container = { file: 'set', files: [], root: 'set/', isArchive: false };
const named = (paths: readonly string[]) =>
  new ImageNames(
    pileOf(
      container,
      paths.map((path) => ({ path }) as LazyFile),
    ),
  );
const everywhere = (folder = 'set/'): Looking => ({
  folder,
  tierOf: () => 0,
  isOneTier: true,
  isElsewhere: () => false,
  lacksZeros: false,
});
const placeOf = (names: ImageNames, cell: string, looking = everywhere()) => {
  const found = names.find(cell, looking);
  return found.kind === 'one' ? found.at : found.kind;
};

test('finds nothing for a name that no image has', () => {
  expect(placeOf(named(['set/a.png']), 'b.png')).toBe('none');
});

test.each(['a.png', 'a', 'A.PNG', './a.png', 'x\\a.png', '/data/a.png', 'C:\\x\\a.png', 'a.jpg'])(
  'finds an image called %s',
  (cell) => {
    expect(placeOf(named(['set/b.png', 'set/a.png']), cell)).toBe(1);
  },
);

test('takes the extension that an image has before another one', () => {
  expect(placeOf(named(['set/a.png', 'set/a.jpg']), 'a.jpg')).toBe(1);
});

test('means a picture before its mask, whatever folder the table lies in, but for one that it names', () => {
  const names = named(['set/annotations/trimaps/a.png', 'set/images/a.jpg']);
  for (const folder of ['set/', 'set/annotations/', 'set/annotations/trimaps/'])
    expect(placeOf(names, 'a', everywhere(folder))).toBe(1);
  expect(placeOf(names, 'trimaps/a', everywhere())).toBe(0);
});

describe('among many images of one name', () => {
  const folders = Array.from({ length: 40 }, (_, at) => `f${at}`);
  const names = named(folders.map((folder) => `set/all/${folder}/Left/image.png`));

  test('a name alone is none of them', () => {
    expect(placeOf(names, 'image.png')).toBe('several');
  });

  test('folders tell them apart, whatever lies around, and in any letters', () => {
    fc.assert(
      fc.property(
        fc.nat(folders.length - 1),
        fc.constantFrom('', '/data/', 'all/', 'set/all/', 'C:\\my\\'),
        fc.constantFrom('/image.png', '/IMAGE', '\\image.PNG', '/image.jpg'),
        (at, around, end) => {
          expect(placeOf(names, `${around}${folders[at]}/left${end}`)).toBe(at);
        },
      ),
    );
  });

  test('what the folder of the table holds comes before the rest', () => {
    expect(placeOf(names, 'Left/image.png', everywhere('set/all/f7/'))).toBe(7);
  });
});
