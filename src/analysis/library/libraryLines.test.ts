import { expect, test } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { libraryRun, sampleLibrary } from '../testing/sampleLibrary.ts';
import { libraryLines, singleLines } from './libraryLines.ts';

const method = { ...defaultSpec.method, mu: 0.5 } as typeof defaultSpec.method;

test('runs that differ in seed and name alone are one line, whatever else differs is another', () => {
  const runs = [
    libraryRun({ runId: 'b' }, { seed: 2, name: 'again' }),
    libraryRun({ runId: 'c' }, { method }),
    libraryRun({ runId: 'a' }, { seed: 1 }),
    libraryRun({ runId: 'd', device: 'wasm' }),
    libraryRun({ runId: 'e', datasetHash: 'ee' }),
    libraryRun({ runId: 'f', state: 'imported' }),
  ];
  const lines = libraryLines(runs);
  expect(lines.map((line) => line.runs.map(({ runId }) => runId).join())).toEqual([
    'a,b',
    'c',
    'd',
    'e',
    'f',
  ]);
  expect(lines[0]).toMatchObject({ seeds: [1, 2], bytes: 1_300_000, seconds: 24 });
});

test('a hash that the experiment names or does not name makes no other line', () => {
  const named = { ...defaultSpec.dataset, hash: 'aa'.repeat(32) };
  const lines = libraryLines([
    libraryRun(),
    libraryRun({ runId: 'b' }, { dataset: named, seed: 2 }),
  ]);
  expect(lines).toHaveLength(1);
});

test('a run that waits to go on keeps its own line; one under way joins its seeds', () => {
  const lines = libraryLines([
    libraryRun({ runId: 'a' }, { seed: 1 }),
    libraryRun({ runId: 'b', state: 'interrupted', digest: null }, { seed: 2 }),
    libraryRun({ runId: 'c', state: 'training', digest: null }, { seed: 3 }),
  ]);
  expect(lines.map(({ state, seeds }) => [state, seeds])).toEqual([
    ['training', [1, 3]],
    ['interrupted', [2]],
  ]);
});

test('a line has a title where its runs agree on one', () => {
  const [untitled] = libraryLines([libraryRun()]);
  const [titled] = libraryLines([
    libraryRun({ title: 'Mine' }),
    libraryRun({ runId: 'b' }, { seed: 2 }),
  ]);
  const [several] = libraryLines([
    libraryRun({ title: 'Mine' }),
    libraryRun({ title: 'Yours' }, { seed: 2 }),
  ]);
  expect([untitled.title, titled.title, several.title]).toEqual([null, 'Mine', null]);
});

test('a line stays the same line as seeds are added to it', () => {
  const [before] = libraryLines([libraryRun({}, { seed: 4 })]);
  const [after] = libraryLines([libraryRun({}, { seed: 1 }), libraryRun({}, { seed: 4 })]);
  expect(after.key).toBe(before.key);
});

test('the sample library has a hundred and five runs on eleven lines', () => {
  const runs = sampleLibrary();
  expect(new Set(runs.map(({ runId }) => runId)).size).toBe(105);
  expect(libraryLines(runs)).toHaveLength(11);
  expect(singleLines(runs)).toHaveLength(105);
});

test('a line of the same runs is the very same, whatever else is listed with it', () => {
  const [a, b, other] = [
    libraryRun({ runId: 'a' }, { seed: 1 }),
    libraryRun({ runId: 'b' }, { seed: 2 }),
    libraryRun({ runId: 'c' }, { method }),
  ];
  const [both] = libraryLines([a, b, other]);
  expect(libraryLines([a, b])[0]).toBe(both);
  expect(libraryLines([a])[0].seeds).toEqual([1]);
  expect(libraryLines([a, b])[0]).toEqual(both);
});
