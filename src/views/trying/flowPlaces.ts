/** Where the parts of a flow through a tree are drawn. */
import type { FlowNode, TreeFlow } from '../../analysis/predictions/treeFlow.ts';

export interface FlowPlace {
  readonly node: FlowNode;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Baseline of its name; names never overlap. */
  readonly labelY: number;
  /** The group of the coarsest level that most of it comes through; null for what is told as one. */
  readonly group: number | null;
  readonly isBestClass: boolean;
}

export interface FlowPath {
  readonly key: string;
  readonly path: string;
  readonly thickness: number;
  readonly group: number | null;
}

const [top, gap, labelHeight, rightRoom, imageWidth] = [20, 16, 30, 128, 7];

/** Columns from left to right, the image first; nodes of a column by their share. */
export function flowPlaces(
  { nodes, links }: TreeFlow,
  columns: number,
  width: number,
  height: number,
): { readonly nodes: FlowPlace[]; readonly links: FlowPath[] } {
  const step = (width - rightRoom - imageWidth) / columns;
  const fullest = Math.max(
    1,
    ...Array.from(
      { length: columns },
      (_, level) => nodes.filter((node) => node.level === level).length,
    ),
  );
  const scale = Math.max(20, height - top - (fullest - 1) * labelHeight);
  const placed: FlowPlace[] = [];
  let [level, y] = [-1, top];
  nodes.forEach((node, index) => {
    if (node.level !== level) [level, y] = [node.level, top];
    const tall = node.share * scale;
    const source = strongest(links.filter(({ to }) => to === index));
    const group = level === 0 ? node.group : (placed[source]?.group ?? null);
    const isBestClass =
      level === columns - 1 && node.group !== null && nodes[index - 1]?.level !== level;
    const labelY = y + Math.max(11, Math.min(tall / 2, 60));
    const x = imageWidth + (level + 1) * step - 7;
    placed.push({ node, x, y, height: tall, labelY, group, isBestClass });
    y += Math.max(tall + gap, labelHeight);
  });
  return { nodes: placed, links: pathsOf(links, placed, scale) };
}

function strongest(into: TreeFlow['links']): number {
  return into.reduce((best, link) => (link.share > best.share ? link : best), {
    from: -1,
    to: -1,
    share: -1,
  }).from;
}

/** Ribbons leave and enter below one another. */
function pathsOf(
  links: TreeFlow['links'],
  placed: readonly FlowPlace[],
  scale: number,
): FlowPath[] {
  const left = new Map<number, number>();
  const entered = new Map<number, number>();
  return links.map(({ from, to, share }) => {
    const thickness = share * scale;
    const start = placed[from];
    const end = placed[to];
    const fromX = start === undefined ? 0 : start.x + 7;
    const out = left.get(from) ?? 0;
    const into = entered.get(to) ?? 0;
    left.set(from, out + thickness);
    entered.set(to, into + thickness);
    const fromY = (start?.y ?? top) + out + thickness / 2;
    const toY = end.y + into + thickness / 2;
    const middle = (fromX + end.x) / 2;
    const path = `M${fromX},${fromY} C${middle},${fromY} ${middle},${toY} ${end.x},${toY}`;
    return { key: `${from} ${to}`, path, thickness: Math.max(0.5, thickness), group: end.group };
  });
}
