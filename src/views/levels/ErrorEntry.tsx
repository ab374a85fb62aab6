/**
 * At which level of the tree mistakes begin, coarse ones first, when Ψ was first measured and now;
 * and how far apart in the tree the mistaken classes lie on average.
 */
import { type EntryRow, entryRows } from '../../analysis/levels/errorEntry.ts';
import { levelSplit } from '../../analysis/run/runFacts.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { ErrorEntryProps } from '../viewProps.ts';
import styles from './ErrorEntry.module.css';
import {
  entryDescription,
  entryInk,
  entryLimit,
  entryNames,
  entryTable,
  severityNote,
} from './errorEntryWords.ts';
import { mixtureWaiting } from './levelNames.ts';

const select = ({ state, newest = state }: ErrorEntryProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'levelwise'),
  newest: readsOf(newest, 'dataset', 'levelwise'),
});

/** At which level errors enter, and how severe mistakes are: first measured, and now. */
export const ErrorEntry = drawnFrom(select, function ErrorEntry({ state, newest }) {
  const rows = entryRows(state);
  const limit = entryLimit(newest);
  const names = entryNames(state);
  const waiting = mixtureWaiting(state) ?? 'Not measured on these images';
  return (
    <FigureFrame
      title="Where errors enter"
      note={`the coarsest level that goes wrong, share of ${levelSplit(state)} images`}
      description={entryDescription(state)}
      table={() => entryTable(state)}
    >
      <div className={styles.entry}>
        {rows.length === 0 ? (
          <p className={styles.waiting}>{waiting}</p>
        ) : (
          rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: first and now
            <Bar key={at} row={row} limit={limit} isNow={at === 1} />
          ))
        )}
      </div>
      <ul className={styles.legend}>
        {names.map((name, level) => (
          <li key={name}>
            <i style={{ background: shade(level, names.length) }} />
            {name}
          </li>
        ))}
      </ul>
      <Severity rows={rows} note={severityNote(state)} />
    </FigureFrame>
  );
});

interface BarProps {
  readonly row: EntryRow;
  readonly limit: number;
  readonly isNow: boolean;
}

function Bar({ row, limit, isNow }: BarProps) {
  const { epoch, shares, error } = row;
  return (
    <div className={styles.row}>
      <span className={styles.when}>{isNow ? 'now' : `epoch ${epoch}`}</span>
      <span className={styles.track} aria-hidden>
        {shares.map((share, level) => (
          <Segment
            // biome-ignore lint/suspicious/noArrayIndexKey: a level is its place
            key={level}
            share={share}
            width={share / limit}
            level={level}
            levels={shares.length}
          />
        ))}
      </span>
      <b className={styles.error}>{formatPercent(error)}</b>
    </div>
  );
}

interface SegmentProps {
  readonly share: number;
  /** As a share of the track. */
  readonly width: number;
  readonly level: number;
  readonly levels: number;
}

/** Share of the track from which a number fits. */
const roomy = 0.09;

function Segment({ share, width, level, levels }: SegmentProps) {
  const isDark = entryInk(level, levels) > 0.6;
  return (
    <i
      className={styles.segment}
      style={{
        width: `${width * 100}%`,
        background: shade(level, levels),
        color: isDark ? 'var(--sheet)' : 'var(--ink)',
      }}
    >
      {width >= roomy ? (share * 100).toFixed(1) : ''}
    </i>
  );
}

function shade(level: number, levels: number): string {
  return `color-mix(in srgb, var(--ink) ${entryInk(level, levels) * 100}%, var(--sheet))`;
}

interface SeverityProps {
  readonly rows: readonly EntryRow[];
  readonly note: string;
}

function Severity({ rows, note }: SeverityProps) {
  const [first, now] = rows;
  return (
    <p className={styles.severity}>
      Mean tree distance of a mistake{' '}
      <b>
        {formatFixed(first?.severity, 2)} → {formatFixed(now?.severity, 2)}
      </b>
      <span>{note}</span>
    </p>
  );
}
