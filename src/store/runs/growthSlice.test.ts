/** Rounds that are added to a finished run, as the workbench asks for them. */
import { expect, it } from 'vitest';
import { finishedState } from '../../analysis/testing/sampleRun.ts';
import type { TaskOptions } from '../../data/progress.ts';
import { plainAbout } from '../../storage/runs/runAbout.ts';
import { summaryOf } from '../../storage/runs/runSummary.ts';
import { WorkerError } from '../../worker/client.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { sampleDataset } from '../testing/fakeClient.ts';
import { growthSlice } from './growthSlice.ts';

type Tools = Parameters<typeof growthSlice>[0];
type State = ReturnType<Tools['get']>;

const finished: ListedRun = {
  ...plainAbout,
  ...summaryOf(finishedState({ data: 'mnist', method: 'averaging', rounds: 2, epochs: 1 })),
  state: 'whole',
  bytes: { log: 1, networks: 2, other: 0 },
  networks: ['one', 'two'],
  isUnderWay: false,
};

/** The slice over a made-up store; `ask` answers as the test says. */
function setUp(ask: (task: TaskOptions) => Promise<unknown>) {
  const gone: string[] = [];
  const asked: unknown[] = [];
  let state = {
    keptRuns: [finished],
    launch: { phase: 'idle' },
    threads: 'auto',
    data: { phase: 'held', held: { ...sampleDataset('mnist', ['a']), hash: 'other' } },
    storage: { datasets: [] },
    openStored: async () => false,
    openBuiltIn: async () => true,
    askKeptRuns: async () => {},
    goOnWithRun: async (runId: string) => void gone.push(runId),
  } as unknown as State;
  const tools = {
    get: () => state,
    set: (change: Partial<State>) => {
      state = { ...state, ...change };
    },
    ask: async (name: string, what: unknown, task: TaskOptions = {}) => {
      asked.push([name, what]);
      return ask(task);
    },
    replaceWorker: () => {},
  } as unknown as Tools;
  state = { ...state, ...growthSlice(tools) };
  return { now: () => state, set: tools.set, asked, gone };
}

it('keeps the longer run, and goes on with it', async () => {
  const bench = setUp(async ({ onProgress }) => {
    onProgress?.({ stage: 'read', what: '', done: 2, total: 2, unit: 'files' });
    expect(bench.now().growing).toMatchObject({ evaluated: 2, error: null });
    return {};
  });
  bench.now().askForRounds(finished.runId);
  await bench.now().addRounds(3);
  const [[name, what]] = bench.asked as [[string, { longerId: string }]];
  expect([name, what]).toMatchObject(['append-rounds', { runId: finished.runId, rounds: 5 }]);
  expect(bench.gone).toEqual([what.longerId]);
  expect(what.longerId).not.toBe(finished.runId);
  expect(bench.now().growing).toBeNull();
});

it('tells what went wrong where it was asked, to be tried again', async () => {
  const fault = { message: 'It was not kept.', remedy: 'Train it anew.', fault: null };
  const bench = setUp(() => Promise.reject(new WorkerError(fault)));
  bench.now().askForRounds(finished.runId);
  await bench.now().addRounds(1);
  expect(bench.now().growing).toEqual({
    runId: finished.runId,
    evaluated: null,
    error: 'It was not kept. Train it anew.',
  });
  expect(bench.gone).toEqual([]);
});

it('goes on with nothing once it is given up', async () => {
  const bench = setUp(async ({ signal }) => {
    bench.now().leaveRounds();
    expect(signal?.aborted).toBe(true);
    throw new WorkerError({ message: '', remedy: '', fault: null, cancelled: true });
  });
  bench.now().askForRounds(finished.runId);
  await bench.now().addRounds(1);
  expect(bench.now().growing).toBeNull();
  expect(bench.gone).toEqual([]);
});

it('needs the data set, and no other run under way', async () => {
  const bench = setUp(async () => ({}));
  bench.set({ openBuiltIn: async () => false });
  bench.now().askForRounds(finished.runId);
  await bench.now().addRounds(1);
  expect(bench.now().growing?.error).toContain('which is not at hand');
  bench.set({ launch: { phase: 'running', runId: 'other', asked: null } });
  await bench.now().addRounds(1);
  expect(bench.asked).toEqual([]);
});
