/** Masks and their folders beside pictures: what goes, what is asked, and what each answer comes to. */
import { expect, test } from 'vitest';
import { readOrAsk } from '../readDataset.ts';
import type { ReadingChoices } from '../readingChoices.ts';
import { countsIn } from '../testing/countsIn.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';

async function outcomeOf(paths: readonly string[], choices: ReadingChoices = {}) {
  const files = paths.map((path, at) => sourceFile(`pile/${path}.png`, plainPng(at)));
  const reading = await readOrAsk(files, { choices });
  if (reading.kind === 'choice') return reading.questions[0];
  return [reading.dataset.classes.join(' '), countsIn(reading.dataset).train];
}

const beside = ['cat/0', 'cat/1', 'dog/0', 'dog/1', 'masks/0', 'masks/1', 'masks/2'];

test('a folder called after masks is asked about, and read as answered', async () => {
  const question = await outcomeOf(beside);
  expect(question).toMatchObject({ kind: 'part', file: 'pile' });
  const { alternatives } = question as Exclude<typeof question, unknown[]>;
  const outcomes = await Promise.all(alternatives.map(({ choices }) => outcomeOf(beside, choices)));
  expect(outcomes).toEqual([
    ['cat dog', 4],
    ['cat dog masks', 7],
  ]);
});

test('a set that is chosen among several goes without its masks', async () => {
  const sets = ['small', 'large'].flatMap((set) => beside.map((path) => `${set}/${path}`));
  const question = await outcomeOf(sets, { part: 'without masks' });
  expect(question).toMatchObject({ kind: 'part' });
  expect(await outcomeOf(sets, { part: 'large/' })).toEqual(['cat dog', 4]);
});

test('a name with a word more is no mask where no image is called so without it', async () => {
  const paths = ['cat/a_mask', 'cat/b', 'dog/c_gt', 'dog/d'];
  expect(await outcomeOf(paths)).toEqual(['cat dog', 4]);
});
