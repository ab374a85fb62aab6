import { expect, test } from 'vitest';
import { differsText } from '../../analysis/comparison/differingText.ts';
import { libraryLines } from '../../analysis/library/libraryLines.ts';
import { runGroups } from '../../analysis/library/runGroups.ts';
import { seedsText } from '../../analysis/results/seedsText.ts';
import { libraryRun, sampleLibrary, sampleNow } from '../../analysis/testing/sampleLibrary.ts';
import { errorAxis, errorTexts, placeOn } from './errorAxis.ts';
import { chosenText, devicesText, groupNote, groupTitle, libraryStory } from './libraryWords.ts';
import { lineFacts } from './lineFacts.ts';
import { lineSentence } from './lineSentence.ts';
import { lineStanding, lineTitle } from './lineWords.ts';
import { roomWords } from './storageFacts.ts';
import { whenText } from './whenText.ts';

const lines = libraryLines(sampleLibrary());
const groups = runGroups(lines, 'what differs');
const story = (runs: Parameters<typeof libraryStory>[0]) =>
  libraryStory(runs)
    .map(({ text }) => text)
    .join('');

test('the sentence counts the runs and tells what goes on and what waits', () => {
  expect(story(sampleLibrary())).toBe(
    '105 runs are kept here. Two are training, one of them in another window; one waits to go on.',
  );
  expect(story([libraryRun()])).toBe('One run is kept here.');
  expect(story([libraryRun({ state: 'elsewhere' })])).toBe(
    'One run is kept here. One is training in another window.',
  );
  expect(story([libraryRun({ state: 'interrupted' })])).toBe(
    'One run is kept here. One waits to go on.',
  );
});

test('a group tells what it shares and in what its lines differ', () => {
  expect(groups.map(groupTitle)).toEqual([
    'Glyphs, MLP 32',
    'CIFAR-100, CNN 16, 32',
    'Shapes, CNN 16, 32',
  ]);
  const network = [
    { kind: 'mlp' as const, hidden: [32], initial: 'he' as const },
    { kind: 'cnn' as const, channels: [4, 8] },
  ];
  expect(groupTitle({ ...groups[0], network })).toBe('Glyphs, MLP 32 → CNN 4, 8');
  expect(groupNote(groups[0])).toBe(
    '8 epochs a round · differ in method, μ, class errors and 2 more',
  );
  expect(groupNote(groups[2])).toBe('8 epochs · differ in hierarchy, seed');
  expect(groupNote(runGroups(lines, 'nothing')[0])).toMatch(/differ in data set, network, method/);
  expect(devicesText(groups[1])).toBe('trained on WebGPU and WASM');
  expect(devicesText(groups[0])).toBe('');
});

test('a line is called as a person calls it, else by its method', () => {
  expect(lines.slice(0, 5).map(lineTitle)).toEqual([
    'Complementary, μ 0.5',
    'Complementary, μ 0.7',
    'Complementary, μ 0.7',
    'Averaging, 4 networks',
    'One network',
  ]);
  expect(lineTitle(libraryLines([libraryRun({}, { name: 'My third try' })])[0])).toBe(
    'My third try',
  );
  expect(lineTitle(libraryLines([libraryRun({ title: 'Mine' })])[0])).toBe('Mine');
});

test('what differs is told once: not what the title says already', () => {
  const texts = groups[0].lines.map((line) =>
    differsText(groups[0].differing, line.spec, lineTitle(line)),
  );
  expect(texts).toEqual(['soft, as printed', 'soft, as printed', 'hard, released code', '–', '–']);
  expect(differsText(groups[0].differing, groups[0].lines[0].spec, 'Mine')).toBe(
    'Complementary, μ 0.5, soft, as printed',
  );
});

test('seeds that follow one another stand by their ends', () => {
  expect(seedsText([1, 2, 3, 4, 7, 9, 10])).toBe('1\u00a0–\u00a04, 7, 9, 10');
  expect(seedsText([5])).toBe('5');
});

