import { describe, expect, it } from 'vitest';
import type { LevelGroups } from '../../algorithms/levelwise/levels.ts';
import { buildTree, type ClassTreeModel, type TreeDatum } from './treeModel.ts';

const level = (groupCount: number, ...groupOf: number[]): LevelGroups => ({
  groupCount,
  groupOf: Int32Array.from(groupOf),
});
const nothingMoved = { moves: [], ghosts: [] };
const leavesOf = (datum: TreeDatum): string[] =>
  'children' in datum ? datum.children.flatMap(leavesOf) : [datum.key];
const limbsOf = ({ root }: ClassTreeModel) => root.children.map(leavesOf);
const whole = (levels: LevelGroups[]) => buildTree({ levels, built: levels, ...nothingMoved });

describe('the hierarchy that is drawn', () => {
  it('hangs groups under the coarser one that holds most of their classes', () => {
    const model = whole([level(2, 0, 0, 1, 1, 1), level(2, 0, 0, 0, 1, 1)]);
    expect(model.parentOf.get('g1-0')).toBe('g0-0');
    expect(model.parentOf.get('g1-1')).toBe('g0-1');
    expect(model.strays).toEqual([{ index: 2, level: 0, group: 1 }]);
    expect(model.pathOf[2]).toEqual(['g0-0', 'g1-0']);
  });

  it('breaks ties towards the lower group', () => {
    const model = whole([level(2, 1, 0), level(1, 0, 0)]);
    expect(model.parentOf.get('g1-0')).toBe('g0-0');
    expect(model.strays).toEqual([{ index: 0, level: 0, group: 1 }]);
  });

  it('puts every class on exactly one arm, also with three levels', () => {
    const model = whole([level(1, 0, 0, 0, 0), level(2, 0, 0, 1, 1), level(3, 2, 0, 1, 1)]);
    expect(leavesOf(model.root).toSorted()).toEqual(['c0', 'c1', 'c2', 'c3']);
  });

  it('keeps newcomers at the tip, in the order they came', () => {
    const built = [level(2, 0, 0, 0, 1, 1)];
    const levels = [level(2, 1, 0, 1, 1, 1)];
    const moves = [
      { class: 2, level: 0, to: 1 },
      { class: 0, level: 0, to: 1 },
    ];
    const model = buildTree({ levels, built, moves, ghosts: [] });
    expect(limbsOf(model)).toEqual([['c1'], ['c3', 'c4', 'c2', 'c0']]);
  });

  it('keeps the place that a class has left, where it was', () => {
    const built = [level(2, 0, 0, 0, 1)];
    const levels = [level(2, 0, 1, 0, 1)];
    const source = { levels, built, moves: [{ class: 1, level: 0, to: 1 }] };
    const model = buildTree({ ...source, ghosts: [{ index: 1, group: 0 }] });
    expect(limbsOf(model)[0]).toEqual(['c0', 'w1-0', 'c2']);
  });

  it('leaves out groups that never had a class and keeps emptied ones where they hung', () => {
    const built = [level(3, 0, 0, 1), level(4, 0, 1, 2)];
    const levels = [level(3, 0, 0, 1), level(4, 0, 0, 2)];
    const model = buildTree({ levels, built, ...nothingMoved });
    expect(model.groups.has('g0-2')).toBe(false);
    expect(model.groups.has('g1-3')).toBe(false);
    expect(model.groups.get('g1-1')?.classes).toEqual([]);
    expect(model.parentOf.get('g1-1')).toBe('g0-0');
  });
});
