/**
 * What lies under the scrubber's head: a segment for each round, filled as far as the run has come,
 * its error as an area.
 */
import { memo } from 'react';
import { formatPercent } from '../../lib/numberFormat.ts';
import { roundColour, roundTextColour } from '../kit/colours/roundColour.ts';
import styles from './Scrubber.module.css';
import { type ScrubberLayout, type ScrubberSegment, trackHeight } from './scrubberLayout.ts';

interface ScrubberSegmentsProps {
  readonly layout: ScrubberLayout;
  /** When the run should end; null where nothing tells. */
  readonly expectedEnd: string | null;
}

/** The track: one segment a round, with its error as an area and its name beneath. */
export const ScrubberSegments = memo(function ScrubberSegments(props: ScrubberSegmentsProps) {
  const { layout, expectedEnd } = props;
  const every = Math.ceil(22 / layout.segments[0].width);
  return layout.segments.map((segment) => (
    <div
      key={segment.round}
      className={segment.begun ? styles.begun : styles.future}
      style={{ left: segment.left, width: segment.width, height: trackHeight }}
      aria-hidden
    >
      <Area segment={segment} isOnly={layout.phases.length > 0} />
      <Ticks epochs={layout.epochs} width={segment.width} />
      {layout.phases.length === 0 && (segment.round - 1) % every === 0 && (
        <SegmentLabel
          segment={segment}
          expectedEnd={segment.round === layout.segments.length ? expectedEnd : null}
          isAlone={layout.segments.length === 1}
        />
      )}
    </div>
  ));
});

interface AreaProps {
  readonly segment: ScrubberSegment;
  /** Whether there is but one network, whose colour would tell nothing. */
  readonly isOnly: boolean;
}

function Area({ segment: { round, area, width }, isOnly }: AreaProps) {
  return (
    area !== '' && (
      <svg className={styles.area} width={width} height={trackHeight} aria-hidden>
        <path d={area} fill={isOnly ? 'var(--ink-3)' : roundColour(round)} />
      </svg>
    )
  );
}

/** A tick at every quarter of a round, where there is room. */
function Ticks({ epochs, width }: { readonly epochs: number; readonly width: number }) {
  if (width < 60 || epochs < 4) return null;
  return [0.25, 0.5, 0.75].map((share) => (
    <i key={share} className={styles.tick} style={{ left: `${share * 100}%` }} />
  ));
}

interface SegmentLabelProps {
  readonly segment: ScrubberSegment;
  readonly expectedEnd: string | null;
  /** Whether there is but one round, and no vote. */
  readonly isAlone: boolean;
}

function SegmentLabel({ segment, expectedEnd, isAlone }: SegmentLabelProps) {
  const { round, width } = segment;
  return (
    <span className={styles.label}>
      <b style={{ color: roundTextColour(round) }}>
        {isAlone ? '' : width < 56 ? round : `Round ${round}`}
      </b>
      {width > 190 && <span>{segmentNote(segment, expectedEnd, isAlone)}</span>}
    </span>
  );
}

/** What the round left behind, or when the run should end. */
function segmentNote(
  { ensembleError }: ScrubberSegment,
  expectedEnd: string | null,
  isAlone: boolean,
): string {
  if (ensembleError !== null) {
    return `${formatPercent(ensembleError)} ${isAlone ? '' : 'ensemble '}error`;
  }
  return expectedEnd === null ? '' : `expected ${expectedEnd}`;
}
