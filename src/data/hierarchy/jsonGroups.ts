/**
 * Groups with their classes in JSON: objects whose keys are groups (`{"fish": ["ray"]}`), nested or
 * not, lists of groups with a name and a list, lists of lists, and objects that name the group of
 * each class.
 */
import { quoted } from '../limits.ts';
import { ClassMatcher } from './classMatcher.ts';
import { classTableTree, isClassTable } from './classTable.ts';
import { allowedForms, describeValue, type Fields, isFields, scalarText } from './jsonValues.ts';
import type { TextRow } from './textRows.ts';
import { edgeTree } from './textTree.ts';
import { checkNodeCount, maxNodes, type RawNode, type RawTree, treeError } from './treeShape.ts';

/** A value that may hold a node and those below it. */
interface Entry {
  /** What the key above it calls it; null where it names itself. */
  readonly name: string | null;
  readonly value: unknown;
}

const nameKeys = ['name', 'label', 'title', 'id'] as const;
/** Fields that hold what is below a node, and name nothing. */
const wrappers =
  /^(children|classes|members|items|groups|categories|leaves|sub[ _-]?\w+|super[ _-]?\w+|tree|hierarchy|taxonomy)$/i;

/**
 * The tree of groups; null where the value holds none.
 * @throws DataError for entries that are no group and no class.
 */
export function groupTree(
  file: string,
  value: unknown,
  classes: readonly string[],
): RawTree | null {
  const rows = rowsIn(value, classes);
  if (rows !== null) {
    const form = { kind: 'table', separator: 'comma', rows } as const;
    return isClassTable(form, classes) ? classTableTree(file, rows, classes) : edgeTree(file, rows);
  }
  const top = isClassIndex(value) ? null : entriesIn(unwrapped(value));
  return top === null || !top.some(({ value: one }) => isContainer(one)) ? null : walked(file, top);
}

/** Whether an object gives an id and a name for each number, as ImageNet's classes are listed. */
const isClassIndex = (value: unknown): boolean =>
  isFields(value) &&
  Object.entries(value).every(
    ([key, one], at) =>
      key === String(at) &&
      Array.isArray(one) &&
      one.length === 2 &&
      /^n\d{8}$/.test(scalarText(one[0]) ?? ''),
  );

const isContainer = (value: unknown): value is object =>
  typeof value === 'object' && value !== null;

/** Rows of two: an object of texts, or pairs of a parent and a child; null for other values. */
function rowsIn(value: unknown, classes: readonly string[]): TextRow[] | null {
  const pairs = isFields(value) ? Object.entries(value) : value;
  if (!Array.isArray(pairs) || pairs.length === 0) return null;
  const rows = pairs.map((pair, at): TextRow | null => {
    const cells = Array.isArray(pair) && pair.length === 2 ? pair.map(scalarText) : [];
    const [first, second] = cells;
    return first == null || second == null ? null : { line: at + 1, cells: [first, second] };
  });
  const whole = rows.filter((row) => row !== null);
  if (whole.length < rows.length) return null;
  // Lists of two classes each are groups without names.
  const matcher = new ClassMatcher(classes);
  const named = new Set(whole.flatMap(({ cells }) => cells.map((cell) => matcher.find(cell))));
  const areGroups = named.size === classes.length && !named.has(null);
  return areGroups && Array.isArray(value) ? null : whole;
}

/** Without objects around the groups that only say what they are. */
function unwrapped(value: unknown): unknown {
  let inner = value;
  for (;;) {
    if (!isFields(inner)) return inner;
    const [only, ...more] = Object.keys(inner);
    if (only === undefined || more.length > 0 || !wrappers.test(only)) return inner;
    if (!isContainer(inner[only])) return inner;
    inner = inner[only];
  }
}

/** What lies in a list or an object of groups; null for other values. */
function entriesIn(value: unknown): Entry[] | null {
  if (Array.isArray(value)) return value.map((one): Entry => ({ name: null, value: one }));
  if (!isFields(value)) return null;
  const entries = Object.entries(value);
  const hasLists = entries.some(([, one]) => isContainer(one));
  const hasTexts = entries.some(([, one]) => scalarText(one) !== null);
  if (hasLists && hasTexts) return null;
  return entries.map(([name, one]): Entry => ({ name: name.trim(), value: one }));
}

/** Entries wait on a list of their own, so that depth costs no stack. */
function walked(file: string, top: readonly Entry[]): RawTree {
  const nodes: RawNode[] = [{ id: 'all', label: null }];
  const parents = [-1];
  const waiting = top.map((entry, at) => ({ entry: namedGroup(entry, at), parent: 0 })).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (nodes.length > maxNodes) break;
    const { node, below } = nodeOf(file, next.entry, nodes[next.parent].id);
    const position = nodes.push(node) - 1;
    parents.push(next.parent);
    // From the last, so that the first is taken first.
    for (const entry of below.toReversed()) waiting.push({ entry, parent: position });
  }
  checkNodeCount(file, nodes.length);
  return { file, nodes, parents };
}

/** A list among others is a group, which nothing may name. */
function namedGroup(entry: Entry, at: number): Entry {
  const { name, value } = entry;
  const isUnnamed = name === null && Array.isArray(value) && !isNamedList(value);
  return isUnnamed ? { name: `group ${at + 1}`, value } : entry;
}

/** A name, then what lies in it. */
const isNamedList = (list: readonly unknown[]): boolean =>
  list.length === 2 && scalarText(list[0]) !== null && isContainer(list[1]);

function nodeOf(
  file: string,
  { name, value }: Entry,
  under: string,
): { node: RawNode; below: readonly Entry[] } {
  if (!isContainer(value)) return { node: leafOf(file, name, value, under), below: [] };
  if (Array.isArray(value)) {
    const [first, second] = value;
    if (name === null && isNamedList(value)) {
      return nodeOf(file, { name: scalarText(first), value: second }, under);
    }
    const below = entriesIn(value) ?? [];
    return { node: { id: name ?? noName(file, value, under), label: null }, below };
  }
  const fields = value as Fields;
  const ownKey = nameKeys.find((key) => scalarText(fields[key]) !== null);
  const own = ownKey === undefined ? null : scalarText(fields[ownKey]);
  const isNode = own !== null && (name === null || Object.values(fields).some(isContainer));
  const content = isNode ? listIn(file, fields, own) : (unwrapped(fields) ?? []);
  const below = entriesIn(content);
  if (below === null) throw mixed(file, fields, name ?? under);
  return { node: { id: name ?? own ?? noName(file, value, under), label: null }, below };
}

function leafOf(file: string, name: string | null, value: unknown, under: string): RawNode {
  const text = scalarText(value);
  // The text beside a key is what the class is called.
  return { id: name ?? text ?? noName(file, value, under), label: name === null ? null : text };
}

/** What lies in a node that names itself: the children, else its only list or object. */
function listIn(file: string, fields: Fields, name: string): unknown {
  if (isContainer(fields.children)) return fields.children;
  const lists = Object.values(fields).filter(isContainer);
  if (lists.length > 1) throw mixed(file, fields, name);
  return lists[0] ?? [];
}

function mixed(file: string, fields: Fields, name: string) {
  return treeError(
    file,
    `group ${quoted(name)}`,
    `it is ${describeValue(fields)}, and it is not plain which of these are classes`,
    'list the classes of each group in one list',
    allowedForms,
  );
}

function noName(file: string, value: unknown, under: string): never {
  throw treeError(
    file,
    `below ${quoted(under)}`,
    `a node without a name (${describeValue(value)})`,
    'give every node a name',
    allowedForms,
  );
}
