/**
 * Trees in JSON: nested nodes with names and children, node-link lists as NetworkX writes, groups
 * with their classes (jsonGroups.ts), or categories that tell their groups (jsonRecords.ts).
 */
import { quoted } from '../limits.ts';
import { groupTree } from './jsonGroups.ts';
import { recordsIn, recordTree } from './jsonRecords.ts';
import { allowedForms, describeValue, type Fields, isFields } from './jsonValues.ts';
import {
  checkNodeCount,
  EdgeCollector,
  maxNodes,
  type RawNode,
  type RawTree,
  treeError,
} from './treeShape.ts';

/** @throws DataError where the text is no JSON, or the JSON no tree. */
export function readJsonTree(file: string, text: string, classes: readonly string[]): RawTree {
  const value = parse(file, text);
  if (isFields(value) && Array.isArray(value.nodes)) {
    const isLinked = Array.isArray(value.links ?? value.edges);
    const isTold = !isLinked && value.nodes.some((node) => isFields(node) && 'parent' in node);
    const tree = isTold ? recordTree(file, value.nodes, classes) : null;
    return tree ?? nodeLinkTree(file, value);
  }
  if (isFields(value) && 'children' in value) return nestedTree(file, value);
  const tree = recordTree(file, recordsIn(value), classes) ?? groupTree(file, value, classes);
  if (tree !== null) return tree;
  throw treeError(
    file,
    null,
    `its JSON is ${describeValue(value)}, not a tree`,
    'bring the tree into one of these forms',
    allowedForms,
  );
}

function parse(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const lines = valuesOfLines(text);
    if (lines !== null) return lines;
    const reason = error instanceof Error ? error.message : String(error);
    throw treeError(
      file,
      null,
      `it begins as JSON but is not: ${quoted(reason)}`,
      'export or copy the file again',
      allowedForms,
    );
  }
}

/** The values of a text that has one a line, at least two (JSON Lines); null for others. */
function valuesOfLines(text: string): unknown[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2) return null;
  try {
    return lines.map((line): unknown => JSON.parse(line));
  } catch {
    return null;
  }
}

/** Children wait on a list of their own, so that depth costs no stack. */
function nestedTree(file: string, root: Fields): RawTree {
  const nodes: RawNode[] = [];
  const parents: number[] = [];
  const waiting: { readonly value: unknown; readonly parent: number }[] = [
    { value: root, parent: -1 },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const position = nodes.length;
    if (position > maxNodes) break;
    const under = next.parent < 0 ? null : nodes[next.parent].id;
    nodes.push(nestedNode(file, next.value, under));
    parents.push(next.parent);
    const children = childrenOf(file, next.value, nodes[position].id);
    // From the last, so that the first is taken first.
    for (let place = children.length - 1; place >= 0; place--) {
      waiting.push({ value: children[place], parent: position });
    }
  }
  checkNodeCount(file, nodes.length);
  return { file, nodes, parents };
}

function nestedNode(file: string, value: unknown, under: string | null): RawNode {
  const place = under === null ? 'the root' : `below ${quoted(under)}`;
  const name = isFields(value) ? (value.name ?? value.label ?? value.id) : value;
  const isNamed = (typeof name === 'string' && name.trim() !== '') || typeof name === 'number';
  // A root without a name is no obstacle: it groups nothing.
  if (!isNamed && under === null && name === undefined) return { id: 'root', label: null };
  if (!isNamed) {
    throw treeError(
      file,
      place,
      `a node without a name (${describeValue(value)})`,
      'give every node a name',
      allowedForms,
    );
  }
  return { id: String(name).trim(), label: null };
}

function childrenOf(file: string, value: unknown, name: string): readonly unknown[] {
  const children = isFields(value) ? value.children : undefined;
  if (children === undefined || children === null) return [];
  if (Array.isArray(children)) return children;
  throw treeError(
    file,
    `node ${quoted(name)}`,
    `its "children" are ${describeValue(children)}, not a list`,
    'write the children as a list',
    allowedForms,
  );
}

function nodeLinkTree(file: string, { nodes, links, edges }: Fields): RawTree {
  const collector = new EdgeCollector(file);
  for (const [place, node] of (nodes as unknown[]).entries()) {
    const found = isFields(node) ? node : {};
    const id = idOf(found.id);
    const label = found.label ?? found.name;
    const where = `node ${place + 1} of "nodes"`;
    if (id === null) throw linkError(file, where, 'it has no "id"', 'give every node an id');
    if (collector.find(id) !== undefined) {
      throw linkError(
        file,
        where,
        `the id ${quoted(id)} occurs twice`,
        'give each node its own id',
      );
    }
    if (collector.nodes.length > maxNodes) break;
    collector.addNode({ id, label: typeof label === 'string' && label !== '' ? label : null });
  }
  checkNodeCount(file, collector.nodes.length);
  const list = links ?? edges;
  if (!Array.isArray(list)) {
    throw linkError(
      file,
      null,
      'there is no list "links"',
      'export the links along with the nodes',
    );
  }
  for (const [place, link] of list.entries()) addLink(file, collector, link, place);
  return collector.tree();
}

function addLink(file: string, collector: EdgeCollector, link: unknown, place: number): void {
  const where = `link ${place + 1} of "links"`;
  const ends = isFields(link) ? [idOf(link.source), idOf(link.target)] : [null, null];
  const [parent, child] = ends.map((id) => (id === null ? undefined : collector.find(id)));
  if (parent !== undefined && child !== undefined) {
    collector.addEdge(parent, child, where);
    return;
  }
  const missing = ends[parent === undefined ? 0 : 1];
  const found =
    missing === null
      ? `it has no "${parent === undefined ? 'source' : 'target'}"`
      : `${quoted(missing)} is the id of no node`;
  throw linkError(file, where, found, 'link nodes by the ids that "nodes" lists');
}

const idOf = (value: unknown): string | null =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? String(value) : null;

function linkError(file: string, place: string | null, found: string, remedy: string) {
  return treeError(file, place, found, remedy, allowedForms);
}
