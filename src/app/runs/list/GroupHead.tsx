import { useContext } from 'react';
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
import { RunListContext } from './runListTools.ts';

interface GroupHeadProps {
  readonly group: RunGroup;
  readonly axis: ErrorAxis | null;
}

/** What a group is about and in what its runs differ, with the ends of the axis of their errors. */
export function GroupHead({ group, axis }: GroupHeadProps) {
  const { tiles } = useContext(RunListContext);
  const isNarrow = useNarrow();
  return (
    <div className={styles.head}>
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
    </div>
  );
}
