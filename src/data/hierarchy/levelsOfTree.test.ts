import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import type { ImportedTree } from '../../spec/sections/treeSpec.ts';
import { expectRefusal } from '../testing/errors.ts';
import { levelsOfTree } from './levelsOfTree.ts';

/** A tree from lines `parent child`, the root first. */
function treeOf(...edges: string[]): ImportedTree {
  const pairs = edges.map((edge) => edge.split(' '));
  const nodes = [pairs[0][0], ...pairs.map(([, child]) => child)];
  const parents = [-1, ...pairs.map(([parent]) => nodes.indexOf(parent))];
  return { name: 'tree.txt', nodes, parents };
}

/** A random tree with classes c0 … at its leaves, in random order. */
function randomTree(seed: number): { tree: ImportedTree; classes: string[] } {
  const random = createRandom(seed, 'tree');
  const parents = [-1];
  for (let node = 1; node < 8 + random.integer(60); node++) {
    parents.push(random.integer(Math.min(node, 25)));
  }
  const inner = new Set(parents);
  const leaves = parents.map((_, node) => node).filter((node) => !inner.has(node));
  const classes = leaves.map((_, place) => `c${place}`);
  const shuffled = classes.toSorted(() => random.uniform() - 0.5);
  const nodes = parents.map((_, node) =>
    inner.has(node) ? `group ${node}` : shuffled[leaves.indexOf(node)],
  );
  return { tree: { name: 'random', nodes, parents }, classes };
}

const letters = ['a', 'b', 'c', 'd', 'e', 'f'];
const deep = treeOf(
  ...['all x', 'all y', 'x a', 'x x1', 'x1 b', 'x1 c', 'y y1', 'y1 y2', 'y2 d', 'y2 e', 'y1 f'],
);

function shown(counts: readonly number[] | null, tree = deep, classes = letters) {
  const { levels, notes } = levelsOfTree(tree, classes, counts);
  return {
    levels: levels.map(({ groupOf, names }) => [[...groupOf].join(''), names.join(' ')]),
    notes,
  };
}

describe('levels without counts', () => {
  it('are the depths that tell something; a leaf higher up stays its own group', () => {
    expect(shown(null)).toEqual({
      levels: [
        ['000111', 'x y'],
        ['011222', 'a x1 y1'],
        ['012334', 'a b c y2 f'],
      ],
      notes: ['4 classes lie higher up in the tree and form groups of their own at deeper levels.'],
    });
  });

  it('of more than five depths ask for counts', async () => {
    const classes = letters.concat('g', 'h');
    const comb = classes
      .slice(0, 7)
      .flatMap((name, place) => [
        `${place === 0 ? 'r' : `n${place - 1}`} ${name}`,
        `${place === 0 ? 'r' : `n${place - 1}`} ${place === 6 ? 'h' : `n${place}`}`,
      ]);
    await expectRefusal(
      () => levelsOfTree(treeOf(...comb), classes, null),
      ['it has 6 levels', 'at most 5', 'give the numbers of groups'],
    );
    expect(shown([2, 4], treeOf(...comb), classes).levels[1][0]).toBe('01233333');
  });

  it('need a group between root and classes', async () => {
    const flat = treeOf('all a', 'all b', 'all c');
    await expectRefusal(() => levelsOfTree(flat, ['a', 'b', 'c'], null), ['no group between']);
  });
});

