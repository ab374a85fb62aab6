/** The rules of docs/data.md for arrays and tables: each pile of their table is dropped, in any order. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOrAsk } from '../readDataset.ts';
import type { SourceFile } from '../sourceFile.ts';
import { countsIn } from '../testing/countsIn.ts';
import { sourceFile } from '../testing/sourceFiles.ts';
import { writeNpy } from '../testing/writeNpy.ts';
import { writeTable } from '../testing/writeTable.ts';
import { writeZip } from '../testing/writeZip.ts';

const document = readFileSync(new URL('../../../docs/data.md', import.meta.url), 'utf8');
const [, table = ''] = document.split(/<!-- \/?array rules -->/);
const rules = [...table.matchAll(/^\| (.+?) \| `(.+?)` \| (.+?) \|$/gm)].map(
  ([, ...cells]) => cells,
);

/** A file of a pile as the table writes it. */
function entryOf(part: string) {
  const [path, rows] = part.split('→');
  if (rows !== undefined)
    return { path, bytes: new TextEncoder().encode(`${rows.split(';').join('\n')}\n`) };
  const [name, form] = path.split('=');
  const isSigned = form.endsWith('±');
  const [count, ...sides] = form.replace('±', '').split('x').map(Number);
  const valueAt = (at: number) => (at * 37 + name.length * 11) % 256;
  const size = sides.reduce((product, side) => product * side, 1);
  if (name.endsWith('.csv')) {
    const body = Array.from({ length: count }, (_, row) => [
      row % 2,
      ...Array.from({ length: size }, (_, column) => {
        const value = valueAt(row * size + column);
        return isSigned ? value / 127.5 - 1 : value;
      }),
    ]);
    return { path: name, bytes: writeTable(body) };
  }
  if (sides.length === 0) return { path: name, bytes: writeNpy([count], labelsOf(count)) };
  const pixels = Uint8Array.from({ length: count * size }, (_, at) => valueAt(at));
  return { path: name, bytes: writeNpy([count, ...sides], pixels) };
}
const labelsOf = (count: number) => Array.from({ length: count }, (_, at) => at % 2);

async function outcomeOf(files: readonly SourceFile[]) {
  const reading = await readOrAsk(files);
  if (reading.kind === 'choice')
    return { words: `asks ${reading.questions[0].kind}`, notes: '', hash: '' };
  const { dataset } = reading;
  const { train, validation, test: tested } = countsIn(dataset);
  const words = `${dataset.classes.join(' ')}: ${train}/${validation}/${tested}`;
  return { words, notes: dataset.notes.join('\n'), hash: dataset.hash };
}

test('there are rules to test', () => {
  expect(rules.length).toBeGreaterThan(9);
});

describe.each(rules)('%s', (_, pile, expected) => {
  const [words, note = ''] = expected.split(', note ');
  const entries = pile.split(' · ').map(entryOf);

  test('comes to what the table says, loose and in an archive, in any order', async () => {
    const { hash } = await outcomeOf(entries.map(({ path, bytes }) => sourceFile(path, bytes)));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(entries, { minLength: entries.length }),
        fc.boolean(),
        async (shuffled, isZipped) => {
          const files = isZipped
            ? [sourceFile('pile.zip', writeZip(shuffled))]
            : shuffled.map(({ path, bytes }) => sourceFile(path, bytes));
          const outcome = await outcomeOf(files);
          expect([outcome.words, outcome.hash]).toEqual([words, hash]);
          expect(outcome.notes).toContain(note);
        },
      ),
      { numRuns: 8 },
    );
  });
});
