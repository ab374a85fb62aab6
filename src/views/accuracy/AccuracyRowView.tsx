/**
 * A row of the chart of hardest and easiest classes. It is a button, so that a class can be pointed
 * at and held from the keyboard too.
 */
import { standardError } from '../../algorithms/metrics/shareErrors.ts';
import type { AccuracyRow } from '../../analysis/rounds/accuracyRows.ts';
import { onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { fewImages, shownSplit } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { ClassImages } from '../classImages.ts';
import type { ClassLink } from '../classLink.ts';
import { classButtonProps } from '../kit/classButton.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { ClassName } from '../kit/names/ClassName.tsx';
import { ClassTiles } from '../kit/thumbnail/ClassTiles.tsx';
import { place } from './accuracyAxis.ts';
import { formatGain } from './accuracyWords.ts';
import styles from './HardestEasiest.module.css';

interface AccuracyRowProps {
  readonly state: Pick<RunState, 'spec' | 'dataset'>;
  readonly images: ClassImages | null;
  readonly link: ClassLink;
  readonly row: AccuracyRow;
  /** Where the scale begins. */
  readonly floor: number;
}

/** One class: its samples, its dots on the scale, and two numbers. */
export function AccuracyRowView({ state, images, link, row, floor }: AccuracyRowProps) {
  const { index, gain } = row;
  const only = onlyClassifier(state);
  const decided = only === null ? row.ensemble : (row.networks.at(-1)?.accuracy ?? null);
  const lit = link.lit === index;
  const name = state.dataset.classes[index];
  return (
    <button
      {...classButtonProps(link, index)}
      className={lit ? `${styles.row} ${styles.lit}` : styles.row}
      aria-label={`${name}, ${only ?? 'ensemble'} ${formatPercent(decided, 0)}${only === null ? `, gain ${formatGain(gain)}` : ''}`}
      title={precisionNote(state, index, decided)}
    >
      <ClassTiles images={images} index={index} count={2} size={18} />
      <span className={styles.name}>
        <ClassName name={name} />
      </span>
      <Marks row={row} floor={floor} hasVote={only === null} />
      <span className={styles.ensemble}>{formatPercent(decided, 0)}</span>
      {only === null && <span className={styles.gain}>{formatGain(gain)}</span>}
    </button>
  );
}

interface MarksProps extends Pick<AccuracyRowProps, 'row' | 'floor'> {
  /** Whether there is a vote beside the networks. */
  readonly hasVote: boolean;
}

/** Dots of the networks on a line from the lowest to the highest, and the vote's bar. */
function Marks({ row: { networks, ensemble }, floor, hasVote }: MarksProps) {
  const known = networks.filter((network) => network.accuracy !== null);
  const shares = known.map(({ accuracy }) => accuracy ?? 0);
  const newest = networks.length;
  return (
    <svg className={styles.marks} height="18" aria-hidden>
      {shares.length > 1 && (
        <line
          className={styles.range}
          x1={place(Math.min(...shares), floor)}
          x2={place(Math.max(...shares), floor)}
          y1="9"
          y2="9"
        />
      )}
      {known.map(({ round, accuracy }) => (
        <NetworkMark
          key={round}
          round={round}
          accuracy={accuracy ?? 0}
          floor={floor}
          isNewest={round === newest}
        />
      ))}
      {hasVote && ensemble !== null && (
        <svg x={place(ensemble, floor)} overflow="visible" aria-hidden>
          <rect className={styles.bar} x="-1.5" y="2" width="3" height="14" rx="0.5" />
        </svg>
      )}
    </svg>
  );
}

interface NetworkMarkProps {
  readonly round: number;
  readonly accuracy: number;
  readonly floor: number;
  readonly isNewest: boolean;
}

/** A dot; an arrowhead at the edge where the accuracy lies below the scale. */
function NetworkMark({ round, accuracy, floor, isNewest }: NetworkMarkProps) {
  const colour = {
    stroke: roundColour(round),
    fill: isNewest ? roundColour(round) : 'var(--sheet)',
  };
  if (accuracy < floor) return <path className={styles.dot} d="M-5 9l6 -4v8z" {...colour} />;
  return (
    <circle
      className={styles.dot}
      cx={place(accuracy, floor)}
      cy="9"
      r={isNewest ? 4.4 : 3.6}
      {...colour}
    />
  );
}

/** How far the number can be trusted: its standard error, and a warning for few images. */
function precisionNote(
  state: Pick<RunState, 'dataset'>,
  index: ClassIndex,
  accuracy: number | null,
): string | undefined {
  const count = state.dataset.classCounts[shownSplit(state)][index];
  if (accuracy === null) return undefined;
  const few = count < fewImages ? ': too few to trust' : '';
  return `± ${formatPercent(standardError(accuracy, count))} standard error, ${count} images${few}`;
}