test('a line tells where its runs stand', () => {
  const told = lines.map((line) => {
    const { tone, strong, rest } = lineStanding(line);
    return [tone, strong || rest];
  });
  expect(told[0]).toEqual(['live', 'seed 14, round 3 of 4, epoch 2']);
  expect(told[4]).toEqual(['plain', 'digests repeat, 6 of 6']);
  expect(told[5]).toEqual(['waiting', 'stands at epoch 23 of 40']);
  expect(told[9]).toEqual(['live', 'another window trains this run']);
});

test('a digest that differs, or that is not that of its events, stands out', () => {
  const differing = [libraryRun({ digest: 'a' }), libraryRun({ digest: 'b' })];
  expect(lineStanding(libraryLines(differing)[0])).toMatchObject({
    tone: 'wrong',
    strong: 'digests differ, 1 of 2 alike',
  });
  const wrong = libraryRun({ state: 'imported', isDigestWrong: true });
  expect(lineStanding(libraryLines([wrong])[0])).toMatchObject({ tone: 'wrong' });
});

test('a line is read aloud with its state, its seeds and its error', () => {
  const [line] = libraryLines([libraryRun({}, { seed: 1 })]);
  expect(lineSentence(line, 'Mine')).toMatch(
    /^Mine, finished, seed 1, test error 28\.1%, digest [0-9a-f]{4}·[0-9a-f]{4}$/,
  );
});

test('what is chosen tells in what it differs', () => {
  expect(chosenText(lines.slice(1, 2))).toBe('');
  expect(chosenText(lines.slice(0, 2))).toBe('they differ in μ, nothing else');
  expect(chosenText([lines[0], lines[5]])).toMatch(
    /^they differ in data set, network and method, nothing else$/,
  );
});

test('all of a line can be looked up, digest and experiment included', () => {
  const run = libraryRun();
  const facts = new Map(
    lineFacts(libraryLines([run])[0], sampleNow).map(({ name, value }) => [name, value]),
  );
  expect(facts.get('Digest')).toBe(run.digest);
  expect(facts.get('Spec')).toBe(run.specHash);
  expect(facts.get('Began')).toBe('today 11:00');
});

test('the axis ends on whole percent around all that is drawn', () => {
  const [{ lines: some }] = groups;
  const axis = errorAxis(some.map(({ testError }) => testError));
  expect(axis).not.toBeNull();
  for (const { testError } of some) {
    expect(testError?.mean).toBeGreaterThan(axis?.low ?? 1);
    expect(testError?.mean).toBeLessThan(axis?.high ?? 0);
  }
  expect(errorAxis([null])).toBeNull();
  const alone = { mean: 0.28, values: [0.28], interval: null, isOpen: false };
  const around = errorAxis([alone]);
  expect(around && around.high - around.low).toBeGreaterThan(0);
  expect(errorAxis([{ ...alone, mean: 1, values: [1] }])).toEqual({ low: 0.99, high: 1 });
  expect(placeOn({ low: 0.2, high: 0.4 }, 0.3)).toBeCloseTo(0.5, 12);
  expect(placeOn({ low: 0.2, high: 0.4 }, 0.5)).toBe(1);
});

test('an interval is told by its reach', () => {
  const interval = { low: 0.27, high: 0.29 };
  expect(errorTexts({ mean: 0.28, values: [], interval, isOpen: false })).toEqual({
    mean: '28.0',
    reach: '± 1.0',
  });
});

test('moments are told the more exactly the closer they are', () => {
  const now = new Date(2026, 10, 30, 12, 0).getTime();
  const at = (...parts: [number, number, number, number, number]) => new Date(...parts).getTime();
  expect(whenText(at(2026, 10, 30, 9, 41), now)).toBe('today 09:41');
  expect(whenText(at(2026, 10, 29, 23, 5), now)).toBe('yesterday 23:05');
  expect(whenText(at(2026, 10, 28, 9, 0), now)).toBe('28 Nov');
  expect(whenText(at(2025, 10, 28, 9, 0), now)).toBe('28 Nov 2025');
});

test('room is told in words, never as the number that the browser guesses', () => {
  expect(roomWords(null)).toBe('');
  expect([0.3, 0.6, 0.9, 0.99].map(roomWords)).toEqual([
    '',
    'More than half of the room is used.',
    'Room is getting short.',
    'Hardly any room is left.',
  ]);
});
