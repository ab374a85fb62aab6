/**
 * Orders of the classes in a confusion matrix, and the groups that can be folded in them: by the tree,
 * by what is confused with what, or by name.
 */
import { condensedIndex, condensedLength } from '../../algorithms/levelwise/condensed.ts';
import { cutMerges } from '../../algorithms/levelwise/cut.ts';
import { agglomerate } from '../../algorithms/levelwise/linkage.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { ConfusionCounts } from './confusionCounts.ts';
import type { JudgingLevel } from './mistakeTree.ts';

export type ConfusionSort = 'tree' | 'confusion' | 'name';

/** Classes beside each other that can be folded into one. */
export interface ConfusionGroup {
  readonly group: number;
  /** As labels or a file name it; null where nothing does. */
  readonly name: string | null;
  /** As they stand in the order. */
  readonly classes: readonly ClassIndex[];
}

/** Above this many classes confusions are not clustered: the table of pairs would fill the memory. */
const maxClustered = 2000;

/** The orders that there are: by the tree only with one, by confusion not of very many classes. */
export function sortsOf(tree: readonly JudgingLevel[], classCount: number): ConfusionSort[] {
  return [
    ...(tree.length > 0 ? (['tree'] as const) : []),
    ...(classCount <= maxClustered ? (['confusion'] as const) : []),
    'name',
  ];
}

/** The classes in an order, dealt into groups; a single group where the order has none. */
export function confusionGroups(
  sort: ConfusionSort,
  tree: readonly JudgingLevel[],
  counts: ConfusionCounts,
  classes: readonly string[],
): ConfusionGroup[] {
  if (sort === 'tree') return treeGroups(tree, classes);
  if (sort === 'confusion') return confusedGroups(counts, classes);
  const byName = new Intl.Collator('en', { numeric: true });
  const order = [...classes.keys()].sort((a, b) => byName.compare(classes[a], classes[b]) || a - b);
  return [{ group: 0, name: null, classes: order }];
}

/** The finest groups of the tree, in the order of the coarser ones. */
function treeGroups(tree: readonly JudgingLevel[], classes: readonly string[]): ConfusionGroup[] {
  const finest = tree[tree.length - 1];
  const order = [...classes.keys()].sort((a, b) => {
    for (const { groupOf } of tree) if (groupOf[a] !== groupOf[b]) return groupOf[a] - groupOf[b];
    return a - b;
  });
  return dealt(order, finest.groupOf, finest.names);
}

/**
 * Clusters of classes that are taken for one another (ours): average linkage on one minus the share of
 * two classes' images that are read as the other one of the two, cut into √N groups.
 */
function confusedGroups(counts: ConfusionCounts, classes: readonly string[]): ConfusionGroup[] {
  const size = classes.length;
  if (size < 3) return [{ group: 0, name: null, classes: [...classes.keys()] }];
  const table = new Float64Array(condensedLength(size)).fill(1);
  for (const { truth, readAs, count } of counts.entries) {
    if (truth === readAs) continue;
    const images = counts.sizes[truth] + counts.sizes[readAs];
    const [i, j] = truth < readAs ? [truth, readAs] : [readAs, truth];
    table[condensedIndex(size, i, j)] -= count / images;
  }
  const merges = agglomerate(table, size, 'average');
  const members: number[][] = Array.from({ length: size }, (_, index) => [index]);
  for (const { into, from } of merges) members[into] = [...members[into], ...members[from]];
  const groupOf = cutMerges(merges, size, Math.ceil(Math.sqrt(size)));
  return dealt(members[0], groupOf, null);
}

/** Neighbours of one group, in order; a group may come in several stretches only if it is not whole. */
function dealt(
  order: readonly ClassIndex[],
  groupOf: Int32Array,
  names: readonly string[] | null,
): ConfusionGroup[] {
  const members = new Map<number, ClassIndex[]>();
  for (const index of order) {
    const own = members.get(groupOf[index]);
    if (own === undefined) members.set(groupOf[index], [index]);
    else own.push(index);
  }
  return [...members].map(([group, own]) => ({
    group,
    name: names?.[group] ?? null,
    classes: own,
  }));
}
