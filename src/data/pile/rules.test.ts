/** The rules of docs/data.md: each pile of its table is dropped, in any order, loose and as a zip. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOrAsk } from '../readDataset.ts';
import type { SourceFile } from '../sourceFile.ts';
import { countsIn } from '../testing/countsIn.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { writeZip } from '../testing/writeZip.ts';

interface Entry {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const document = readFileSync(new URL('../../../docs/data.md', import.meta.url), 'utf8');
const [, table = ''] = document.split(/<!-- \/?rules -->/);
const rules = [...table.matchAll(/^\| (.+?) \| `(.+?)` \| (.+?) \|$/gm)].map(
  ([, ...cells]) => cells,
);

/** The files of a pile as the table writes it. */
function entriesOf(pile: string): Entry[] {
  let grey = 0;
  return pile.split(' · ').flatMap((part): Entry[] => {
    const [path, rows] = part.split('→');
    if (rows !== undefined) {
      const text = rows.replaceAll(';', '\n').replaceAll('⇥', '\t');
      return [{ path, bytes: new TextEncoder().encode(`${text}\n`) }];
    }
    const [, folder, count] = /^(.*\/)\*(\d+)$/.exec(path) ?? [];
    if (folder === undefined) return [{ path: `${path}.png`, bytes: plainPng(++grey) }];
    // Copies of a set are equal, so that a grey follows from the last two folders and the number.
    const own = folder.split('/').slice(-3).join('/');
    return Array.from({ length: Number(count) }, (_, at) => ({
      path: `${folder}${at}.png`,
      bytes: plainPng((hashOf(own) + at) % 250),
    }));
  });
}

const hashOf = (text: string): number =>
  [...text].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 9973, 7);

const loose = (entries: readonly Entry[]): SourceFile[] =>
  entries.map(({ path, bytes }) => sourceFile(`pile/${path}`, bytes));
const zipped = (entries: readonly Entry[]): SourceFile[] => [
  sourceFile('pile.zip', writeZip([...entries])),
];

/** What a pile comes to, in the words of the table, and its notes and hash. */
async function outcomeOf(files: readonly SourceFile[]) {
  const reading = await readOrAsk(files);
  if (reading.kind === 'choice')
    return { words: `asks ${reading.questions[0].kind}`, notes: '', hash: '' };
  const { dataset } = reading;
  const { train, validation, test: tested } = countsIn(dataset);
  const classes = dataset.classes.map((name) => name.normalize('NFC')).join(' ');
  const words = `${classes}: ${train}/${validation}/${tested}`;
  return { words, notes: dataset.notes.join('\n'), hash: dataset.hash };
}

test('there are rules to test', () => {
  expect(rules.length).toBeGreaterThan(25);
});

describe.each(rules)('%s', (_, pile, expected) => {
  const [words, note = ''] = expected.split(', note ');

  test('comes to what the table says, loose and in an archive', async () => {
    for (const files of [loose(entriesOf(pile)), zipped(entriesOf(pile))]) {
      const outcome = await outcomeOf(files);
      expect(outcome.words).toBe(words);
      expect(outcome.notes).toContain(note);
    }
  });

  test('is the same in any order of files, and in folders around them', async () => {
    const entries = entriesOf(pile);
    const { hash } = await outcomeOf(loose(entries));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(entries, { minLength: entries.length }),
        fc.constantFrom('', 'data/', 'my set/v1.0/'),
        async (shuffled, around) => {
          const moved = shuffled.map((one) => ({ ...one, path: around + one.path }));
          const outcome = await outcomeOf(loose(moved));
          expect([outcome.words, outcome.hash]).toEqual([words, hash]);
        },
      ),
      { numRuns: 8 },
    );
  });

  test('keeps its labelled images where unlabelled ones lie beside', async () => {
    const entries = entriesOf(pile);
    const before = await outcomeOf(loose(entries));
    const stray = { path: 'unlabelled-things/zzz.png', bytes: plainPng(251) };
    const after = await outcomeOf(loose([...entries, stray]));
    expect([after.words, after.hash]).toEqual([before.words, before.hash]);
  });
});
