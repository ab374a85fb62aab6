import { expect, it } from 'vitest';
import { buildTree } from '../../../analysis/groups/treeModel.ts';
import { shownTree } from './shownTree.ts';

const level = (groupCount: number, ...groupOf: number[]) => ({
  groupCount,
  groupOf: Int32Array.from(groupOf),
});

it('closes folded groups and nothing else', () => {
  const levels = [level(2, 0, 0, 1), level(3, 0, 1, 2)];
  const model = buildTree({ levels, built: levels, moves: [], ghosts: [] });
  const tree = shownTree(model, ({ key }) => key === 'g0-0');
  expect(tree.descendants().map(({ data }) => data.key)).toEqual([
    'root',
    'g0-0',
    'g0-1',
    'g1-2',
    'c2',
  ]);
});
