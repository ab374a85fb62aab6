/**
 * The lines of the tree as one SVG behind its nodes: widths tell how strongly groups hold their
 * classes, green traces where classes have moved.
 */
import { memo } from 'react';
import { limbColour } from '../../kit/colours/limbColour.ts';
import styles from '../ClassTree.module.css';
import { budsOf } from '../layout/budsOf.ts';
import type { Branch, LeafForm, TreeLayout } from '../layout/treeLayout.ts';

interface TreeBranchesProps {
  readonly layout: TreeLayout;
  /** Width of each group's wires, by key: its strength. */
  readonly widths: ReadonlyMap<string, number>;
  /** Paths of what has moved, and of classes that belong to another coarser group. */
  readonly traces: string;
  readonly strays: string;
  readonly movedClasses: ReadonlySet<number>;
  readonly isDifference: boolean;
}

/** Trunk, limbs, wires, traces: everything that is a line. */
export const TreeBranches = memo(function TreeBranches(props: TreeBranchesProps) {
  const { layout, widths, traces, strays, movedClasses, isDifference } = props;
  const { width, height, branches, trunk, leafForm } = layout;
  const folded = layout.groups.filter(({ buds }) => buds !== null);
  return (
    <svg className={styles.branches} width={width} height={height} aria-hidden>
      <g className={isDifference ? styles.faded : undefined}>
        {trunk && <path d={trunk.outline} className={styles.trunk} />}
        {branches.map(({ key, group, kind, path }) => (
          <path
            key={key}
            d={path}
            className={styles.branch}
            stroke={limbColour(group.limb)}
            strokeWidth={widthOf(kind, widths.get(group.key) ?? 0, leafForm)}
          />
        ))}
        {trunk && <path d={trunk.ground} className={styles.ground} />}
        {folded.map((placed) => (
          <path
            key={placed.group.key}
            d={budsOf(placed, (index) => !movedClasses.has(index))}
            fill={limbColour(placed.group.limb)}
          />
        ))}
      </g>
      {folded.map((placed) => (
        <path
          key={placed.group.key}
          d={budsOf(placed, (index) => movedClasses.has(index))}
          className={styles.movedBuds}
        />
      ))}
      <path d={strays} className={styles.strays} />
      <path d={traces} className={isDifference ? styles.strongTraces : styles.traces} />
    </svg>
  );
});

const limbWidth = 2.4;
/** Of the lines to single classes. */
const twigWidth = 1.4;

function widthOf(kind: Branch['kind'], wire: number, form: LeafForm): number {
  if (kind === 'limb') return limbWidth;
  return form === 'outward' ? twigWidth : wire;
}
