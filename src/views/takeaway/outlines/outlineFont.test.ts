import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import decompress from 'woff2-encoder/decompress';
import { readOutlineFont } from './outlineFont.ts';

const file = new URL(
  '../../../../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
  import.meta.url,
);
const font = { family: 'Inter Variable', size: 100, weight: 400, isItalic: false };
const at = { x: 0, y: 0 };
const proportional = { ...font, hasTabularNumbers: false };

test('characters of the page’s font have outlines of any weight', async () => {
  const read = readOutlineFont(new Uint8Array(await decompress(readFileSync(file))).buffer);
  const regular = read.outline('a', at, proportional);
  expect(regular).toMatch(/^M[\d. LQ-]+/);
  expect(read.outline('a', at, { ...proportional, weight: 700 })).not.toBe(regular);
  expect(read.outline('1', at, { ...font, hasTabularNumbers: true })).not.toBe(
    read.outline('1', at, proportional),
  );
});

test('a character that the font has not, or has in part, has none', async () => {
  const read = readOutlineFont(new Uint8Array(await decompress(readFileSync(file))).buffer);
  expect([read.has('a'), read.has('猫'), read.has('a\u0E31')]).toEqual([true, false, false]);
  expect(read.outline('猫', at, proportional)).toBeNull();
});
