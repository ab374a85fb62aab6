import { memo } from 'react';
import { lineSentence } from '../../../views/runs/lineSentence.ts';
import { LineRow } from './LineRow.tsx';
import type { RowItem } from './listItems.ts';
import styles from './RunTree.module.css';
import { rowTitle } from './rowSteps.ts';

interface TreeRowProps {
  readonly item: RowItem;
  /** Its place among all items of the list. */
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly isChosen: boolean;
  /** Whether Tab leads to it. */
  readonly isStop: boolean;
  readonly measure: ((element: Element | null) => void) | undefined;
}

/**
 * A row of the list. It hears of nothing itself: the list does, so that a row costs little to draw, and nothing
 * while it is drawn by the same as before.
 */
export const TreeRow = memo(
  function TreeRow({ item, index, top, isChosen, isStop, measure }: TreeRowProps) {
    const { row, level, place, of, isOpen } = item;
    const title = rowTitle(item);
    return (
      <tr
        ref={measure}
        tabIndex={isStop ? 0 : -1}
        className={styles.item}
        style={{ top }}
        data-key={item.key}
        data-index={index}
        aria-label={lineSentence(row.line, title)}
        aria-level={level}
        aria-posinset={place}
        aria-setsize={of}
        aria-rowindex={index + 1}
        aria-selected={isChosen}
        aria-expanded={isOpen ?? undefined}
      >
        <td className={styles.cell}>
          <LineRow row={row} title={title} isSingle={level === 2} isChosen={isChosen} />
        </td>
      </tr>
    );
  },
  ({ item: { row, ...item }, ...props }, { item: { row: otherRow, ...other }, ...others }) =>
    row === otherRow && isSame(item, other) && isSame(props, others),
);

function isSame<Props extends object>(one: Props, other: Props): boolean {
  return Object.entries(one).every(([name, value]) => Reflect.get(other, name) === value);
}
