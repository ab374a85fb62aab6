/** Cuts a tree into levels of so many groups, by splitting the largest group again and again. */
import { formatCount } from '../../lib/numberFormat.ts';
import type { CheckedTree } from './classTree.ts';
import { type ChildLists, childLists, treeError } from './treeShape.ts';

/** For each level the node above each class. */
export interface LevelNodes {
  readonly nodeOf: Int32Array[];
  readonly notes: string[];
}

/**
 * One cut for each count, each a refinement of the one before.
 * @param counts N_l, coarsest first.
 * @throws DataError where a level would be no finer than the one above it, or no coarser than the
 * classes.
 */
export function splitLevels(tree: CheckedTree, counts: readonly number[]): LevelNodes {
  const splitter = new Splitter(tree);
  const notes: string[] = [];
  const nodeOf: Int32Array[] = [];
  let above = 1;
  counts.forEach((wanted, level) => {
    checkBelowClasses(tree, wanted, level);
    splitter.splitUpTo(wanted);
    const { count } = splitter;
    if (count <= above) throw tooCoarse(tree, splitter, wanted, level);
    if (count < wanted) {
      notes.push(
        `Level ${level + 1} has ${formatCount(count)} groups instead of ${formatCount(wanted)}: the tree cannot be cut into exactly so many.`,
      );
    }
    nodeOf.push(splitter.nodeOfClasses());
    above = count;
  });
  return { nodeOf, notes };
}

function checkBelowClasses({ file, leafOf }: CheckedTree, wanted: number, level: number): void {
  if (wanted < leafOf.length) return;
  throw treeError(
    file,
    `level ${level + 1}`,
    `${formatCount(wanted)} groups are asked for, with ${formatCount(leafOf.length)} classes`,
    'ask for fewer groups',
    `fewer groups than the ${formatCount(leafOf.length)} classes`,
  );
}

function tooCoarse(
  { file, leafOf }: CheckedTree,
  splitter: Splitter,
  wanted: number,
  level: number,
) {
  const next = splitter.nextCount();
  const isUseful = next < leafOf.length;
  const found =
    level === 0
      ? `${formatCount(wanted)} groups are asked for, but its topmost split already makes ${formatCount(next)}`
      : `${formatCount(wanted)} groups are asked for, but after the ${formatCount(splitter.count)} of the level above any split makes at least ${formatCount(next)}`;
  return treeError(
    file,
    `level ${level + 1}`,
    found,
    isUseful
      ? `ask for ${formatCount(next)} groups or more, or leave the level out`
      : 'leave the level out',
    'levels with more groups than the one above',
  );
}

/** A group that may be split: a node with at least two children, or a class. */
interface Group {
  readonly node: number;
  readonly size: number;
  readonly first: number;
}

/** The groups so far, refined by splitting. */
class Splitter {
  count = 1;
  private readonly children: ChildLists;
  private readonly sizes: Int32Array;
  /** The lowest class below each node. */
  private readonly firsts: Int32Array;
  private readonly heap: Group[] = [];

  constructor(private readonly tree: CheckedTree) {
    const { parents, order, leafOf } = tree;
    this.children = childLists(parents);
    this.sizes = new Int32Array(parents.length);
    this.firsts = new Int32Array(parents.length).fill(leafOf.length);
    leafOf.forEach((leaf, index) => {
      this.sizes[leaf] = 1;
      this.firsts[leaf] = index;
    });
    for (let place = order.length - 1; place > 0; place--) {
      const node = order[place];
      const parent = parents[node];
      this.sizes[parent] += this.sizes[node];
      this.firsts[parent] = Math.min(this.firsts[parent], this.firsts[node]);
    }
    this.push(order[0]);
  }

  /** Splits the largest groups as long as there are at most so many. */
  splitUpTo(wanted: number): void {
    const passedOver: Group[] = [];
    while (this.count < wanted) {
      const group = this.pop();
      if (group === undefined) break;
      const parts = this.children.of(group.node);
      if (parts.length === 0 || this.count + parts.length - 1 > wanted) {
        passedOver.push(group);
        continue;
      }
      for (const part of parts) this.push(part);
      this.count += parts.length - 1;
    }
    for (const group of passedOver) this.push(group.node);
  }

  /** The fewest groups that one more split makes; as many as now where none is left. */
  nextCount(): number {
    const parts = this.heap.map(({ node }) => this.children.of(node).length);
    const fewest = parts.filter((count) => count > 0).reduce((a, b) => Math.min(a, b), Infinity);
    return Number.isFinite(fewest) ? this.count + fewest - 1 : this.count;
  }

  /** The node of each class's group. */
  nodeOfClasses(): Int32Array {
    const { order, parents, leafOf } = this.tree;
    const above = new Int32Array(parents.length).fill(-1);
    for (const { node } of this.heap) above[node] = node;
    for (const node of order) {
      if (above[node] < 0 && parents[node] >= 0) above[node] = above[parents[node]];
    }
    return leafOf.map((leaf) => above[leaf]);
  }

  /** Adds a group; a chain of only children counts as its lowest node. */
  private push(top: number): void {
    let node = top;
    for (let below = this.children.of(node); below.length === 1; below = this.children.of(node)) {
      node = below[0];
    }
    const { heap } = this;
    let place = heap.length;
    const group = { node, size: this.sizes[node], first: this.firsts[node] };
    for (let parent = (place - 1) >> 1; place > 0 && isBefore(group, heap[parent]); ) {
      heap[place] = heap[parent];
      place = parent;
      parent = (place - 1) >> 1;
    }
    heap[place] = group;
  }

  private pop(): Group | undefined {
    const { heap } = this;
    const top = heap[0];
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return top;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < heap.length && isBefore(heap[child + 1], heap[child])) child++;
      if (child >= heap.length || !isBefore(heap[child], last)) break;
      heap[place] = heap[child];
      place = child;
    }
    heap[place] = last;
    return top;
  }
}

const isBefore = (a: Group, b: Group) =>
  a.size > b.size || (a.size === b.size && a.first < b.first);
