import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MoveEntry, moveEntries } from '../../analysis/groups/moveEntries.ts';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { entryOffsets, visibleEntries } from './feedWindow.ts';

const levelwise = levelwiseState({ until: 13 }).levelwise as LevelwiseState;

describe('the window on a long feed', () => {
  const [entry] = moveEntries(levelwise, null);
  const many = (sizes: readonly number[]): MoveEntry[] =>
    sizes.map((size) => ({ ...entry, moves: Array.from({ length: size }, () => entry.moves[0]) }));

  it('draws few of thousands', () => {
    const offsets = entryOffsets(many(new Array(5000).fill(1)));
    const { from, to } = visibleEntries(offsets, 100_000, 640);
    expect(to - from).toBeLessThan(20);
    expect(offsets[from]).toBeLessThan(100_000);
    expect(offsets[to]).toBeGreaterThan(100_640);
  });

  it('always covers what is in view', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sizes, share) => {
          const offsets = entryOffsets(many(sizes));
          const scrolled = share * offsets[sizes.length];
          const { from, to } = visibleEntries(offsets, scrolled, 300);
          expect(offsets[from]).toBeLessThanOrEqual(scrolled);
          expect(to === sizes.length || offsets[to] >= scrolled + 300).toBe(true);
        },
      ),
    );
  });
});
