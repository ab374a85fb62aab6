/** Lines of a group and its classes: `fish: ray, flatfish`, or cells after that of the group. */
import { DataError } from '../dataError.ts';
import { ClassMatcher } from './classMatcher.ts';
import { cellsOf, filledLines, type TextLine } from './textRows.ts';
import { checkNodeCount, type RawNode, type RawTree } from './treeShape.ts';

interface GroupLine {
  readonly group: string;
  readonly members: readonly string[];
}

/**
 * The tree of such lines; null for other texts. Each line must list classes alone after what is no
 * class, each class once, and one line at least lists several; the first may be a header.
 */
export function groupListTree(
  file: string,
  text: string,
  classes: readonly string[],
): RawTree | null {
  const matcher = new ClassMatcher(classes);
  const isClass = (name: string) => matcher.find(name) !== null;
  const lines = filledLines(text).map((line) => groupLine(file, line, isClass));
  const isHeader = lines.length > 1 && lines[0]?.members.every((name) => !isClass(name));
  const groups = (isHeader ? lines.slice(1) : lines).filter((line) => line !== null);
  if (groups.length + (isHeader ? 1 : 0) < lines.length || groups.length < 2) return null;
  const isGroup = ({ members }: GroupLine) =>
    members.length > 0 &&
    members.every(isClass) &&
    new Set(members.map((one) => matcher.find(one))).size === members.length;
  const isNested = groups.every(isGroup) && groups.some(({ members }) => members.length > 1);
  // Rows that all begin with a class are a table of classes with their groups.
  if (!isNested || groups.every(({ group }) => isClass(group))) return null;
  const nodes: RawNode[] = [{ id: 'all', label: null }];
  const parents = [-1];
  for (const { group, members } of groups) {
    const position = nodes.push({ id: group, label: null }) - 1;
    parents.push(0);
    for (const id of members) {
      nodes.push({ id, label: null });
      parents.push(position);
    }
  }
  checkNodeCount(file, nodes.length);
  return { file, nodes, parents };
}

/** A line's group and what it lists; null where nothing parts them, or a quote does not close. */
function groupLine(
  file: string,
  { line, text }: TextLine,
  isClass: (name: string) => boolean,
): GroupLine | null {
  const colon = /^\s*([^:,;\t"]+):\s*(.+)$/.exec(text);
  const separator = ['\t', ',', ';'].find((one) => text.includes(one)) ?? ',';
  const cells =
    colon === null
      ? (closedCells(file, line, text, separator) ?? [])
      : [colon[1].trim(), colon[2].trim()];
  if (cells.length < 2) return null;
  const [group, ...listed] = cells;
  const members = listed
    .flatMap((cell) => (isClass(cell) ? [cell] : cell.replace(/^\[(.*)\]$/, '$1').split(/[,;|]/)))
    .map((name) => name.trim().replace(/^(['"])(.*)\1$/, '$2'))
    .filter((name) => name !== '');
  return group === '' ? null : { group, members };
}

function closedCells(file: string, line: number, text: string, separator: string): string[] | null {
  const isClosed = (text.match(/"/g)?.length ?? 0) % 2 === 0;
  try {
    return isClosed ? cellsOf(file, line, text, separator) : null;
  } catch (error) {
    // Told by the reader of tables.
    if (error instanceof DataError) return null;
    throw error;
  }
}
