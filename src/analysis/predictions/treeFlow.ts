/** How an answer flows through a tree of classes: what of it each group holds, level by level. */

/** A group of a level, or a class of the last one; several that hold little are one. */
export interface FlowNode {
  /** From 0, the classes last. */
  readonly level: number;
  /** Null for all that are shown as one. */
  readonly group: number | null;
  readonly share: number;
  readonly classes: readonly number[];
}

export interface FlowLink {
  /** Places among the nodes; −1 begins at the image. */
  readonly from: number;
  readonly to: number;
  readonly share: number;
}

export interface TreeFlow {
  readonly nodes: readonly FlowNode[];
  readonly links: readonly FlowLink[];
}

/**
 * @param levels the group of each class at each level above the classes, coarsest first.
 * @param probabilities one a class.
 * @param most groups and classes of a level that stand by themselves, the likeliest.
 */
export function treeFlow(
  levels: readonly (readonly number[])[],
  probabilities: ArrayLike<number>,
  most: number,
): TreeFlow {
  const own = Array.from({ length: probabilities.length }, (_, index) => index);
  const nodes: FlowNode[] = [];
  const links: FlowLink[] = [];
  let before = new Array<number>(own.length).fill(-1);
  for (const [level, groupOf] of [...levels, own].entries()) {
    const placed = nodesOf(groupOf, probabilities, level, most);
    const placeOf = new Array<number>(own.length).fill(0);
    const start = nodes.length;
    placed.forEach(({ classes }, at) => {
      for (const index of classes) placeOf[index] = start + at;
    });
    nodes.push(...placed);
    links.push(...linksOf(before, placeOf, probabilities));
    before = placeOf;
  }
  return { nodes, links };
}

function nodesOf(
  groupOf: readonly number[],
  probabilities: ArrayLike<number>,
  level: number,
  most: number,
): FlowNode[] {
  const byGroup = new Map<number, { share: number; classes: number[] }>();
  groupOf.forEach((group, index) => {
    const known = byGroup.get(group) ?? { share: 0, classes: [] };
    known.share += probabilities[index];
    known.classes.push(index);
    byGroup.set(group, known);
  });
  const sorted = [...byGroup]
    .map(([group, held]): FlowNode => ({ level, group, ...held }))
    .sort((a, b) => b.share - a.share || (a.group ?? 0) - (b.group ?? 0));
  const rest = sorted.slice(most);
  if (rest.length < 2) return sorted;
  const share = rest.reduce((sum, node) => sum + node.share, 0);
  const classes = rest.flatMap((node) => node.classes);
  return [...sorted.slice(0, most), { level, group: null, share, classes }];
}

function linksOf(
  from: readonly number[],
  to: readonly number[],
  probabilities: ArrayLike<number>,
): FlowLink[] {
  const shares = new Map<string, FlowLink>();
  from.forEach((start, index) => {
    const key = `${start} ${to[index]}`;
    const share = (shares.get(key)?.share ?? 0) + probabilities[index];
    shares.set(key, { from: start, to: to[index], share });
  });
  return [...shares.values()].sort((a, b) => a.from - b.from || a.to - b.to);
}
