import { describe, expect, it } from 'vitest';
import { type Dispatch, firstDifference, type Place, type Recording } from './recording.ts';

const buffer = {} as GPUBuffer;

function dispatch(kernel: string, place: Place, change: Partial<Dispatch> = {}): Dispatch {
  const shader = { key: `${kernel}()`, kernel, groupSize: 64, source: () => '' };
  return { shader, bindings: [{ place, isWritten: true }], grid: [2, 1], ...change };
}

function recording(...dispatches: readonly Dispatch[]): Recording {
  return { dispatches, sizes: [4], outputs: new Map() };
}

const base = recording(
  dispatch('a', { transient: 0 }),
  dispatch('b', { buffer, offset: 0, size: 4 }),
);

describe('two recordings of the same work', () => {
  it('agree where all agrees', () => {
    expect(firstDifference(base, { ...base, dispatches: [...base.dispatches] })).toBeNull();
  });

  it.each<[string, Recording]>([
    ['a', recording(dispatch('a', { transient: 1 }), base.dispatches[1])],
    ['a', recording(dispatch('a', { transient: 0 }, { grid: [3, 1] }), base.dispatches[1])],
    ['a', recording(dispatch('a', { transient: 0 }, { bindings: [] }), base.dispatches[1])],
    ['c', recording(base.dispatches[0], dispatch('c', { buffer, offset: 0, size: 4 }))],
    ['b', recording(base.dispatches[0], dispatch('b', { buffer, offset: 256, size: 4 }))],
    ['b', recording(base.dispatches[0], dispatch('b', { transient: 0 }))],
    ['b', recording(base.dispatches[0])],
    ['c', recording(...base.dispatches, dispatch('c', { transient: 0 }))],
    ['sizes of values', { ...base, sizes: [8] }],
  ])('differ first in %s', (kernel, other) => {
    expect(firstDifference(base, other)).toBe(kernel);
  });
});
