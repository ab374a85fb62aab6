import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compiledFile, compileLoops, sourceOf } from './compile.ts';
import { generatedSources } from './generate.ts';

it.each(generatedSources)('generates $file as the repository has it', ({ file, source }) => {
  expect(readFileSync(file, 'utf8')).toBe(source);
});

it('compiles the loops to the bytes that the repository has', async () => {
  expect(readFileSync(compiledFile, 'utf8')).toBe(sourceOf(await compileLoops()));
});
