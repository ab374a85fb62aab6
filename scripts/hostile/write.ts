/**
 * Writes the hostile files into a folder, so that a person can drop them:
 * `npm run hostile -- --out <folder>`. A folder a format, a folder a case; beside each case lies
 * what it must be told.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { DataError } from '../../src/data/dataError.ts';
import { hostileCases } from './corpus.ts';
import type { HostileCase } from './hostileCase.ts';

const { out } = parseArgs({ options: { out: { type: 'string' } } }).values;
if (out === undefined) {
  console.error('Say where to: npm run hostile -- --out <folder>');
  process.exit(2);
}
for (const hostile of hostileCases) writeCase(hostile, out);
console.log(`${hostileCases.length} hostile files lie in ${out}.`);

function writeCase({ family, name, files, fault, limits }: HostileCase, root: string): void {
  const folder = join(root, fileNameOf(family), fileNameOf(name));
  mkdirSync(folder, { recursive: true });
  for (const file of files) {
    const path = join(folder, ...file.name.split('/').map(fileNameOf));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, file.bytes);
  }
  const limited =
    Object.keys(limits).length === 0 ? '' : `\nUnder these limits: ${JSON.stringify(limits)}\n`;
  writeFileSync(`${folder}.expected.txt`, `${new DataError(fault).message}\n${limited}`);
}

/** The name as every file system takes it. */
function fileNameOf(name: string): string {
  return name.replace(/[<>:"/\\|?*\p{C}]/gu, '_').slice(0, 200);
}
