/** A second file that says what the nodes of a tree are called. */
import { quoted } from '../limits.ts';
import type { TextForm } from './textRows.ts';
import { type RawTree, treeError } from './treeShape.ts';

/** What a file of names says of a tree. */
export interface NodeNames {
  readonly tree: RawTree;
  /** Ids of the leaves in the order of the classes, where that is what the file holds. */
  readonly classOrder: readonly string[] | null;
}

/**
 * Names the nodes of a tree by a text: lines of an id and a name, one name a line for nodes that
 * are numbered from 0, or the ids of the leaves in the order of the classes.
 * @throws DataError where a leaf has no name, or an id has two.
 */
export function withNames(tree: RawTree, file: string, form: TextForm): NodeNames {
  if (isClassOrder(form, tree)) return { tree, classOrder: linesOf(form) };
  const names = namesOf(form);
  if (names === null) {
    throw treeError(
      file,
      null,
      'it does not name nodes',
      'choose a file with a line “id, tab, name” for each node, or the tree alone',
      'lines of an id and a name, or one name a line for nodes numbered from 0',
    );
  }
  checkOnce(file, form);
  const unnamed = leafIds(tree).find((id) => !names.has(id));
  if (unnamed !== undefined) {
    throw treeError(
      file,
      `node ${quoted(unnamed)}`,
      `it has no name for this leaf of ${quoted(tree.file)}`,
      'add its line, or open the tree without this file',
      'names for every leaf of the tree',
    );
  }
  const nodes = tree.nodes.map((node) => ({ ...node, label: names.get(node.id) ?? node.label }));
  return { tree: { ...tree, nodes }, classOrder: null };
}

function leafIds({ nodes, parents }: RawTree): string[] {
  const inner = new Set(parents);
  return nodes.filter((_, position) => !inner.has(position)).map(({ id }) => id);
}

const linesOf = (form: TextForm): string[] =>
  form.kind === 'names' ? form.lines.map(({ text }) => text) : [];

function isClassOrder(form: TextForm, tree: RawTree): boolean {
  const ids = new Set(leafIds(tree));
  const lines = linesOf(form);
  return (
    lines.length === ids.size &&
    new Set(lines).size === ids.size &&
    lines.every((line) => ids.has(line))
  );
}

/** Names by id; null where the text has not the form of names. */
function namesOf(form: TextForm): ReadonlyMap<string, string> | null {
  if (form.kind === 'names') {
    return new Map(form.lines.map(({ text }, index) => [String(index), text]));
  }
  if (form.kind === 'indented' || form.rows[0].cells.length !== 2) return null;
  return new Map(form.rows.map(({ cells: [id, name] }) => [id, name]));
}

function checkOnce(file: string, form: TextForm): void {
  if (form.kind !== 'table' && form.kind !== 'pairs') return;
  const seen = new Set<string>();
  for (const { line, cells } of form.rows) {
    if (seen.has(cells[0])) {
      throw treeError(
        file,
        `line ${line}`,
        `node ${quoted(cells[0])} is named a second time`,
        'keep one of its lines',
        'one name for each node',
      );
    }
    seen.add(cells[0]);
  }
}
