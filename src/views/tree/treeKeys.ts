/**
 * The keyboard of the tree, as the tree pattern has it: arrows walk and fold, Home and End go to
 * the ends, letters find the next name that begins so.
 */
import type { TreeDatum } from '../../analysis/groups/treeModel.ts';
import type { TreeNode } from './layout/shownTree.ts';

/** A node that the keyboard reaches, in reading order. */
export interface TreeStop {
  readonly key: string;
  readonly parent: string | null;
  /** 1 for the coarsest groups. */
  readonly depth: number;
  /** Place among its siblings from 1, and how many they are. */
  readonly place: number;
  readonly siblings: number;
  /** Null for what cannot be folded. */
  readonly isExpanded: boolean | null;
  readonly datum: Exclude<TreeDatum, { readonly kind: 'root' }>;
}

/** All nodes shown, from the trunk outward: limb, arm, its classes, next arm. Ghosts are left out. */
export function treeStops(tree: TreeNode): TreeStop[] {
  const stops: TreeStop[] = [];
  const visit = (node: TreeNode, parent: string | null) => {
    const children = (node.children ?? []).filter(({ data }) => data.kind !== 'ghost');
    children.forEach((child, at) => {
      const { data } = child;
      if (data.kind === 'root') return;
      stops.push({
        key: data.key,
        parent,
        depth: child.depth,
        place: at + 1,
        siblings: children.length,
        isExpanded:
          data.kind === 'group' && data.children.length > 0 ? child.children !== undefined : null,
        datum: data,
      });
      visit(child, data.key);
    });
  };
  visit(tree, null);
  return stops;
}

/** What a key does: goes to a node, or folds or unfolds one. */
export type TreeStep =
  | { readonly kind: 'go'; readonly key: string }
  | { readonly kind: 'fold' | 'unfold'; readonly key: string };

/** The answer to an arrow, Home or End at a node; null where nothing happens. */
export function stepFor(stops: readonly TreeStop[], active: string, key: string): TreeStep | null {
  const at = stops.findIndex((stop) => stop.key === active);
  const here = stops[at];
  if (here === undefined) return null;
  switch (key) {
    case 'ArrowDown':
      return goTo(stops[at + 1]);
    case 'ArrowUp':
      return goTo(stops[at - 1]);
    case 'Home':
      return goTo(stops[0]);
    case 'End':
      return goTo(stops[stops.length - 1]);
    case 'ArrowRight':
      if (here.isExpanded === false) return { kind: 'unfold', key: active };
      return here.isExpanded === true && stops[at + 1]?.parent === active
        ? goTo(stops[at + 1])
        : null;
    case 'ArrowLeft':
      if (here.isExpanded === true) return { kind: 'fold', key: active };
      return here.parent === null ? null : { kind: 'go', key: here.parent };
    default:
      return null;
  }
}

function goTo(stop: TreeStop | undefined): TreeStep | null {
  return stop === undefined ? null : { kind: 'go', key: stop.key };
}

/**
 * The next node whose name begins with what was typed, from the one after `active` round to it;
 * more than one letter may stay where it is.
 */
export function typedStop(
  stops: readonly TreeStop[],
  active: string,
  typed: string,
  nameOf: (stop: TreeStop) => string,
): string | null {
  const wanted = typed.toLocaleLowerCase();
  const at = stops.findIndex((stop) => stop.key === active);
  const first = typed.length > 1 ? at : at + 1;
  for (let step = 0; step < stops.length; step++) {
    const stop = stops[(first + step + stops.length) % stops.length];
    if (nameOf(stop).toLocaleLowerCase().startsWith(wanted)) return stop.key;
  }
  return null;
}
