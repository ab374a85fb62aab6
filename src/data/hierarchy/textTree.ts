/** Trees in text: a parent and a child a line, or names indented by their depth. */
import { quoted } from '../limits.ts';
import type { TextLine, TextRow } from './textRows.ts';
import { checkNodeCount, EdgeCollector, maxNodes, type RawTree, treeError } from './treeShape.ts';

const allowedRows = 'lines of a parent and a child, two words each';

/**
 * A first line that says `parent child` or `source target` is a header.
 * @throws DataError where a line has more than two words, or a child two parents.
 */
export function edgeTree(file: string, rows: readonly TextRow[]): RawTree {
  const collector = new EdgeCollector(file);
  const positionOf = (id: string) => collector.find(id) ?? collector.addNode({ id, label: null });
  const isHeader = /^(parent|source)\t(child|target)$/i.test(rows[0].cells.join('\t'));
  for (const { line, cells } of isHeader ? rows.slice(1) : rows) {
    const place = `line ${line}`;
    if (cells.length !== 2 || cells.some((cell) => cell === '')) {
      const found = `it has ${cells.filter((cell) => cell !== '').length} words`;
      throw treeError(file, place, found, 'keep one parent and one child a line', allowedRows);
    }
    if (collector.nodes.length > maxNodes) break;
    const [parent, child] = cells;
    if (parent === child) {
      const found = `node ${quoted(parent)} is its own parent: a cycle`;
      throw treeError(file, place, found, 'remove the line');
    }
    collector.addEdge(positionOf(parent), positionOf(child), place);
  }
  return collector.tree();
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
