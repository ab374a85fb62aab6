import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type Watched, watchKeptRuns } from './watchKeptRuns.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A store whose list is as given at each asking; the last one stays. */
function watched(...lists: readonly (readonly { isUnderWay: boolean }[])[]) {
  let asked = 0;
  const store = createStore<Watched>((set) => ({
    keptRuns: null,
    launch: { phase: 'idle' },
    askToLastOnce: async () => {},
    askKeptRuns: async () => {
      set({ keptRuns: lists[Math.min(asked++, lists.length - 1)] as never });
    },
  }));
  watchKeptRuns(store);
  return { store, asked: () => asked };
}

it('a run that is under way elsewhere is asked for again until it is not', async () => {
  const [busy, free] = [[{ isUnderWay: true }], [{ isUnderWay: false }]];
  const { store, asked } = watched(busy, [...busy], free);
  await store.getState().askKeptRuns();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked()).toBe(3);
  expect(store.getState().keptRuns).toBe(free);
});

it('the run of this window is not asked for again and again', async () => {
  const { store, asked } = watched([{ isUnderWay: true }]);
  store.setState({ launch: { phase: 'running' } as never });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked()).toBe(1);
});
