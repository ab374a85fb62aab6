import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builds, compiledFile, compileLoops, sourceOf } from './compile.ts';
import { generatedSources } from './generate.ts';

it.each(generatedSources)('generates $file as the repository has it', ({ file, source }) => {
  expect(readFileSync(file, 'utf8')).toBe(source);
});

it.each(builds)('compiles $name to the bytes that the repository has', async (build) => {
  const compiled = sourceOf(build, await compileLoops(build));
  expect(readFileSync(compiledFile(build), 'utf8')).toBe(compiled);
});
