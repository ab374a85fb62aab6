import { ChevronRight } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { limbColour } from '../assignment/treeOrder.ts';
import styles from './ClassTree.module.css';
import type { TreeStop } from './treeKeys.ts';
import type { PlacedGroup } from './treeLayout.ts';

export interface TreeGroupProps {
  /** Null where the group is drawn a second time, on the other side of the trunk. */
  readonly stop: TreeStop | null;
  readonly placed: PlacedGroup;
  readonly name: string;
  readonly facts: string;
  readonly label: string;
  readonly isActive: boolean;
  /** Whether the class pointed at is in it. */
  readonly isLit: boolean;
  /** Small pictures of its classes, where it is folded and they have room. */
  readonly children?: ReactNode;
}

/** The label of a group; pressing it folds and unfolds. */
export const TreeGroupView = memo(function TreeGroupView(props: TreeGroupProps) {
  const { stop, placed, name, facts, isActive, isLit, children } = props;
  const { group, form } = placed;
  const item =
    stop === null
      ? { 'aria-hidden': true as const }
      : {
          role: 'treeitem',
          'aria-level': stop.depth,
          'aria-posinset': stop.place,
          'aria-setsize': stop.siblings,
          'aria-label': props.label,
          tabIndex: isActive ? 0 : -1,
          ...(stop.isExpanded === null ? {} : { 'aria-expanded': stop.isExpanded }),
        };
  return (
    <div
      {...item}
      data-key={group.key}
      className={`${styles.group} ${styles[form]} ${isLit ? styles.litGroup : ''} ${backwards(placed) ? styles.flipped : ''}`}
      style={{ ...groupStyle(placed), '--limb': limbColour(group.colour) } as CSSProperties}
    >
      <span className={styles.groupName}>
        {placed.isFolded && placed.buds?.picture == null && (
          <ChevronRight size={11} strokeWidth={2.5} className={styles.chevron} aria-hidden />
        )}
        <bdi>{name}</bdi>
      </span>
      {form !== 'upright' && <span className={styles.groupFacts}>{facts}</span>}
      {children}
    </div>
  );
});

function backwards({ angle }: PlacedGroup): boolean {
  return angle !== undefined && Math.cos((angle * Math.PI) / 180) < 0;
}

function groupStyle(placed: PlacedGroup): CSSProperties {
  const { box, pivot, angle } = placed;
  const place = { left: box.x, top: box.y, width: box.width, height: box.height };
  if (pivot === undefined || angle === undefined) return place;
  const along = pivot.x - box.x;
  if (!backwards(placed)) {
    return { ...place, transform: `rotate(${angle}deg)`, transformOrigin: `${along}px 50%` };
  }
  return {
    ...place,
    left: pivot.x - (box.width - along),
    transform: `rotate(${angle + 180}deg)`,
    transformOrigin: `${box.width - along}px 50%`,
  };
}
