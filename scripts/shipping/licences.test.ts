import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describePackage, isAllowed, packageFolder, withTexts } from './licences.ts';

const root = join(import.meta.dirname, '../..');

interface LockedPackage {
  readonly dev?: boolean;
  readonly license?: string;
}

it('all packages that the page may come to contain are under licences that allow it', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const locked = Object.entries(lock.packages as Record<string, LockedPackage>);
  const shipped = locked.filter(([path, { dev }]) => path !== '' && !dev);
  expect(shipped.length).toBeGreaterThan(50);
  const refused = shipped.filter(([, { license }]) => !isAllowed(license ?? 'none'));
  expect(refused.map(([path, { license }]) => [path, license])).toEqual([]);
});

describe('isAllowed', () => {
  it.each(['MIT', 'ISC', '(MIT OR GPL-3.0-only)', 'MIT AND ISC', 'OFL-1.1'])('%s', (licence) => {
    expect(isAllowed(licence)).toBe(true);
  });

  it.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'none', 'UNLICENSED', '', 'SEE LICENSE IN x'])(
    'not %s',
    (licence) => {
      expect(isAllowed(licence)).toBe(false);
    },
  );
});

it('packages are found from their modules, and ours are none', () => {
  const zod = join(root, 'node_modules/zod');
  expect(packageFolder(join(zod, 'v4/core/util.js'))).toBe(zod);
  const tfjs = join(root, 'node_modules/@tensorflow/tfjs-core');
  expect(packageFolder(`\0${tfjs}/dist/index.js?commonjs-module`)).toBe(tfjs);
  expect(packageFolder(join(root, 'src/main.tsx'))).toBeNull();
  expect(describePackage(zod)).toMatchObject({ name: 'zod', licence: 'MIT' });
  expect(describePackage(zod).text).toContain('Permission is hereby granted');
});

it('a package that names no licence has that of its text, or none', () => {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-licence-'));
  const made = (name: string, text: string) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'package.json'), JSON.stringify({ name, version: '1.0.0' }));
    writeFileSync(join(folder, name, 'LICENSE'), text);
    return describePackage(join(folder, name)).licence;
  };
  expect(made('one', ' Apache License\n Version 2.0, January 2004')).toBe('Apache-2.0');
  expect(made('two', 'MIT License\n')).toBe('MIT');
  expect(made('three', 'All rights reserved')).toBe('none');
});

it('those without a text of Apache’s licence are given it', () => {
  const one = { name: 'one', version: '1.0.0', licence: 'Apache-2.0' };
  const texts = withTexts([
    { ...one, text: '' },
    { ...one, text: 'Apache License' },
    { ...one, licence: 'MIT', text: '' },
  ]).map(({ text }) => text);
  expect(texts).toEqual(['Apache License', 'Apache License', '']);
});
