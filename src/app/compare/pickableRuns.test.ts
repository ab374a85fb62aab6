import { expect, test } from 'vitest';
import { RunLog } from '../../analysis/log/runLog.ts';
import { givenFirst } from '../../analysis/testing/givenFirst.ts';
import { finishedState } from '../../analysis/testing/sampleRun.ts';
import { summaryOf } from '../../storage/runs/runSummary.ts';
import type { RunView } from '../../store/runs/runView.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { baselineFor, onSameDataset, pickableRuns } from './pickableRuns.ts';

const state = finishedState({ data: 'mnist', method: 'single', epochs: 2 });
const open = (runId: string): RunView => ({
  runId,
  origin: 'trained here',
  newest: { ...state, runId },
  moments: new RunLog().moments,
  images: null,
  logNotes: [],
});
const kept = (runId: string, change: Partial<ListedRun> = {}): ListedRun =>
  ({
    ...summaryOf({ ...state, runId }),
    title: null,
    notes: '',
    origin: 'own',
    digestChecked: null,
    deletedAt: null,
    bytes: { log: 1, networks: 0, other: 0 },
    networks: [],
    state: 'whole',
    isUnderWay: false,
    ...change,
  }) as ListedRun;
const ids = (runs: ReturnType<typeof pickableRuns>) => runs.map(({ runId }) => runId);

test('kept runs stand after those of this session, each once, deleted and unreadable ones not', () => {
  const runs = pickableRuns(
    [open('a'), open('b')],
    [kept('b'), kept('c'), kept('d', { deletedAt: 1 }), kept('e', { state: 'damaged' } as object)],
  );
  expect(ids(runs)).toEqual(['b', 'a', 'c']);
});

test('a run alone on its data set cannot be compared', () => {
  const other = { datasetHash: 'other' } as Partial<ListedRun>;
  expect(ids(pickableRuns([open('a')], [kept('b', other)]))).toEqual([]);
  const runs = pickableRuns([open('a')], [kept('b', other), kept('c', other)]);
  expect(ids(runs)).toEqual(['b', 'c']);
  expect(ids(onSameDataset('b', runs))).toEqual(['c']);
});

test('a run that has no finished epoch cannot be compared', () => {
  const young = { round: 1, epoch: 0 } as Partial<ListedRun>;
  expect(ids(pickableRuns([open('a')], [kept('b', young), kept('c')]))).toEqual(['a', 'c']);
});

test('a picked run is measured against what was compared before, where that can be', () => {
  const runs = pickableRuns([open('a')], [kept('b'), kept('c')]);
  expect(baselineFor('a', runs, null)).toBe('b');
  expect(baselineFor('a', runs, { runId: 'b', baselineId: 'c' })).toBe('c');
  expect(baselineFor('c', runs, { runId: 'b', baselineId: 'c' })).toBe('b');
  expect(baselineFor('c', runs, { runId: 'x', baselineId: 'y' })).toBe('a');
  expect(baselineFor('x', [], null)).toBeNull();
});

test('epochs are those that were trained, without a first network that was given', () => {
  const given = givenFirst(finishedState({ data: 'mnist', rounds: 3, epochs: 2 }));
  const of = (runId: string) => ({ ...open(runId), newest: { ...given, runId } });
  expect(pickableRuns([of('a'), of('b')], null)[0].note).toMatch(/· 4 epochs$/);
  const stopped = (runId: string) => kept(runId, summaryOf({ ...given, runId, phase: 'stopped' }));
  expect(pickableRuns([], [stopped('c'), stopped('d')])[0].note).toContain('· 4 epochs, kept');
});
