/**
 * From files as a person drops them to a tree over the classes of a data set. What a file holds is
 * told by its content: nested or node-link JSON, JSON of groups or of categories, lines of a parent and
 * a child, of a group and its classes, indented names, or a table of classes and groups; a second
 * file may name the nodes. Files from outside may hold
 * anything: every fault is a DataError, and nothing here calls itself.
 */
import type { ImportedTree } from '../../spec/sections/treeSpec.ts';
import { DataError } from '../dataError.ts';
import { exactBytes, quoted } from '../limits.ts';
import { classTableTree, isClassTable } from './classTable.ts';
import { fitClasses } from './fitClasses.ts';
import { groupListTree } from './groupLists.ts';
import { readJsonTree } from './jsonTree.ts';
import { type NodeNames, withNames } from './nodeNames.ts';
import { textForm } from './textRows.ts';
import { edgeTree, indentedTree, nodeTableTree } from './textTree.ts';
import {
  displayName,
  orderFromRoot,
  type RawNode,
  type RawTree,
  treeError,
  withOneRoot,
} from './treeShape.ts';

/** A file in memory. */
export interface TreeFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** All files together, at most. */
const maxBytes = 2 ** 26;

/** Characters of a node's name, at most, as in a spec. */
const longestName = 200;

interface OpenedFile {
  readonly name: string;
  readonly kind: 'json' | 'text';
  readonly text: string;
}

/**
 * Reads a tree, from one file or from one with another that names its nodes, and finds the classes
 * among its leaves: by id or name, whatever the case and whether words are parted by spaces,
 * underscores or hyphens. In the result the leaves are named as the classes are.
 * @throws DataError naming the file and the line, node or class at fault.
 */
export function readTree(files: readonly TreeFile[], classes: readonly string[]): ImportedTree {
  checkFiles(files);
  const { tree: read, classOrder } = treeOf(files.map(openFile), classes);
  const tree = withOneRoot(read);
  orderFromRoot(tree.file, tree.parents, (position) => displayName(tree.nodes[position]));
  const classOf = fitClasses(tree, classes, classOrder);
  return {
    name: plainText(tree.file),
    nodes: tree.nodes.map((node, position) => {
      const index = classOf.get(position);
      return index === undefined ? plainText(shortName(node)) : classes[index];
    }),
    parents: [...tree.parents],
  };
}

function checkFiles(files: readonly TreeFile[]): void {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (files.length > 0 && files.length <= 2 && bytes <= maxBytes) return;
  const found =
    files.length === 0
      ? 'there are none'
      : files.length > 2
        ? `there are ${files.length}`
        : `they hold ${exactBytes(bytes)}`;
  throw new DataError({
    file: 'The files given',
    place: null,
    found,
    allowed: `one file with a tree, and one with the names of its nodes where these are apart, of ${exactBytes(maxBytes)} at most`,
    remedy: 'choose the file of the tree',
  });
}

function openFile({ name, bytes }: TreeFile): OpenedFile {
  const text = decoded(name, bytes);
  return { name, kind: /^\s*[{[]/.test(text) ? 'json' : 'text', text };
}

function decoded(file: string, bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Refused below, as text with zero bytes is.
  }
  throw treeError(
    file,
    null,
    'it is not text',
    'save the tree as text in UTF-8',
    'JSON, or text in UTF-8',
  );
}

function treeOf(files: readonly OpenedFile[], classes: readonly string[]): NodeNames {
  const [first, second] = files;
  if (second === undefined) return { tree: treeOfFile(first, classes), classOrder: null };
  const [one, other] = [holdsTree(first), holdsTree(second)];
  if (one === other) throw pairError(first, second, one);
  return named(one ? first : second, one ? second : first, classes);
}

/** Whether a file tells parents of nodes, not only names: JSON, or a child that is a parent too. */
function holdsTree(file: OpenedFile): boolean {
  if (file.kind === 'json') return true;
  const form = textForm(file.name, file.text);
  if (form.kind === 'indented' || form.kind === 'names') return form.kind === 'indented';
  const parents = new Set(form.rows.map(({ cells }) => cells[0]));
  return form.rows.some(({ cells }) => parents.has(cells[1]) && cells[0] !== cells[1]);
}

function named(treeFile: OpenedFile, names: OpenedFile, classes: readonly string[]): NodeNames {
  const tree = namelessTree(treeFile, classes);
  if (names.kind === 'text') {
    return withNames(tree, names.name, textForm(names.name, names.text));
  }
  throw pairError(treeFile, names, true);
}

function namelessTree(file: OpenedFile, classes: readonly string[]): RawTree {
  const { name, kind, text } = file;
  if (kind === 'json') return readJsonTree(name, text, classes);
  const form = textForm(name, text);
  if (form.kind === 'table' || form.kind === 'pairs') return edgeTree(name, form.rows);
  throw treeError(name, null, 'it names its nodes itself', 'open it without the second file');
}

function pairError(first: OpenedFile, second: OpenedFile, areTrees: boolean): DataError {
  return treeError(
    first.name,
    null,
    `with ${quoted(second.name)} there are two files, and ${areTrees ? 'both hold a tree' : 'neither holds a tree'}`,
    'choose the file of the tree, alone or with the one that names its nodes',
    'one file with a tree, and one with the names of its nodes where these are apart',
  );
}

function treeOfFile(file: OpenedFile, classes: readonly string[]): RawTree {
  const { name, kind, text } = file;
  if (kind === 'json') return readJsonTree(name, text, classes);
  const lists = groupListTree(name, text, classes);
  if (lists !== null) return lists;
  const form = textForm(name, text);
  if (form.kind === 'indented') return indentedTree(name, form.lines);
  if (form.kind === 'names') {
    throw treeError(
      name,
      `line ${form.lines[0].line}`,
      `${quoted(form.lines[0].text)} stands alone: the file lists names, but no tree`,
      'choose the file of the tree along with it',
      'JSON, lines of a parent and a child or of a group and its classes, indented names, or a table of classes and groups',
    );
  }
  const isWide = form.kind === 'table' && form.rows[0].cells.length > 2;
  const nodes = isWide ? nodeTableTree(name, form.rows) : null;
  if (nodes !== null) return nodes;
  return isClassTable(form, classes)
    ? classTableTree(name, form.rows, classes)
    : edgeTree(name, form.rows);
}

/** Of a WordNet synset the first word stands for all. */
function shortName(node: RawNode): string {
  const name = displayName(node);
  return /^n\d{8}$/.test(node.id) ? name.split(',')[0].trim() : name;
}

/** Without control characters, and no longer than a spec allows. */
function plainText(text: string): string {
  const line = text.replace(/\p{C}/gu, '');
  return line.length > longestName ? `${line.slice(0, longestName - 1)}…` : line;
}
