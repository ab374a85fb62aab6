import { describe, expect, it } from 'vitest';
import { buildTree } from '../../analysis/groups/treeModel.ts';
import { shownTree } from './layout/shownTree.ts';
import { stepFor, treeStops, typedStop } from './treeKeys.ts';

const levels = [
  { groupCount: 2, groupOf: Int32Array.of(0, 0, 1) },
  { groupCount: 3, groupOf: Int32Array.of(0, 1, 2) },
];
const model = buildTree({ levels, built: levels, moves: [], ghosts: [] });
const stops = treeStops(shownTree(model, ({ key }) => key === 'g0-1'));

describe('the keyboard', () => {
  it('reaches every node shown, limb by limb', () => {
    expect(stops.map(({ key }) => key)).toEqual(['g0-0', 'g1-0', 'c0', 'g1-1', 'c1', 'g0-1']);
    expect(stops.map(({ depth }) => depth)).toEqual([1, 2, 3, 2, 3, 1]);
    expect(stops.map(({ place, siblings }) => `${place}/${siblings}`)).toEqual([
      '1/2',
      '1/2',
      '1/1',
      '2/2',
      '1/1',
      '2/2',
    ]);
  });

  it('walks to every node by the down arrow alone, and back', () => {
    const walk = (from: string, key: string) => {
      const seen = [from];
      for (let step = stepFor(stops, from, key); step?.kind === 'go'; ) {
        seen.push(step.key);
        step = stepFor(stops, step.key, key);
      }
      return seen;
    };
    const all = stops.map(({ key }) => key);
    expect(walk('g0-0', 'ArrowDown')).toEqual(all);
    expect(walk('g0-1', 'ArrowUp')).toEqual(all.toReversed());
  });

  it('folds to the left, unfolds and enters to the right', () => {
    expect(stepFor(stops, 'g0-1', 'ArrowRight')).toEqual({ kind: 'unfold', key: 'g0-1' });
    expect(stepFor(stops, 'g0-0', 'ArrowRight')).toEqual({ kind: 'go', key: 'g1-0' });
    expect(stepFor(stops, 'g0-0', 'ArrowLeft')).toEqual({ kind: 'fold', key: 'g0-0' });
    expect(stepFor(stops, 'c1', 'ArrowLeft')).toEqual({ kind: 'go', key: 'g1-1' });
    expect(stepFor(stops, 'g0-1', 'ArrowLeft')).toBeNull();
    expect(stepFor(stops, 'c1', 'ArrowRight')).toBeNull();
  });

  it('goes to the ends', () => {
    expect(stepFor(stops, 'c0', 'Home')).toEqual({ kind: 'go', key: 'g0-0' });
    expect(stepFor(stops, 'c0', 'End')).toEqual({ kind: 'go', key: 'g0-1' });
    expect(stepFor(stops, 'c0', 'x')).toBeNull();
  });

  it('finds names by their letters, from the next node on and round', () => {
    const names: Record<string, string> = { c0: 'Rose', c1: 'ray', 'g1-1': 'fish' };
    const find = (active: string, typed: string) =>
      typedStop(stops, active, typed, ({ key }) => names[key] ?? '-');
    expect(find('g0-0', 'r')).toBe('c0');
    expect(find('c0', 'r')).toBe('c1');
    expect(find('c1', 'r')).toBe('c0');
    expect(find('c1', 'ra')).toBe('c1');
    expect(find('c0', 'q')).toBeNull();
  });
});
