/**
 * A class in the tree, in whichever form: picture, name and the line whose length is its accuracy.
 * It is redrawn only when one of these changes.
 */
import { ArrowLeftRight, Pin } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import type { ImageShape } from '../../../spec/units.ts';
import { isCharacter } from '../../kit/names/className.ts';
import { Thumbnail } from '../../kit/thumbnail/Thumbnail.tsx';
import type { ImageTone } from '../../viewProps.ts';
import styles from '../ClassTree.module.css';
import type { LeafForm, PlacedLeaf } from '../layout/treeLayout.ts';
import type { TreeStop } from '../treeKeys.ts';

export interface TreeLeafProps {
  readonly stop: TreeStop;
  readonly placed: PlacedLeaf;
  readonly form: LeafForm;
  readonly thumbnail: number;
  /** As shown, and as said. */
  readonly name: string;
  readonly label: string;
  readonly accuracy: number | null;
  readonly bytes: Uint8Array | null;
  readonly shape: ImageShape;
  readonly tone: ImageTone;
  readonly isLit: boolean;
  readonly isHeld: boolean;
  readonly isActive: boolean;
  readonly isMoved: boolean;
  readonly isPinned: boolean;
  /** Goes back and forth. */
  readonly isUndecided: boolean;
  /** On its way here: its place is kept. */
  readonly isExpected: boolean;
  readonly isFaded: boolean;
}

/** A class on its wire: picture, name, and its accuracy as the line underneath. */
export const TreeLeafView = memo(function TreeLeafView(props: TreeLeafProps) {
  const { stop, placed, form, thumbnail, name, accuracy, isExpected, isMoved } = props;
  const faded = props.isFaded ? ` ${styles.faded}` : '';
  return (
    <div
      role="treeitem"
      aria-level={stop.depth}
      aria-posinset={stop.place}
      aria-setsize={stop.siblings}
      aria-selected={props.isHeld}
      aria-label={props.label}
      tabIndex={props.isActive ? 0 : -1}
      data-key={stop.key}
      className={leafClasses(props)}
      style={leafStyle(placed, form)}
    >
      <span className={`${styles.picture}${faded}`} style={pictureStyle(placed, form, thumbnail)}>
        {isExpected ? (
          <span className={styles.expected} style={{ width: thumbnail, height: thumbnail }} />
        ) : (
          <Thumbnail
            bytes={props.bytes}
            shape={props.shape}
            size={thumbnail}
            tone={props.tone}
            lit={props.isLit}
          />
        )}
        {props.isPinned && <Pin size={10} strokeWidth={2.5} className={styles.pin} aria-hidden />}
        {props.isUndecided && (
          <ArrowLeftRight size={10} strokeWidth={2.5} className={styles.undecided} aria-hidden />
        )}
      </span>
      <i className={`${styles.track}${faded}`} style={trackStyle(accuracy, thumbnail)} />
      <span className={isCharacter(name) ? styles.character : styles.leafName}>
        {isExpected ? (
          'its new place'
        ) : (
          <bdi className={isMoved ? styles.movedName : undefined}>{name}</bdi>
        )}
      </span>
    </div>
  );
});

/** The place that a class has left. */
export const TreeGhost = memo(function TreeGhost(props: {
  readonly placed: PlacedLeaf;
  readonly form: LeafForm;
  readonly thumbnail: number;
  readonly name: string;
}) {
  const { placed, form, thumbnail, name } = props;
  return (
    <div
      className={`${styles.leaf} ${styles[form]} ${flipped(placed)}`}
      style={leafStyle(placed, form)}
    >
      <span className={styles.picture} style={pictureStyle(placed, form, thumbnail)}>
        <span className={styles.ghost} style={{ width: thumbnail, height: thumbnail }} />
      </span>
      <i className={styles.noTrack} />
      <span className={styles.leafName} title={`${name} was here`}>
        was here
      </span>
    </div>
  );
});

/** As long as the picture is wide, at least as long as can be read. */
function trackStyle(accuracy: number | null, thumbnail: number): CSSProperties {
  const style = {
    '--known': `${Math.round((accuracy ?? 0) * 100)}%`,
    '--track': `${Math.max(minTrack, thumbnail)}px`,
  };
  return style as CSSProperties;
}

const minTrack = 26;

function leafClasses(props: TreeLeafProps): string {
  const classes = [styles.leaf, styles[props.form], flipped(props.placed)];
  if (props.isLit) classes.push(styles.lit);
  if (props.isHeld) classes.push(styles.held);
  if (props.isMoved) classes.push(styles.moved);
  return classes.join(' ');
}

/** Whether a radius points left, so that its text is turned to be read. */
function isFlipped(angle: number | undefined): boolean {
  return angle !== undefined && Math.cos((angle * Math.PI) / 180) < 0;
}

function flipped({ angle }: PlacedLeaf): string {
  return isFlipped(angle) ? styles.flipped : '';
}

function leafStyle({ box, foot, angle }: PlacedLeaf, form: LeafForm): CSSProperties {
  if (form !== 'outward' || angle === undefined) {
    return { left: box.x, top: box.y, width: box.width, height: box.height };
  }
  const inward = foot.x - box.x;
  const isBack = isFlipped(angle);
  return {
    left: isBack ? foot.x - (box.width - inward) : box.x,
    top: box.y,
    width: box.width,
    height: box.height,
    transform: `rotate(${isBack ? angle + 180 : angle}deg)`,
    transformOrigin: `${isBack ? box.width - inward : inward}px 50%`,
  };
}

/** Pictures stay upright however their radius is turned. */
function pictureStyle({ angle }: PlacedLeaf, form: LeafForm, size: number): CSSProperties {
  const turn =
    form === 'outward' && angle !== undefined ? (isFlipped(angle) ? -angle - 180 : -angle) : 0;
  return { width: size, height: size, ...(turn === 0 ? {} : { transform: `rotate(${turn}deg)` }) };
}
