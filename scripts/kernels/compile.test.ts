import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compiledFile, compileLoops, sourceOf } from './compile.ts';

it('compiles the loops to the bytes that the repository has', async () => {
  expect(readFileSync(compiledFile, 'utf8')).toBe(sourceOf(await compileLoops()));
});
