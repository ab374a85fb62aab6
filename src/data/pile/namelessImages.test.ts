import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDataset } from '../readDataset.ts';
import { expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { writeZip } from '../testing/writeZip.ts';

const entries = (count: number, ending: string) =>
  ['cat', 'dog'].flatMap((name, at) =>
    Array.from({ length: count }, (_, one) => ({
      path: `${name}/${one}${ending}`,
      bytes: plainPng(100 * at + one),
    })),
  );
const zipped = (files: ReturnType<typeof entries>) => [sourceFile('set.zip', writeZip(files))];
const loose = (files: ReturnType<typeof entries>) =>
  files.map(({ path, bytes }) => sourceFile(`set/${path}`, bytes));

test('images without endings are read as those with them, loose and in archives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(zipped, loose),
      async (count, drop) => {
        const { classes, train } = await readDataset(drop(entries(count, '')));
        const named = await readDataset(drop(entries(count, '.png')));
        expect([classes, train]).toEqual([named.classes, named.train]);
      },
    ),
    { numRuns: 10 },
  );
});

test('other files without endings are none', async () => {
  const texts = entries(3, '').map((one) => ({ ...one, bytes: new TextEncoder().encode('hello') }));
  const mixed = [...entries(3, '').slice(1), ...texts.slice(0, 1)];
  await expectRefusal(() => readDataset(zipped(mixed)), ['no images']);
});

test('beside images that are called so they are left aside', async () => {
  const files = [...entries(2, '.png'), { path: 'cat/extra', bytes: plainPng(7) }];
  const { train, notes } = await readDataset(zipped(files));
  expect(train.labels.length).toBe(4);
  expect(notes.join()).toContain('cat/extra');
});
