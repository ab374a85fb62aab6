/** The named classes of the chart of importance, pushed apart so that they can be read. */
import { formatFixed } from '../../lib/numberFormat.ts';
import type { ClassImages } from '../classImages.ts';
import type { ClassLink } from '../classLink.ts';
import { classButtonProps } from '../kit/classButton.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import { ClassTiles } from '../kit/thumbnail/ClassTiles.tsx';
import styles from './ImportanceChart.module.css';
import type { ImportanceLabel, ImportanceLayout } from './importanceLayout.ts';

interface ImportanceLabelsProps {
  readonly layout: ImportanceLayout;
  readonly names: readonly string[];
  readonly images: ClassImages | null;
  readonly link: ClassLink;
  readonly narrow: boolean;
  /** Whether the method moves importance at all, so that there is a next one to tell. */
  readonly moves: boolean;
}

/** The named classes at the ends of their lines: buttons, so that the keyboard reaches them. */
export function ImportanceLabels(props: ImportanceLabelsProps) {
  const { layout, narrow, moves } = props;
  // Kept between rounds too, while there is no forecast yet: the numbers stay where they are.
  const showNext =
    moves &&
    !narrow &&
    layout.columns.some(({ phase }) => phase === 'forecast' || phase === 'future');
  return (
    <div className={styles.labels} style={{ left: layout.plot.right }}>
      {layout.labels.length > 0 && (
        <div className={styles.labelHead} aria-hidden>
          <span className={styles.value}>now</span>
          {showNext && <span className={styles.value}>next</span>}
        </div>
      )}
      {layout.labels.map((label) => (
        <Label key={label.index} {...props} label={label} showNext={showNext} />
      ))}
    </div>
  );
}

interface LabelProps extends ImportanceLabelsProps {
  readonly label: ImportanceLabel;
  readonly showNext: boolean;
}

function Label({ label, names, images, link, showNext }: LabelProps) {
  const { index, now, next, y } = label;
  const lit = link.lit === index;
  const known = next === null ? '' : `, next ${formatFixed(next, 2)}`;
  return (
    <button
      {...classButtonProps(link, index)}
      className={lit ? `${styles.label} ${styles.litLabel}` : styles.label}
      style={{ top: y }}
      aria-label={`${names[index]}, importance ${formatFixed(now, 2)}${known}`}
    >
      <ClassTiles images={images} index={index} count={2} size={20} lit={lit} />
      <span className={styles.name}>
        <ClassName name={names[index]} />
      </span>
      <span className={styles.value}>{formatFixed(now, 2)}</span>
      {showNext && <span className={`${styles.value} ${styles.next}`}>{formatFixed(next, 2)}</span>}
    </button>
  );
}
