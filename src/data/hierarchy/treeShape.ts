/**
 * Nodes with the positions of their parents, and the check that they form a tree. Trees come from
 * outside and may be chains of 100,000 nodes, so nothing here calls itself.
 */
import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';

/** Nodes of a file, at most; as many as a spec may hold. */
export const maxNodes = 200_000;

/** A node as its file tells it. */
export interface RawNode {
  /** What the file calls it by; in nested files its name. */
  readonly id: string;
  /** What it is called for people; null where the file does not say. */
  readonly label: string | null;
}

/** A tree as a file tells it, its classes not yet found. */
export interface RawTree {
  readonly file: string;
  readonly nodes: readonly RawNode[];
  /** Position of each node's parent; −1 for the root. */
  readonly parents: readonly number[];
}

/** A refusal; `allowed` is what trees in general must be. */
export function treeError(
  file: string,
  place: string | null,
  found: string,
  remedy: string,
  allowed = 'a tree: one root, one parent for every other node, and the classes as leaves',
): DataError {
  return new DataError({ file, place, found, allowed, remedy });
}

/** @throws DataError where there are none, or too many. */
export function checkNodeCount(file: string, count: number): void {
  if (count >= 2 && count <= maxNodes) return;
  throw treeError(
    file,
    null,
    count === 0
      ? 'it holds no node'
      : `it holds ${formatCount(count)} ${count === 1 ? 'node' : 'nodes'}`,
    count < 2 ? 'choose the file that holds the tree' : 'use a smaller tree',
    `trees of 2 to ${formatCount(maxNodes)} nodes`,
  );
}

/**
 * Positions of all nodes, parents before their children.
 * @param nameOf how messages call a node.
 * @throws DataError unless there is exactly one root and every node hangs under it.
 */
export function orderFromRoot(
  file: string,
  parents: readonly number[],
  nameOf: (position: number) => string,
): Int32Array {
  const roots = positionsWhere(parents, (parent) => parent === -1);
  if (roots.length > 1) {
    const [first, second] = roots.map((root) => quoted(nameOf(root)));
    throw treeError(
      file,
      `nodes ${first} and ${second}`,
      `${formatCount(roots.length)} nodes have no parent`,
      'hang them under one common root, or keep one tree of the file',
    );
  }
  const children = childLists(parents);
  const order = new Int32Array(parents.length);
  let known = 0;
  for (const root of roots) order[known++] = root;
  for (let next = 0; next < known; next++) {
    for (const child of children.of(order[next])) order[known++] = child;
  }
  if (known < parents.length) throw cycleError(file, parents, order.subarray(0, known), nameOf);
  return order;
}

function positionsWhere(values: readonly number[], test: (value: number) => boolean): number[] {
  const positions: number[] = [];
  values.forEach((value, position) => {
    if (test(value)) positions.push(position);
  });
  return positions;
}

function cycleError(
  file: string,
  parents: readonly number[],
  reached: Int32Array,
  nameOf: (position: number) => string,
): DataError {
  const isReached = new Uint8Array(parents.length);
  for (const position of reached) isReached[position] = 1;
  // From any node without a root above it, as many steps up as there are nodes end in a cycle.
  let position = isReached.indexOf(0);
  for (let step = 0; step < parents.length; step++) position = parents[position];
  const cycle = [position];
  for (let up = parents[position]; up !== position && cycle.length < 4; up = parents[up]) {
    cycle.push(up);
  }
  const names = [...cycle, ...(cycle.length < 4 ? [position] : [])].map((one) =>
    quoted(nameOf(one)),
  );
  return treeError(
    file,
    `node ${quoted(nameOf(position))}`,
    `a cycle, from child to parent: ${names.join(', ')}${cycle.length < 4 ? '' : ', …'}`,
    'remove the line or link that leads back down',
  );
}

/** The children of every node, in their order in the file. */
export interface ChildLists {
  of(position: number): Int32Array;
}

/** @param parents positions within the list, or −1. */
export function childLists(parents: readonly number[]): ChildLists {
  const starts = new Int32Array(parents.length + 1);
  for (const parent of parents) if (parent >= 0) starts[parent + 1]++;
  for (let position = 0; position < parents.length; position++) {
    starts[position + 1] += starts[position];
  }
  const next = starts.slice();
  const children = new Int32Array(starts[parents.length]);
  parents.forEach((parent, position) => {
    if (parent >= 0) children[next[parent]++] = position;
  });
  return { of: (position) => children.subarray(starts[position], starts[position + 1]) };
}

/** Collects nodes by id and the edges between them. */
export class EdgeCollector {
  private readonly positions = new Map<string, number>();
  readonly nodes: RawNode[] = [];
  readonly parents: number[] = [];

  constructor(private readonly file: string) {}

  /** The position of a node, or undefined if it is new. */
  find(id: string): number | undefined {
    return this.positions.get(id);
  }

  /** Adds a node; ids must differ. */
  addNode(node: RawNode): number {
    const position = this.nodes.length;
    this.positions.set(node.id, position);
    this.nodes.push(node);
    this.parents.push(-1);
    return position;
  }

  /** @throws DataError where the child has a parent already. */
  addEdge(parent: number, child: number, place: string): void {
    const held = this.parents[child];
    if (held !== -1) {
      const name = quoted(this.nameOf(child));
      const found =
        held === parent
          ? `node ${name} is put under ${quoted(this.nameOf(parent))} twice`
          : `node ${name} has two parents, ${quoted(this.nameOf(held))} and ${quoted(this.nameOf(parent))}`;
      throw treeError(this.file, place, found, 'keep one of them');
    }
    this.parents[child] = parent;
  }

  tree(): RawTree {
    checkNodeCount(this.file, this.nodes.length);
    return { file: this.file, nodes: this.nodes, parents: this.parents };
  }

  private nameOf(position: number): string {
    return displayName(this.nodes[position]);
  }
}

/** The tree under one root: several are put under one of their own, which groups nothing. */
export function withOneRoot(tree: RawTree): RawTree {
  const { file, nodes, parents } = tree;
  const rootCount = parents.reduce((sum, parent) => sum + (parent === -1 ? 1 : 0), 0);
  if (rootCount < 2) return tree;
  checkNodeCount(file, nodes.length + 1);
  return {
    file,
    nodes: [...nodes, { id: 'all', label: null }],
    parents: [...parents.map((parent) => (parent === -1 ? nodes.length : parent)), -1],
  };
}

/** What a node is called: its label, else its id. */
export function displayName({ id, label }: RawNode): string {
  return label ?? id;
}
