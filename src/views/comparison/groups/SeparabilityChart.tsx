/**
 * How far apart the classes of each group lie in feature space, before adaptation and after, beside
 * the other run. Choosing a group narrows the figures beside it.
 */

import { memo, useState } from 'react';
import type {
  GeometryMoments,
  GroupSeparability,
} from '../../../analysis/groups/groupSeparability.ts';
import { stepUp, ticksOf } from '../../../analysis/scales/scale.ts';
import { formatFixed } from '../../../lib/numberFormat.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { ClassName } from '../../kit/names/ClassName.tsx';
import { formatTick } from '../../kit/scales/formatTick.ts';
import { leftOnPage } from '../../takeaway/leftOnPage.ts';
import { Absent } from '../Absent.tsx';
import styles from './SeparabilityChart.module.css';
import { geometryGap, separabilityTable, separabilityText } from './separabilityWords.ts';

interface SeparabilityChartProps {
  readonly moments: GeometryMoments;
  /** The greatest change first. */
  readonly rows: readonly GroupSeparability[];
  readonly groupNames: readonly string[];
  readonly otherName: string;
  /** The group looked at; null for all. */
  readonly group: number | null;
  readonly onGroup: (group: number | null) => void;
}

/** Rows shown at first. */
const firstRows = 10;
const limits = [0.5, 1, 2, 3, 5, 8, 10, 15, 20, 30, 50, 80, 100, 150, 200, 300, 500, 1000];

/** How far apart the classes of each group lie, before and after (Fig. 10). */
export const SeparabilityChart = memo(function SeparabilityChart(props: SeparabilityChartProps) {
  const { moments, rows, groupNames } = props;
  const [showsAll, setShowsAll] = useState(false);
  const gap = geometryGap(moments);
  const isKnown = moments.before !== null || moments.after !== null;
  // The chosen group stands there wherever it ranks.
  const shown = rows.filter(({ group }, at) => showsAll || at < firstRows || group === props.group);
  const most = rows.reduce(
    (top, row) => Math.max(top, row.before ?? 0, row.after ?? 0, row.other ?? 0),
    0,
  );
  const limit = stepUp(most, limits);
  return (
    <FigureFrame
      title="Separability within groups"
      note={<Legend {...props} />}
      description={isKnown ? separabilityText(rows) : (gap ?? '')}
      table={() => separabilityTable(rows, groupNames)}
    >
      {isKnown && (
        <div className={styles.chart}>
          <Scale limit={limit} />
          <div className={styles.rows}>
            {shown.map((row) => (
              <Row key={row.group} {...props} row={row} limit={limit} />
            ))}
          </div>
          {rows.length > firstRows && (
            <button
              type="button"
              {...leftOnPage}
              className={styles.more}
              onClick={() => setShowsAll(!showsAll)}
            >
              {showsAll ? `Show ${firstRows}` : `Show all ${rows.length} groups`}
            </button>
          )}
          <p className={styles.words}>{separabilityText(rows)}</p>
        </div>
      )}
      {gap !== null && <Absent>{gap}</Absent>}
    </FigureFrame>
  );
});

function Legend({ moments, otherName }: SeparabilityChartProps) {
  const { before, after, other } = moments;
  return (
    <>
      squared distance of class means over their squared spreads, mean over pairs of a group
      <span className={styles.keys}>
        {before !== null && (
          <span className={styles.key}>
            <i className={styles.before} />
            before, epoch {before.epoch}
          </span>
        )}
        {after !== null && (
          <span className={styles.key}>
            <i className={styles.after} />
            after, epoch {after.epoch}
          </span>
        )}
        {other !== null && (
          <span className={styles.key}>
            <i className={styles.other} />
            <bdi>{otherName}</bdi>
          </span>
        )}
      </span>
    </>
  );
}

function Scale({ limit }: { readonly limit: number }) {
  return (
    <div className={styles.scale} aria-hidden>
      <div className={styles.ticks}>
        {ticksOf({ min: 0, max: limit }, 4).map((tick) => (
          <span key={tick} style={{ left: `${(100 * tick) / limit}%` }}>
            {formatTick(tick)}
          </span>
        ))}
      </div>
    </div>
  );
}

interface RowProps extends SeparabilityChartProps {
  readonly row: GroupSeparability;
  readonly limit: number;
}

function Row({ row, limit, groupNames, group, onGroup }: RowProps) {
  const { before, after, other } = row;
  const name = groupNames[row.group];
  const place = (value: number) => `${(100 * value) / limit}%`;
  const isChosen = group === row.group;
  return (
    <button
      type="button"
      className={isChosen ? `${styles.row} ${styles.chosen}` : styles.row}
      aria-pressed={isChosen}
      aria-label={`${name}, before ${formatFixed(before, 2)}, after ${formatFixed(after, 2)}, other run ${formatFixed(other, 2)}`}
      onClick={() => onGroup(isChosen ? null : row.group)}
    >
      <span className={styles.name}>
        <ClassName name={name} />
      </span>
      <span className={styles.track}>
        {before !== null && after !== null && (
          <i
            className={styles.span}
            style={{
              left: place(Math.min(before, after)),
              width: place(Math.abs(after - before)),
            }}
          />
        )}
        {other !== null && <i className={styles.other} style={{ left: place(other) }} />}
        {before !== null && <i className={styles.before} style={{ left: place(before) }} />}
        {after !== null && <i className={styles.after} style={{ left: place(after) }} />}
      </span>
      <span className={styles.values}>
        {after === null
          ? formatFixed(before, 1)
          : `${formatFixed(before, 1)} → ${formatFixed(after, 1)}`}
      </span>
    </button>
  );
}
