/** Trees in text: a parent and a child a line, or names indented by their depth. */
import { quoted } from '../limits.ts';
import type { TextLine, TextRow } from './textRows.ts';
import { checkNodeCount, EdgeCollector, maxNodes, type RawTree, treeError } from './treeShape.ts';

const allowedRows = 'lines of a parent and a child, two words each';

/** A header may say so. */
const parentName = /^(parent([ _-]?(id|name|class|node))?|source|super[ _-]?class|hypernym)$/i;
const childName =
  /^(child([ _-]?(id|name|class|node))?|target|sub[ _-]?class|hyponym|node|name|class|id)$/i;

/** Which cells are the parent and the child. */
interface EdgeColumns {
  readonly parent: number;
  readonly child: number;
}

/**
 * A first line that says `parent child`, `child parent` or the like is a header; without one the
 * parent comes first, unless fewer nodes get two parents the other way round. A blank parent means
 * the one above it where the child is a leaf; a child that others lie in is a root.
 * @throws DataError where a line has more than two words, a child two parents, and where blank
 * parents may mean either.
 */
export function edgeTree(file: string, rows: readonly TextRow[]): RawTree {
  const told = headerColumns(rows[0].cells);
  const body = told === null ? rows : rows.slice(1);
  for (const { line, cells } of body) {
    if (cells.length === 2 && cells.some((cell) => cell !== '')) continue;
    const found = `it has ${cells.filter((cell) => cell !== '').length} words`;
    const remedy = 'keep one parent and one child a line';
    throw treeError(file, `line ${line}`, found, remedy, allowedRows);
  }
  const columns = told ?? columnsByContent(body);
  return treeOfEdges(file, edgesOf(file, body, columns), new Map());
}

function headerColumns(cells: readonly string[]): EdgeColumns | null {
  if (cells.length !== 2) return null;
  const [first, second] = cells;
  if (parentName.test(first) && childName.test(second)) return { parent: 0, child: 1 };
  if (childName.test(first) && parentName.test(second)) return { parent: 1, child: 0 };
  return null;
}

function columnsByContent(rows: readonly TextRow[]): EdgeColumns {
  const whole = rows.filter(({ cells }) => !cells.includes(''));
  const [first, second] = [0, 1].map(
    (column) => new Set(whole.map(({ cells }) => cells[column])).size,
  );
  return first > second ? { parent: 1, child: 0 } : { parent: 0, child: 1 };
}

/** An edge of a text or a list; without a parent the child is a root. */
export interface Edge {
  readonly place: string;
  readonly parent: string | null;
  readonly child: string;
}

function edgesOf(file: string, rows: readonly TextRow[], { parent, child }: EdgeColumns): Edge[] {
  const parents = new Set(rows.map(({ cells }) => cells[parent]));
  const blank = rows.filter(({ cells }) => cells[parent] === '');
  const roots = blank.filter(({ cells }) => parents.has(cells[child]));
  const areRoots = roots.length > 0;
  if (areRoots && roots.length < blank.length) {
    const { line, cells } = blank.find(({ cells }) => !parents.has(cells[child]))!;
    const found = `${quoted(cells[child])} has no parent, and neither has ${quoted(roots[0].cells[child])}, which others lie in`;
    throw treeError(file, `line ${line}`, found, 'write its parent into the line', allowedRows);
  }
  let above: string | null = null;
  return rows.map(({ line, cells }): Edge => {
    const place = `line ${line}`;
    const isWhole = cells[child] !== '' && (cells[parent] !== '' || areRoots || above !== null);
    if (!isWhole) {
      const remedy = 'keep one parent and one child a line';
      throw treeError(file, place, 'it has 1 words', remedy, allowedRows);
    }
    if (cells[parent] !== '') above = cells[parent];
    return {
      place,
      child: cells[child],
      parent: cells[parent] !== '' ? cells[parent] : areRoots ? null : above,
    };
  });
}

/**
 * The tree of edges, in their order.
 * @param labels what nodes are called, where that is not what edges call them by.
 * @throws DataError where a child has two parents, or is its own.
 */
