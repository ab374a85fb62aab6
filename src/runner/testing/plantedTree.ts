import { createRandom } from '../../lib/random.ts';
import type { ImportedTree } from '../../spec/sections/treeSpec.ts';

/** A tree in which some classes hang in the wrong group. */
export interface PlantedTree {
  readonly imported: ImportedTree;
  /** The right group of each class, numbered as the tree's groups are: by first class. */
  readonly truth: readonly number[];
  /** Classes that the tree has in the wrong group. */
  readonly wrong: ReadonlySet<number>;
}

/**
 * A tree over classes named `group 0/class 3` with that share of them moved to another group. The
 * first class of each group stays, so that groups are numbered by it.
 */
export function plantedTree(classes: readonly string[], share: number): PlantedTree {
  const truth = classes.map((name) => Number(name.split('/')[0].slice('group '.length)));
  const groupCount = Math.max(...truth) + 1;
  const random = createRandom(5, 'planted tree');
  const movable = [...classes.keys()].filter((index) => truth.indexOf(truth[index]) !== index);
  const wrong = new Set<number>();
  while (wrong.size < Math.round(share * classes.length)) {
    wrong.add(movable[random.integer(movable.length)]);
  }
  const planted = truth.map((group, index) =>
    wrong.has(index) ? (group + 1 + random.integer(groupCount - 1)) % groupCount : group,
  );
  const groups = Array.from({ length: groupCount }, (_, group) => `tree group ${group}`);
  const imported = {
    name: 'planted',
    nodes: ['root', ...groups, ...classes],
    parents: [-1, ...groups.map(() => 0), ...planted.map((group) => 1 + group)],
  };
  const order = [...new Set(planted)];
  return { imported, truth: truth.map((group) => order.indexOf(group)), wrong };
}
