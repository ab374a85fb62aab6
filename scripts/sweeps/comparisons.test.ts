/** The comparisons in bench/sweeps are as written, and are sweeps that can be carried out. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readSweep } from '../../src/spec/sweeps/readSweep.ts';
import { comparisons } from './comparisons.ts';

const folder = join(import.meta.dirname, '../../bench/sweeps');

test.each(comparisons)('$file is written as it is stated, and read', ({ file, document }) => {
  const written = JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8'));
  expect(written).toEqual(JSON.parse(JSON.stringify(document)));
  expect(readSweep(written)).toMatchObject({ ok: true });
});
