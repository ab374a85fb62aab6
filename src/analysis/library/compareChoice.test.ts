import { expect, test } from 'vitest';
import { libraryRun } from '../testing/sampleLibrary.ts';
import { compareChoice } from './compareChoice.ts';

const single = { method: { kind: 'single' } } as const;
const ids = (runs: Parameters<typeof compareChoice>[0]) =>
  compareChoice(runs)?.map(({ runId }) => runId);

test('one run of each line, of a seed that all have', () => {
  const runs = [
    libraryRun({ runId: 'a1' }, { seed: 1 }),
    libraryRun({ runId: 'a2' }, { seed: 2 }),
    libraryRun({ runId: 'b2' }, { ...single, seed: 2 }),
    libraryRun({ runId: 'b3' }, { ...single, seed: 3 }),
  ];
  expect(ids(runs)).toEqual(['a2', 'b2']);
  expect(ids([runs[0], runs[3]])).toEqual(['a1', 'b3']);
});

test('seeds of one line are compared with one another', () => {
  const runs = [2, 1].map((seed) => libraryRun({ runId: `s${seed}` }, { seed }));
  expect(ids(runs)).toEqual(['s1', 's2']);
});

test('runs on other data are left out, and one run is not compared', () => {
  const [a, b] = [libraryRun({ runId: 'a' }), libraryRun({ runId: 'b' }, single)];
  const other = libraryRun({ runId: 'c', datasetHash: 'other' });
  expect(ids([a, other, b])).toEqual(['a', 'b']);
  expect(ids([a, other])).toBeUndefined();
  expect(ids([])).toBeUndefined();
});