export function treeOfEdges(
  file: string,
  edges: readonly Edge[],
  labels: ReadonlyMap<string, string>,
): RawTree {
  const collector = new EdgeCollector(file);
  const positionOf = (id: string) =>
    collector.find(id) ?? collector.addNode({ id, label: labels.get(id) ?? null });
  for (const { place, parent, child } of edges) {
    if (collector.nodes.length > maxNodes) break;
    if (parent === child) {
      const found = `node ${quoted(parent)} is its own parent: a cycle`;
      throw treeError(file, place, found, 'remove the line');
    }
    if (parent === null) positionOf(child);
    else collector.addEdge(positionOf(parent), positionOf(child), place);
  }
  return collector.tree();
}

/**
 * The tree of a table of nodes, one of whose columns is called the parent and holds what another
 * calls the nodes by; null for other tables.
 * @throws DataError as {@link treeOfEdges}.
 */
export function nodeTableTree(
  file: string,
  [header, ...body]: readonly TextRow[],
  unit: 'line' | 'entry' = 'line',
): RawTree | null {
  const parents = header.cells.flatMap((name, at) => (/^parent/i.test(name.trim()) ? [at] : []));
  if (parents.length !== 1) return null;
  const [parent] = parents;
  const named = new Set(body.map(({ cells }) => cells[parent]).filter((cell) => cell !== ''));
  const knownIn = (column: number) => {
    const own = new Set(body.map(({ cells }) => cells[column]));
    return column === parent || own.size < body.length
      ? 0
      : [...named].filter((id) => own.has(id)).length;
  };
  const known = header.cells.map((_, column) => knownIn(column));
  const id = known.indexOf(known.reduce((a, b) => Math.max(a, b)));
  if (known[id] === 0) return null;
  const label = header.cells.findIndex(
    (name, column) => column !== id && /^(name|label|title|class([ _-]?name)?)$/i.test(name.trim()),
  );
  const labels = new Map(
    label === -1
      ? []
      : body
          .filter(({ cells }) => cells[label] !== '')
          .map(({ cells }) => [cells[id], cells[label]]),
  );
  // Some tables say of a root that it is its own parent.
  const pairs = body.map(({ line, cells }) => {
    const above = cells[parent] === cells[id] ? '' : cells[parent];
    return { line, cells: [above, cells[id]] };
  });
  const edges =
    unit === 'line'
      ? edgesOf(file, pairs, { parent: 0, child: 1 })
      : pairs.map(({ line, cells: [above, child] }): Edge => {
          return { place: `entry ${line}`, parent: above === '' ? null : above, child };
        });
  return treeOfEdges(file, edges, labels);
}

/**
 * Dashes or spaces before a name give its depth; names may repeat.
 * @throws DataError where a line is indented as none before it.
 */
export function indentedTree(file: string, lines: readonly TextLine[]): RawTree {
  const nodes: { id: string; label: null }[] = [];
  const parents: number[] = [];
  /** The nodes from the root down to the last line, with their indentation. */
  const path: { readonly width: number; readonly position: number }[] = [];
  for (const { line, text } of lines.slice(0, maxNodes + 1)) {
    const [, indent, name] = /^((?:-+(?=\s)|\s)*)(.*)$/.exec(text) ?? ['', '', text];
    const width = indent.length;
    let isKnown = path.length === 0 || width > path[path.length - 1].width;
    while (path.length > 0 && path[path.length - 1].width >= width) {
      isKnown ||= path[path.length - 1].width === width;
      path.pop();
    }
    if (!isKnown || name === '') {
      const found =
        name === '' ? 'it has no name' : `${quoted(name)} is indented as no line above it`;
      throw treeError(
        file,
        `line ${line}`,
        found,
        'indent siblings alike, and children further than their parent',
        'one name a line, with dashes or spaces before it for its depth',
      );
    }
    parents.push(path.length === 0 ? -1 : path[path.length - 1].position);
    path.push({ width, position: nodes.length });
    nodes.push({ id: name, label: null });
  }
  checkNodeCount(file, nodes.length);
  return { file, nodes, parents };
}
