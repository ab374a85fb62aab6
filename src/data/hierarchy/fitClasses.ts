/** Which class each leaf of a tree is. Refuses rather than guesses. */
import { formatCount } from '../../lib/numberFormat.ts';
import type { DataError } from '../dataError.ts';
import { quoted } from '../limits.ts';
import { ClassMatcher } from './classMatcher.ts';
import { displayName, type RawNode, type RawTree, treeError } from './treeShape.ts';

/** The class of each leaf, by the leaf's position among the nodes. */
export type ClassOfLeaf = ReadonlyMap<number, number>;

const allowed = 'trees whose leaves are the classes of the data set, each once';

/** Share of leaves that must be known by name before their order tells the others. */
const shareKnown = 0.8;

/**
 * Leaves are known by their ids or by their labels, whichever names more of them. In node lists
 * made of WordNet ids, whose labels may be of a wrong sense or a synonym, the few leaves left over
 * are known by their place, if all others stand in the order of the classes.
 * @param classOrder ids of the leaves in the order of the classes, where a file tells it.
 * @throws DataError for a leaf that is no class, and a class that has no leaf or several.
 */
export function fitClasses(
  tree: RawTree,
  classes: readonly string[],
  classOrder: readonly string[] | null,
): ClassOfLeaf {
  const leaves = leavesOf(tree);
  const found = classOrder === null ? matched(tree, leaves, classes) : ordered(classOrder);
  const known = leaves.map((leaf) => found(tree.nodes[leaf]));
  const filled = classOrder === null ? filledByOrder(tree, leaves, known, classes) : known;
  checkOneEach(tree, leaves, filled, classes);
  return new Map(leaves.map((leaf, place) => [leaf, filled[place] ?? -1]));
}

function leavesOf({ parents }: RawTree): number[] {
  const hasChild = new Uint8Array(parents.length);
  for (const parent of parents) if (parent >= 0) hasChild[parent] = 1;
  return [...parents.keys()].filter((position) => hasChild[position] === 0);
}

type Finder = (node: RawNode) => number | null;

function ordered(classOrder: readonly string[]): Finder {
  const places = new Map(classOrder.map((id, index) => [id, index]));
  return ({ id }) => places.get(id) ?? null;
}

function matched(tree: RawTree, leaves: readonly number[], classes: readonly string[]): Finder {
  const matcher = new ClassMatcher(classes);
  const byId: Finder = ({ id }) => matcher.find(id);
  const byLabel: Finder = ({ label }) => (label === null ? null : matcher.findLabel(label));
  const count = (finder: Finder) =>
    leaves.reduce((sum, leaf) => sum + (finder(tree.nodes[leaf]) === null ? 0 : 1), 0);
  const [ids, labels] = [count(byId), count(byLabel)];
  if (ids > 0 || labels > 0) return ids > labels ? byId : byLabel;
  return isNumbered(tree, leaves, classes.length) ? ({ id }) => Number(id) : byId;
}

/** Whether the leaves are the numbers of the classes, and nothing else names them. */
function isNumbered({ nodes }: RawTree, leaves: readonly number[], classCount: number): boolean {
  const numbers = new Set(leaves.map((leaf) => nodes[leaf].id));
  if (numbers.size !== classCount || leaves.some((leaf) => nodes[leaf].label !== null))
    return false;
  return Array.from({ length: classCount }, (_, index) => String(index)).every((number) =>
    numbers.has(number),
  );
}

function filledByOrder(
  { nodes }: RawTree,
  leaves: readonly number[],
  known: readonly (number | null)[],
  classes: readonly string[],
): readonly (number | null)[] {
  const isWordNet = leaves.every(
    (leaf) => /^n\d{8}$/.test(nodes[leaf].id) && nodes[leaf].label !== null,
  );
  const isInOrder = known.every((index, place) => index === null || index === place);
  const share = known.filter((index) => index !== null).length / classes.length;
  const isTold = isWordNet && isInOrder && share >= shareKnown && leaves.length === classes.length;
  return isTold ? known.map((_, place) => place) : known;
}

function checkOneEach(
  tree: RawTree,
  leaves: readonly number[],
  known: readonly (number | null)[],
  classes: readonly string[],
): void {
  const leafOf = new Map<number, number>();
  const unknown: number[] = [];
  leaves.forEach((leaf, place) => {
    const index = known[place];
    if (index === null) {
      unknown.push(leaf);
      return;
    }
    const other = leafOf.get(index);
    if (other !== undefined) throw repeatedError(tree, classes[index], other, leaf);
    leafOf.set(index, leaf);
  });
  const missing = [...classes.keys()].filter((index) => !leafOf.has(index));
  if (unknown.length > 0) throw unknownError(tree, unknown, missing, classes);
  if (missing.length === 0) return;
  const inner = innerClass(
    tree,
    leaves,
    missing.map((index) => classes[index]),
  );
  if (inner !== null) throw innerError(tree, inner);
  throw missingError(tree, missing, classes);
}

/** The first of some classes whose name a node has that is no leaf; null for none. */
function innerClass(
  { nodes }: RawTree,
  leaves: readonly number[],
  names: readonly string[],
): string | null {
  const isLeaf = new Set(leaves);
  const matcher = new ClassMatcher(names);
  const first = nodes.reduce((lowest, { id, label }, position) => {
    const place = isLeaf.has(position) ? null : (matcher.find(id) ?? matcher.find(label ?? id));
    return Math.min(lowest, place ?? names.length);
  }, names.length);
  return names[first] ?? null;
}

const others = (count: number) => (count > 0 ? `, and ${formatCount(count)} more` : '');

/** The node as its file tells it, with its id where that is not what it is called. */
function nodeText(node: RawNode): string {
  const name = quoted(displayName(node));
  return node.label === null || node.label === node.id ? name : `${name} (${quoted(node.id)})`;
}

function repeatedError({ file, nodes, parents }: RawTree, name: string, a: number, b: number) {
  const under = [a, b].map((leaf) =>
    parents[leaf] < 0 ? 'at the root' : `under ${quoted(displayName(nodes[parents[leaf]]))}`,
  );
  return treeError(
    file,
    `class ${quoted(name)}`,
    `it stands in the tree twice, ${under.join(' and ')}`,
    'keep one of the two',
    allowed,
  );
}

function innerError({ file }: RawTree, name: string): DataError {
  return treeError(
    file,
    `class ${quoted(name)}`,
    'its node has other nodes below it',
    'give the class a leaf of its own below that node, and the node another name',
    allowed,
  );
}

function unknownError(
  { file, nodes }: RawTree,
  unknown: readonly number[],
  missing: readonly number[],
  classes: readonly string[],
): DataError {
  const lacking =
    missing.length === 0
      ? ''
      : missing.length === 1
        ? `; class ${quoted(classes[missing[0]])} has no leaf`
        : `; ${formatCount(missing.length)} classes, as ${quoted(classes[missing[0]])}, have no leaf`;
  return treeError(
    file,
    `leaf ${nodeText(nodes[unknown[0]])}`,
    `no class of the data set has this name${others(unknown.length - 1)}${lacking}`,
    'name the leaves as the classes are named, remove leaves that are none, or add a file with a line “id, tab, class name” for each leaf',
    allowed,
  );
}

function missingError({ file }: RawTree, missing: readonly number[], classes: readonly string[]) {
  return treeError(
    file,
    `class ${quoted(classes[missing[0]])}`,
    `it has no leaf in the tree${others(missing.length - 1)}`,
    'add a leaf for every class, or train on the classes of the tree alone',
    allowed,
  );
}
