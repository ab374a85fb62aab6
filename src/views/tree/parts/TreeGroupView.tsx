/**
 * A group in the tree: its name and facts, folded or open, turned as its form of the tree needs it.
 */
import { ChevronRight } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import type { ClassIndex } from '../../../spec/units.ts';
import type { ClassImages } from '../../classImages.ts';
import { limbColour } from '../../kit/colours/limbColour.ts';
import textStyles from '../../kit/styles/text.module.css';
import { Thumbnail } from '../../kit/thumbnail/Thumbnail.tsx';
import { toneOf } from '../../kit/thumbnail/thumbnailPixels.ts';
import styles from '../ClassTree.module.css';
import type { PlacedGroup } from '../layout/treeLayout.ts';
import type { TreeStop } from '../treeKeys.ts';

export interface TreeGroupProps {
  /** Null where the group is drawn a second time, on the other side of the trunk. */
  readonly stop: TreeStop | null;
  readonly placed: PlacedGroup;
  readonly name: string;
  /** Null where there is no room. */
  readonly facts: string | null;
  readonly label: string;
  readonly isActive: boolean;
  /** Whether the class pointed at is in it. */
  readonly isLit: boolean;
  /** For small pictures of its classes, where it is folded and they have room. */
  readonly images: ClassImages | null;
}

/** The label of a group; pressing it folds and unfolds. */
export const TreeGroupView = memo(function TreeGroupView(props: TreeGroupProps) {
  const { stop, placed, name, facts, isActive, isLit, images } = props;
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
      className={`${styles.group} ${styles[form]} ${isLit ? styles.litGroup : ''} ${turnOf(placed)}`}
      style={{ ...groupStyle(placed), '--limb': limbColour(group.limb) } as CSSProperties}
    >
      <span className={styles.groupName}>
        {placed.isFolded && form !== 'radial' && placed.buds !== null && (
          <ChevronRight size={11} strokeWidth={2.5} className={styles.chevron} aria-hidden />
        )}
        <bdi className={textStyles.ellipsis}>{name}</bdi>
      </span>
      {facts !== null && <span className={styles.groupFacts}>{facts}</span>}
      {images !== null && placed.pictures !== null && (
        <GroupPictures
          classes={group.classes}
          images={images}
          x={placed.pictures.from.x - placed.box.x}
          y={placed.pictures.from.y - placed.box.y}
          step={placed.pictures.step}
          room={placed.pictures.room}
          size={placed.pictures.size}
        />
      )}
    </div>
  );
});

interface GroupPicturesProps {
  readonly classes: readonly ClassIndex[];
  readonly images: ClassImages;
  /** Where the first one stands, from the label's corner. */
  readonly x: number;
  readonly y: number;
  readonly step: number;
  readonly room: number;
  readonly size: number;
}

/** Small pictures of the first classes of a folded group. They stay as they are when it shifts. */
const GroupPictures = memo(function GroupPictures(props: GroupPicturesProps) {
  const { classes, images, x, y, step, room, size } = props;
  return classes.slice(0, room).map((index, seat) => (
    <span
      key={index}
      className={styles.bud}
      style={{ left: x + step * seat - size / 2, top: y - size - 2 }}
    >
      <Thumbnail
        bytes={images.samples[index]?.[0] ?? null}
        shape={images.shape}
        size={size}
        tone={toneOf(images)}
      />
    </span>
  ));
});

/** The text of a turned label stands at the end of its box that is nearer to its node. */
function turnOf(placed: PlacedGroup): string {
  if (placed.pivot === undefined) return '';
  const isInner = placed.box.x < placed.pivot.x;
  return backwards(placed) === isInner ? styles.atStart : styles.atEnd;
}

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
