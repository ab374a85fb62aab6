import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyQueue, type KeptQueue } from '../../storage/sweeps/keptQueue.ts';
import {
  nextRun,
  withDone,
  withFailure,
  withMoved,
  withOnly,
  withoutRuns,
  withRuns,
} from './queueEdits.ts';

const failure = { message: 'It diverged.', remedy: 'Lower the rate.' };
const queueOf = (...hashes: string[]): KeptQueue => withRuns(emptyQueue, 's', hashes, 'end');
const hashes = ({ runs }: KeptQueue) => runs.map(({ hash }) => hash);

describe('a queue', () => {
  it('gets runs at its end once, and before all others where asked for', () => {
    const queue = withRuns(queueOf('a', 'b'), 's', ['b', 'c'], 'end');
    expect(hashes(queue)).toEqual(['a', 'b', 'c']);
    expect(hashes(withRuns(queue, 's', ['c', 'd'], 'front'))).toEqual(['c', 'd', 'a', 'b']);
  });

  it('counts what is done until it is empty and begun anew', () => {
    const done = withDone(withDone(queueOf('a', 'b'), 'a'), 'b');
    expect([done.done, done.runs]).toEqual([2, []]);
    expect(withRuns(done, 's', ['c'], 'end').done).toBe(0);
    expect(withDone(queueOf('a'), 'x').done).toBe(0);
    const resting = { ...done, isPaused: true };
    expect(withRuns(resting, 's', ['c'], 'end').isPaused).toBe(false);
    expect(withRuns({ ...queueOf('a'), isPaused: true }, 's', ['c'], 'end').isPaused).toBe(true);
    const going = withRuns(withDone(queueOf('a', 'b'), 'a'), 's', ['c'], 'end');
    expect(going.done).toBe(1);
  });

  it('goes on past a run that failed, which is tried again when it is asked for', () => {
    const queue = withFailure(queueOf('a', 'b'), ['a'], failure);
    expect(nextRun(queue)?.hash).toBe('b');
    expect(nextRun(withFailure(queue, ['a'], null))?.hash).toBe('a');
    expect(nextRun(withRuns(queue, 's', ['a'], 'end'))?.hash).toBe('a');
    expect(nextRun(withFailure(queueOf('a'), ['a'], failure))).toBeNull();
  });

  it('loses the runs that its sweep no longer plans, and no others', () => {
    const queue = withRuns(queueOf('a', 'b'), 'other', ['c'], 'end');
    expect(hashes(withOnly(queue, 's', new Set(['b'])))).toEqual(['b', 'c']);
    expect(hashes(withoutRuns(queue, ['b', 'x']))).toEqual(['a', 'c']);
  });

  it('keeps a run that two sweeps have queued until neither plans it', () => {
    const none = new Set<string>();
    for (const place of ['front', 'end'] as const) {
      const both = withRuns(queueOf('a', 'b'), 'other', ['b', 'c'], place);
      expect(hashes(withOnly(both, 's', none)).sort()).toEqual(['b', 'c']);
      expect(hashes(withOnly(both, 'other', none)).sort()).toEqual(['a', 'b']);
      expect(hashes(withOnly(withOnly(both, 'other', none), 's', none))).toEqual([]);
    }
    // It is asked of a sweep that is there still.
    const [left] = withOnly(withRuns(queueOf('a'), 'other', ['a'], 'end'), 's', none).runs;
    expect(left).toEqual({ sweep: 'other', hash: 'a', failure: null });
  });

  it('is the same runs in another order, whatever is moved where', () => {
    const all = ['a', 'b', 'c', 'd', 'e'];
    const some = fc.subarray(all);
    fc.assert(
      fc.property(some, fc.constantFrom(...all, null, 'x'), (moved, before) => {
        const after = hashes(withMoved(queueOf(...all), moved, before));
        expect([...after].sort()).toEqual(all);
        expect(after.filter((hash) => moved.includes(hash))).toEqual(moved);
        const rest = all.filter((hash) => !moved.includes(hash));
        expect(after.filter((hash) => !moved.includes(hash))).toEqual(rest);
        if (before === null || moved.includes(before) || moved.length === 0) return;
        const place = after.indexOf(before);
        const end = place < 0 ? after.length : place;
        expect(after.slice(end - moved.length, end)).toEqual(moved);
      }),
    );
  });
});
