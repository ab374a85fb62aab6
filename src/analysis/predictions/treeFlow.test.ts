import fc from 'fast-check';
import { expect, it } from 'vitest';
import { treeFlow } from './treeFlow.ts';

it('leads an answer from level to level, and tells little ones together', () => {
  const { nodes, links } = treeFlow([[0, 0, 1, 1]], [0.5, 0.25, 0.15, 0.1], 2);
  expect(nodes.map(({ level, group, classes }) => [level, group, classes])).toEqual([
    [0, 0, [0, 1]],
    [0, 1, [2, 3]],
    [1, 0, [0]],
    [1, 1, [1]],
    [1, null, [2, 3]],
  ]);
  expect(links).toEqual([
    { from: -1, to: 0, share: 0.75 },
    { from: -1, to: 1, share: 0.25 },
    { from: 0, to: 2, share: 0.5 },
    { from: 0, to: 3, share: 0.25 },
    { from: 1, to: 4, share: 0.25 },
  ]);
});

it('loses nothing on the way', () => {
  const groups = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 });
  const masses = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(fc.array(groups, { maxLength: 3 }), masses, (levels, values) => {
      const { nodes, links } = treeFlow(levels, values, 3);
      const total = values.reduce((sum, value) => sum + value, 0);
      for (let level = 0; level <= levels.length; level++) {
        const held = nodes.filter((node) => node.level === level);
        expect(held.reduce((sum, { share }) => sum + share, 0)).toBe(total);
      }
      nodes.forEach(({ share }, place) => {
        const into = links.filter(({ to }) => to === place);
        expect(into.reduce((sum, link) => sum + link.share, 0)).toBe(share);
      });
    }),
  );
});
