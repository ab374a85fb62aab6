/** Kept runs in the workbench: deleted, brought back, named, exported and imported. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleLog } from '../../analysis/testing/sampleRun.ts';
import { plainAbout } from '../../storage/runs/runAbout.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { undoTime } from '../../worker/undoTime.ts';
import { createFakeWorker } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';

const damaged = (runId: string, deletedAt: number | null = null): ListedRun => ({
  ...plainAbout,
  runId,
  deletedAt,
  state: 'damaged',
  bytes: { log: 1, networks: 0, other: 0 },
  networks: [],
  isUnderWay: false,
});

function setUp() {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  const asked = (name: string) => worker.asked.filter((request) => request.name === name);
  return { worker, now: store.getState, asked };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function trash({ worker, now }: ReturnType<typeof setUp>, runIds: readonly string[]) {
  const trashing = now().trashRuns(runIds);
  await vi.advanceTimersByTimeAsync(0);
  worker.last('trash-runs').answer(runIds.map((runId) => damaged(runId, 5)));
  await trashing;
}

describe('runs as they were listed before', () => {
  it('stand in for the list until it is there', async () => {
    const bench = setUp();
    const asking = bench.now().askRunsBefore();
    bench.worker.last('list-runs-before').answer([damaged('old')]);
    await asking;
    expect(bench.now()).toMatchObject({ keptRuns: null, runsBefore: [{ runId: 'old' }] });
    const listing = bench.now().askKeptRuns();
    bench.worker.last('list-runs').answer([damaged('new')]);
    await listing;
    expect(bench.now()).toMatchObject({ keptRuns: [{ runId: 'new' }], runsBefore: null });
  });

  it('are passed over where the list was quicker, or there is none', async () => {
    const bench = setUp();
    const asking = bench.now().askRunsBefore();
    const listing = bench.now().askKeptRuns();
    bench.worker.last('list-runs').answer([]);
    await listing;
    bench.worker.last('list-runs-before').answer([damaged('old')]);
    await asking;
    expect(bench.now()).toMatchObject({ keptRuns: [], runsBefore: null });
  });
});

describe('deleted runs', () => {
  it('are removed for good after ten seconds', async () => {
    const bench = setUp();
    await trash(bench, ['one', 'two']);
    expect(bench.now().trashed).toEqual(['one', 'two']);
    await vi.advanceTimersByTimeAsync(undoTime - 1);
    expect(bench.asked('purge-runs')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(bench.worker.last('purge-runs').ask).toEqual({ runIds: ['one', 'two'] });
    expect(bench.now().trashed).toEqual([]);
    bench.worker.last('purge-runs').answer([]);
    await vi.advanceTimersByTimeAsync(0);
    expect(bench.now().keptRuns).toEqual([]);
  });

  it('are brought back until then', async () => {
    const bench = setUp();
    await trash(bench, ['one']);
    const restoring = bench.now().restoreTrashed();
    bench.worker.last('restore-runs').answer([damaged('one')]);
    await restoring;
    await vi.advanceTimersByTimeAsync(2 * undoTime);
    expect(bench.asked('purge-runs')).toEqual([]);
    expect(bench.now().keptRuns).toMatchObject([{ runId: 'one', deletedAt: null }]);
  });

  it('make way for those that are deleted next', async () => {
    const bench = setUp();
    await trash(bench, ['one']);
    const trashing = bench.now().trashRuns(['two']);
    expect(bench.worker.last('purge-runs').ask).toEqual({ runIds: ['one'] });
    bench.worker.last('purge-runs').answer([]);
    await vi.advanceTimersByTimeAsync(0);
    bench.worker.last('trash-runs').answer([damaged('two', 5)]);
    await trashing;
    expect(bench.now().trashed).toEqual(['two']);
  });

  it('are told of where they cannot be deleted', async () => {
    const { worker, now } = setUp();
    const trashing = now().trashRuns(['one']);
    await vi.advanceTimersByTimeAsync(0);
    worker.last('trash-runs').fail('A run is under way still.');
    await trashing;
    expect(now().trashed).toEqual([]);
    expect(now().notices).toMatchObject([{ title: 'Nothing was deleted' }]);
  });
});

describe('project files', () => {
  it('tell what became of each file that was brought', async () => {
    const { worker, now } = setUp();
    const importing = now().importRuns([new File([], 'good.zip'), new File([], 'bad.zip')]);
    expect(now().moving).toEqual({ kind: 'import', progress: null });
    const answer = {
      runs: [damaged('one')],
      taken: ['one'],
      known: ['two'],
      datasets: ['d'],
      unread: ['torn'],
    };
    worker.last('import-runs').answer(answer);
    await vi.advanceTimersByTimeAsync(0);
    worker.last('import-runs').fail('bad.zip: it is damaged.');
    await importing;
    expect(now().importReport).toEqual({
      taken: ['one'],
      known: ['two'],
      datasets: ['d'],
      unread: ['torn'],
      refused: [{ file: 'bad.zip', message: 'bad.zip: it is damaged.', remedy: 'Try again.' }],
    });
    expect([now().moving, now().keptRuns]).toEqual([null, answer.runs]);
  });

  it('say what of the runs could not go out', async () => {
    const { worker, now } = setUp();
    const exporting = now().exportRuns('all', { withData: false, withNetworks: true });
    const archive = new Blob();
    worker.last('export-runs').answer({ archive, unread: ['torn'], withoutNetwork: ['mine'] });
    expect(await exporting).toBe(archive);
    expect(now().notices).toMatchObject([{ tone: 'warning', title: 'Not all was exported' }]);
    expect(now().notices[0].message).toMatch(/torn.*no import.*left out: mine/);
  });

  it('are made one at a time, and given up without a word', async () => {
    const { worker, now, asked } = setUp();
    const choice = { withData: false, withNetworks: true };
    const exporting = now().exportRuns('all', choice);
    expect(await now().exportRuns(['one'], choice)).toBeNull();
    expect(asked('export-runs').map(({ ask }) => ask)).toEqual([{ runIds: 'all', ...choice }]);
    now().cancelMoving();
    const { task, fail } = worker.last('export-runs');
    expect(task?.signal?.aborted).toBe(true);
    fail('Cancelled', true);
    expect(await exporting).toBeNull();
    expect([now().moving, now().notices]).toEqual([null, []]);
  });
});

describe('a kept run that is opened', () => {
  const events = sampleLog({ data: 'mnist', method: 'single', epochs: 2 }).map((event) => ({
    ...event,
    runId: 'one',
  }));
  const written = (count: number) =>
    events
      .slice(0, count)
      .map((event) => `${JSON.stringify(event)}\n`)
      .join('');
  const phaseOf = ({ now }: ReturnType<typeof setUp>) =>
    now().runs.map(({ newest }) => newest?.phase);

  async function openAfter(first: number, then: number) {
    const bench = setUp();
    for (const count of [first, then]) {
      const opening = bench.now().openKeptRun('one');
      await vi.advanceTimersByTimeAsync(0);
      bench.worker.last('run-log').answer({ bytes: new TextEncoder().encode(written(count)) });
      await opening;
    }
    return bench;
  }

  it('is shown as it is kept, whatever this window had of it before', async () => {
    expect(phaseOf(await openAfter(3, events.length))).toEqual(['finished']);
    const bench = setUp();
    await bench.now().importLog(new File([written(events.length)], 'events.jsonl'));
    expect(phaseOf(bench)).toEqual(['finished']);
    const opening = bench.now().openKeptRun('one');
    await vi.advanceTimersByTimeAsync(0);
    bench.worker.last('run-log').answer({ bytes: new TextEncoder().encode(written(3)) });
    await opening;
    expect(phaseOf(bench)).toEqual(['interrupted']);
  });
});

describe('kept runs that are compared', () => {
  const log = (runId: string) =>
    new TextEncoder().encode(
      sampleLog({ data: 'mnist', method: 'single', epochs: 1 })
        .map((event) => `${JSON.stringify({ ...event, runId })}\n`)
        .join(''),
    );

  it('are read where they are not at hand, shown nowhere else, and compared two by two', async () => {
    const { worker, now, asked } = setUp();
    const comparing = now().compareKept(['one', 'two']);
    for (const runId of ['one', 'two']) {
      await vi.advanceTimersByTimeAsync(0);
      expect(worker.last('run-log').ask).toEqual({ runId, upTo: 'end' });
      worker.last('run-log').answer({ bytes: log(runId) });
    }
    await comparing;
    expect(now().runs.map(({ runId }) => runId)).toEqual(['one', 'two']);
    expect(now()).toMatchObject({
      page: 'compare',
      shownId: null,
      compared: { runId: 'one', baselineId: 'two' },
    });
    await now().compareKept(['two', 'one']);
    expect(asked('run-log')).toHaveLength(2);
    expect(now().compared).toEqual({ runId: 'two', baselineId: 'one' });
  });

  it('stay where they are when a log cannot be read, which is told', async () => {
    const { worker, now } = setUp();
    const comparing = now().compareKept(['one', 'two']);
    worker.last('run-log').answer({ bytes: new TextEncoder().encode('no log\n') });
    await comparing;
    expect(now()).toMatchObject({ page: 'data', compared: null });
    expect(now().notices).toMatchObject([{ title: 'The runs are not compared' }]);
  });
});
