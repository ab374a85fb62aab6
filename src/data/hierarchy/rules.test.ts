/** The rules of docs/data.md for trees over classes: each tree of its table is read, its lines in any order where that may be. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { levelsOfTree } from './levelsOfTree.ts';
import { readTree } from './readTree.ts';

const classes = ['beaver', 'dolphin', 'flatfish', 'ray', 'rose', 'tulip'];

const document = readFileSync(new URL('../../../docs/data.md', import.meta.url), 'utf8');
const [, table = ''] = document.split(/<!-- \/?tree rules -->/);
const rules = [...table.matchAll(/^\| (.+?) \| `(.+?)` \| (.+?) \|$/gm)].map(
  ([, ...cells]) => cells,
);

/** What a tree comes to in the words of the table: the groups of each level, the coarsest first. */
function outcomeOf(name: string, lines: readonly string[]): string {
  const file = { name, bytes: new TextEncoder().encode(lines.join('\n')) };
  try {
    const { levels } = levelsOfTree(readTree([file], classes), classes, null);
    return levels.map(({ groupOf, groupCount }) => wordsOf(groupOf, groupCount)).join(' / ');
  } catch (error) {
    if (error instanceof DataError) return `refused: ${error.message}`;
    throw error;
  }
}

function wordsOf(groupOf: ArrayLike<number>, count: number): string {
  const groups = Array.from({ length: count }, (_, group) =>
    classes.filter((_, at) => groupOf[at] === group).join(' '),
  );
  return groups.sort().join(' · ');
}

test('there are rules to test', () => {
  expect(rules.length).toBeGreaterThan(12);
});

describe.each(rules)('%s', (_, tree, expected) => {
  const [name, text] = tree.split('→');
  const lines = text.replaceAll('⇥', '\t').split(';');
  const isRefused = expected.startsWith('refused');

  test('comes to what the table says', () => {
    if (isRefused) expect(outcomeOf(name, lines)).toContain(expected.slice('refused, '.length));
    else expect(outcomeOf(name, lines)).toBe(expected);
  });

  // A blank, or an indentation, says something of the line above.
  const isInOrder = lines.some((line) => /^\s|,,|^,|,$/.test(line));
  if (isInOrder || isRefused) return;
  test('is the same in any order of lines', () => {
    const head = /^(child|parent|order|id|kingdom)\b/.test(lines[0]) ? lines.slice(0, 1) : [];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(lines.slice(head.length), { minLength: lines.length - head.length }),
        (shuffled) => {
          expect(outcomeOf(name, [...head, ...shuffled])).toBe(expected);
        },
      ),
      { numRuns: 20 },
    );
  });
});