describe('levels with counts', () => {
  it('split the largest group first, and name chains by their lowest node', () => {
    expect(shown([2, 3, 4])).toEqual({
      levels: [
        ['000111', 'x y1'],
        ['011222', 'a x1 y1'],
        ['011223', 'a x1 y2 f'],
      ],
      notes: [],
    });
  });

  it('pass over splits that would make too many, and say where the number is missed', () => {
    const wide = treeOf('all x', 'all y', 'x a', 'x b', 'x c', 'x d', 'y e', 'y f');
    expect(shown([2, 3], wide).levels[1]).toEqual(['000012', 'x e f']);
    const { levels, notes } = shown([2, 4], wide);
    expect(levels[1][0]).toBe('000012');
    expect(notes).toEqual([
      'Level 2 has 3 groups instead of 4: the tree cannot be cut into exactly so many.',
    ]);
  });

  it('that the tree cannot give are refused with what it can', async () => {
    const wide = treeOf('all x', 'all y', 'all z', 'x a', 'x b', 'y c', 'y d', 'y e', 'z f');
    const refused = (counts: number[], parts: string[]) =>
      expectRefusal(() => levelsOfTree(wide, letters, counts), parts);
    await refused([2], ['level 1', 'already makes 3', 'ask for 3']);
    await refused([3, 3], ['level 2', 'at least 4', 'ask for 4']);
    await refused([6], ['level 1', '6 groups', '6 classes']);
    await refused([0], ['level 1', 'already makes 3']);
    const pair = treeOf('all x', 'all f', 'x a', 'x b', 'x c', 'x d', 'x e');
    await expectRefusal(
      () => levelsOfTree(pair, letters, [2, 5]),
      ['level 2', 'leave the level out'],
    );
  });

  it('are nested, at most as many as asked for, and cut along the tree', () => {
    const asked = fc.uniqueArray(fc.integer({ min: 2, max: 30 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.nat(100_000), asked, (seed, numbers) => {
        const { tree, classes } = randomTree(seed);
        const counts = numbers.sort((a, b) => a - b);
        let result: ReturnType<typeof levelsOfTree>;
        try {
          result = levelsOfTree(tree, classes, counts);
        } catch (error) {
          expect(String(error)).toMatch(/level \d/);
          return;
        }
        let above = new Int32Array(classes.length);
        result.levels.forEach(({ groupCount, groupOf, names }, level) => {
          expect(groupCount).toBeLessThanOrEqual(counts[level]);
          expect(names.length).toBe(groupCount);
          const said = result.notes.some((note) => note.startsWith(`Level ${level + 1} `));
          expect(said).toBe(groupCount < counts[level]);
          const parent = new Map<number, number>();
          groupOf.forEach((group, index) => {
            expect(parent.get(group) ?? above[index]).toBe(above[index]);
            parent.set(group, above[index]);
            // The group is a node above the class, or the class itself.
            let node = tree.nodes.indexOf(classes[index]);
            while (tree.nodes[node] !== names[group]) node = tree.parents[node];
            expect(node).toBeGreaterThanOrEqual(0);
          });
          above = Int32Array.from(groupOf);
        });
      }),
    );
  });
});

describe('a tree from a spec', () => {
  const good = treeOf('all x', 'all y', 'x a', 'x b', 'y c', 'y d');
  const four = letters.slice(0, 4);

  it.each<[string, Partial<ImportedTree>, string[]]>([
    ['too few parents', { parents: [-1, 0, 0] }, ['7 nodes and 3 parents']],
    ['a parent that is no node', { parents: [-1, 0, 0, 1, 1, 2, 99] }, ['position of no node']],
    ['half a position', { parents: [-1, 0, 0, 1, 1, 2, 0.5] }, ['position of no node']],
    ['two roots', { parents: [-1, 0, -1, 1, 1, 2, 2] }, ['“all” and “y”']],
    ['a cycle', { parents: [1, 2, 0, 1, 1, 2, 2] }, ['cycle']],
    ['another class', { nodes: ['all', 'x', 'y', 'a', 'b', 'c', 'e'] }, ['“e”', '“d” has no leaf']],
    ['a class twice', { nodes: ['all', 'x', 'y', 'a', 'b', 'c', 'c'] }, ['“c”', 'twice']],
    ['nothing', { nodes: [], parents: [] }, ['no node']],
  ])('is checked: %s', async (_name, change, parts) => {
    expect(levelsOfTree(good, four, null).levels.length).toBe(1);
    await expectRefusal(() => levelsOfTree({ ...good, ...change }, four, null), parts);
  });

  it('of 90,000 classes is cut, however deep', () => {
    const classes = Array.from({ length: 90_000 }, (_, index) => `class ${index}`);
    // A comb: each inner node has a class and the next inner node.
    const nodes = [...classes, ...classes.slice(1).map((_, index) => `inner ${index}`)];
    const parents = nodes.map((_, node) => {
      if (node < 90_000) return 90_000 + Math.min(node, 89_998);
      return node === 90_000 ? -1 : node - 1;
    });
    const { levels } = levelsOfTree({ name: 'comb', nodes, parents }, classes, [10, 50_000]);
    expect(levels.map(({ groupCount }) => groupCount)).toEqual([10, 50_000]);
  });
});
