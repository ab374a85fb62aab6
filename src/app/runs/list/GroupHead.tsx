import { memo, useContext } from 'react';
import type { RunGroup } from '../../../analysis/library/runGroups.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import type { ErrorAxis } from '../../../views/runs/errorAxis.ts';
import {
  devicesText,
  groupFields,
  groupNote,
  groupTitle,
} from '../../../views/runs/libraryWords.ts';
import { useNarrow } from '../../useWidthClass.ts';
import styles from './GroupHead.module.css';
import treeStyles from './RunTree.module.css';
import { RunListContext } from './runListTools.ts';

interface GroupHeadProps {
  readonly group: RunGroup;
  readonly axis: ErrorAxis | null;
  /** Its place among all items of the list. */
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly measure: ((element: Element | null) => void) | undefined;
}

/** What a group is about and in what its runs differ, with the ends of the axis of their errors. */
export const GroupHead = memo(function GroupHead(props: GroupHeadProps) {
  const { group, axis, index, top, measure } = props;
  const { tiles } = useContext(RunListContext);
  const isNarrow = useNarrow();
  return (
    <tr
      ref={measure}
      className={treeStyles.header}
      style={{ top }}
      data-index={index}
      aria-rowindex={index + 1}
    >
      <th scope="row" className={styles.head}>
        <div className={styles.about}>
          {group.dataset !== null && tiles(group.dataset.hash)}
          <h2 className={styles.title}>{groupTitle(group)}</h2>
          <span className={styles.note}>{isNarrow ? groupFields(group) : groupNote(group)}</span>
        </div>
        {axis !== null && (
          <span className={styles.axis} aria-hidden="true">
            <span>{formatPercent(axis.low, 0).replace('%', '')}</span>
            <span>{formatPercent(axis.high, 0)}</span>
          </span>
        )}
        <span className={styles.devices}>{devicesText(group)}</span>
      </th>
    </tr>
  );
});
