import { expect, test } from 'vitest';
import { copiedName, withoutClassCopies } from './classCopies.ts';
import { labelledByFolders } from './testing/pileOfPaths.ts';

test.each([
  ['cat - Copy', 'cat'],
  ['cat - Copy (2)', 'cat'],
  ['cat – Kopie', 'cat'],
  ['cat copy 3', 'cat'],
  ['cat (copy)', 'cat'],
  ['Copy of cat', 'cat'],
  ['cat - Copia', 'cat'],
  ['кот — копия'.replace('—', '-'), 'кот'],
  ['猫 - 副本', '猫'],
])('%s is called a copy', (name, original) => {
  expect(copiedName(name)).toBe(original);
});

test.each(['cat', 'copycat', 'photocopy', 'copy', 'copyright'])('%s is none', (name) => {
  expect(copiedName(name)).toBeNull();
});

const images = (...rows: readonly (readonly [label: string, name: string, content: string])[]) =>
  labelledByFolders(rows.map(([label, name]) => ['train', label, name])).map((one, at) => {
    const bytes = new TextEncoder().encode(rows[at][2]);
    return { ...one, image: { ...one.image, size: bytes.length, read: () => bytes } };
  });

test('what a copied folder holds again is taken once, and a folder with other pictures stays', async () => {
  const cat = [
    ['cat', '1', 'a'],
    ['cat', '2', 'b'],
  ] as const;
  const equal = await withoutClassCopies(images(...cat, ['cat - Copy', '1', 'a']));
  expect(equal.images.map(({ label }) => label)).toEqual(['cat', 'cat']);
  expect(equal.notes).toEqual([
    '1 image of “cat” is there twice, again in “cat - Copy”; taken once.',
  ]);
  const other = await withoutClassCopies(images(...cat, ['cat - Copy', '1', 'other']));
  expect([other.images.length, other.notes]).toEqual([3, []]);
});
