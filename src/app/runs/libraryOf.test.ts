import { expect, test } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { RunLine } from '../../store/runs/runList.ts';
import { libraryReader } from './libraryOf.ts';

type WholeLine = Extract<RunLine, { state: 'whole' }>;
const bytes = { log: 5, networks: 7, other: 1 };
const about = { title: null, notes: '', digestChecked: null, deletedAt: null, networks: [] };

function line(change: Partial<WholeLine> = {}): WholeLine {
  return {
    ...about,
    origin: 'own',
    state: 'whole',
    isUnderWay: false,
    isKept: true,
    bytes,
    version: 3,
    runId: 'a',
    name: defaultSpec.name,
    spec: defaultSpec,
    specHash: 'aa',
    methodKind: 'complementary',
    methodText: 'Complementary',
    networkText: 'MLP 50',
    seed: 1,
    datasetName: 'Glyphs',
    datasetSource: 'builtin:glyphs',
    datasetHash: 'bb',
    device: 'wasm',
    phase: 'finished',
    round: 4,
    rounds: 4,
    epoch: 10,
    epochs: 10,
    testError: 0.1,
    hardestFifthError: 0.3,
    seconds: 12,
    startedAt: 1,
    updatedAt: 2,
    digest: 'cc',
    ...change,
  };
}

const read = (change: Partial<WholeLine>, here: string | null = null) =>
  libraryReader()([line(change)], here).runs[0];

test('a state tells who trains a run, or how it ended', () => {
  expect(read({}).state).toBe('finished');
  expect(read({ phase: 'training' })).toMatchObject({ state: 'interrupted', cutBy: 'leaving' });
  expect(read({ phase: 'stopped' })).toMatchObject({ state: 'interrupted', cutBy: 'stopping' });
  expect(read({ phase: 'failed' })).toMatchObject({ state: 'interrupted', cutBy: 'failing' });
  expect(read({ phase: 'training', isUnderWay: true }).state).toBe('elsewhere');
  expect(read({ phase: 'training', isUnderWay: true }, 'a').state).toBe('training');
  expect(read({ origin: 'imported', phase: 'training' }).state).toBe('imported');
  expect(read({ origin: 'imported', digestChecked: false }).isDigestWrong).toBe(true);
});

test('bytes are counted with what cannot be read, which is told apart', () => {
  const damaged: RunLine = {
    ...about,
    origin: 'own',
    state: 'damaged',
    runId: 'b',
    bytes,
    isUnderWay: false,
    isKept: true,
  };
  const { runs, unreadable } = libraryReader()([line(), damaged], null);
  expect(runs).toHaveLength(1);
  expect(runs[0]).toMatchObject({ bytes: 13, networkBytes: 7 });
  expect(unreadable).toEqual([{ runId: 'b', why: 'damaged', bytes: 13 }]);
});

test('a run that is told as before stays the same object', () => {
  const reader = libraryReader();
  const [before, other] = reader([line(), line({ runId: 'b' })], null).runs;
  const [after, changed] = reader([line(), line({ runId: 'b', epoch: 11 })], null).runs;
  expect(after).toBe(before);
  expect(changed).not.toBe(other);
});
