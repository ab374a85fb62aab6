import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sourceFiles } from './sourceFiles.ts';
import { UsageError } from './usageError.ts';

const folder = mkdtempSync(join(tmpdir(), 'espalier-source-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('a folder is all files in it, under its name, links as what they lead to', async () => {
  const pets = join(folder, 'pets');
  mkdirSync(join(pets, 'cat', 'tabby'), { recursive: true });
  mkdirSync(join(pets, 'empty'));
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, 'elsewhere', 'rex.png'), 'woof');
  writeFileSync(join(pets, 'labels.csv'), 'a,b');
  writeFileSync(join(pets, 'cat', 'tabby', '1.png'), 'miaow');
  symlinkSync(join(folder, 'elsewhere'), join(pets, 'dog'));
  symlinkSync(join(folder, 'elsewhere', 'rex.png'), join(pets, 'cat', 'rex.png'));
  symlinkSync(join(folder, 'nowhere'), join(pets, 'cat', 'gone.png'));
  for (const path of [pets, `${pets}/`]) {
    const found = sourceFiles(path).toSorted((a, b) => (a.name < b.name ? -1 : 1));
    expect(found.map(({ name, size }) => [name, size])).toEqual([
      ['pets/cat/rex.png', 4],
      ['pets/cat/tabby/1.png', 5],
      ['pets/dog/rex.png', 4],
      ['pets/labels.csv', 3],
    ]);
    const contents = await Promise.all(found.map(({ bytes }) => bytes()));
    expect(contents.map((bytes) => new TextDecoder().decode(bytes))).toEqual([
      'woof',
      'miaow',
      'woof',
      'a,b',
    ]);
  }
});

test('a path to nothing is refused', () => {
  expect(() => sourceFiles(join(folder, 'nothing'))).toThrow(UsageError);
});
