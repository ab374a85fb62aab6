/** Which runs and comparisons the page asks about before it is left, and what is said of one that is not written. */
import { describe, expect, it } from 'vitest';
import { createFakeWorker } from '../../store/testing/fakeClient.ts';
import { createWorkbench } from '../../store/workbench.ts';
import type { StorageView } from '../../worker/protocol/dataRequests.ts';
import { askBeforeLeaving } from './askBeforeLeaving.ts';

const storage = (kind: StorageView['kind']): StorageView => ({
  kind,
  datasets: [],
  unfinished: 0,
  room: null,
});

function setUp(kind: StorageView['kind']) {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  store.setState({ storage: storage(kind) });
  const page = new EventTarget();
  const stop = askBeforeLeaving(store, page as unknown as Window);
  const train = () => store.setState({ launch: { phase: 'running', runId: 'one', asked: null } });
  const isAsked = () => {
    const event = new Event('beforeunload', { cancelable: true });
    page.dispatchEvent(event);
    return event.defaultPrevented;
  };
  // The first request starts the worker.
  void store.getState().askKeptRuns();
  return { worker, store, train, isAsked, stop };
}

describe('leaving the page', () => {
  it('is not asked about while nothing trains, nor while the run is kept', () => {
    const { train, isAsked } = setUp('browser');
    expect(isAsked()).toBe(false);
    train();
    expect(isAsked()).toBe(false);
  });

  it('is asked about while a run trains that lives in memory alone', () => {
    const { store, train, isAsked, stop } = setUp('memory');
    expect(isAsked()).toBe(false);
    train();
    expect(isAsked()).toBe(true);
    store.setState({ launch: { phase: 'idle' } });
    expect(isAsked()).toBe(false);
    train();
    stop();
    expect(isAsked()).toBe(false);
  });

  it('is asked about while a comparison was changed and is not kept so', () => {
    const { store, isAsked } = setUp('browser');
    const { compareOver, editSweep, draft } = store.getState();
    compareOver(draft.lastGood);
    expect(isAsked()).toBe(false);
    editSweep((sweep) => ({ ...sweep, name: 'Mine' }));
    expect(isAsked()).toBe(true);
    const sweep = store.getState().sweepDraft?.sweep;
    if (!sweep) throw new Error('no sweep');
    store.getState().noteSweepKept(sweep, 'mine');
    expect(isAsked()).toBe(false);
  });

  it('is asked about once the run is no longer written, and that is said', () => {
    const { worker, store, train, isAsked } = setUp('browser');
    train();
    worker.unkeep({ message: 'The disk is full.', remedy: 'Make room.' });
    expect(isAsked()).toBe(true);
    const [notice] = store.getState().notices;
    expect(notice).toMatchObject({ tone: 'warning', title: 'This run is no longer written down' });
    expect(notice.message).toMatch(
      /^The disk is full\. What was written before stays.*Make room\./,
    );
    store.setState({ launch: { phase: 'running', runId: 'another', asked: null } });
    expect(isAsked()).toBe(false);
  });
});
