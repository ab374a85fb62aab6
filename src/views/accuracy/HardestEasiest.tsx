/**
 * The ends of the class list, hardest and easiest, with the accuracy of every network and of the
 * vote on one scale: whether later networks help where the first was weak.
 */
import { useMemo, useState } from 'react';
import { type AccuracyRows, accuracyRows } from '../../analysis/rounds/accuracyRows.ts';
import { onlyClassifier } from '../../analysis/run/classifierNames.ts';
import { shownSplit } from '../../analysis/run/runFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { SplitName } from '../../spec/units.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { SplitSwitch } from '../kit/SplitSwitch.tsx';
import { accuracyFloor } from '../kit/scales/accuracyFloor.ts';
import type { HardestEasiestProps } from '../viewProps.ts';
import { AccuracyRowView } from './AccuracyRowView.tsx';
import { place, ticksFrom } from './accuracyAxis.ts';
import { accuracyDescription, accuracyTable, shortNameOf } from './accuracyWords.ts';
import styles from './HardestEasiest.module.css';

const select = ({ state, newest = state, images, link }: HardestEasiestProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
  newest: readsOf(newest, 'dataset', 'rounds'),
  images,
  link,
});

/** Accuracy of the hardest and easiest classes: a dot a network, a bar for the vote. */
export const HardestEasiest = drawnFrom(
  select,
  function HardestEasiest({ state, newest, images, link }) {
    const [chosen, setSplit] = useState<SplitName | null>(null);
    const split = chosen ?? shownSplit(state);
    const rows = useMemo(() => accuracyRows(state, split), [state, split]);
    const floor = accuracyFloor(newest, split);
    const row = { state, images, link, floor };
    const isAlone = onlyClassifier(state) !== null;
    const longNames = state.dataset.classes.some((name) => name.length > 3);
    return (
      <FigureFrame
        title="Accuracy of the hardest and easiest"
        note={<Legend state={state} split={split} />}
        description={accuracyDescription(state, split)}
        table={() => accuracyTable(state, split)}
        controls={<SplitSwitch state={state} split={split} onSplit={setSplit} />}
      >
        <div
          className={longNames ? `${styles.chart} ${styles.longNames}` : styles.chart}
          data-alone={isAlone || undefined}
        >
          <Axis height={chartHeight(rows)} floor={floor} isAlone={isAlone} />
          {rows.hardest.map((entry) => (
            <AccuracyRowView key={entry.index} {...row} row={entry} />
          ))}
          {rows.between > 0 && (
            <p className={styles.between}>
              <span>{rows.between} classes between</span>
            </p>
          )}
          {rows.easiest.map((entry) => (
            <AccuracyRowView key={entry.index} {...row} row={entry} />
          ))}
        </div>
      </FigureFrame>
    );
  },
);

const rowHeight = 22;

/** Height of the rows beneath the axis, for its grid lines. */
function chartHeight({ hardest, easiest, between }: AccuracyRows): number {
  return (hardest.length + easiest.length + (between > 0 ? 1 : 0)) * rowHeight;
}

interface AxisProps {
  readonly height: number;
  readonly floor: number;
  /** Whether there is one classifier, and no vote. */
  readonly isAlone: boolean;
}

function Axis({ height, floor, isAlone }: AxisProps) {
  const ticks = ticksFrom(floor);
  return (
    <div className={styles.axis} aria-hidden>
      <div className={styles.scale}>
        {ticks.map((tick) => (
          <span key={tick} style={{ left: place(tick, floor) }}>
            {tick === 1 ? '100%' : Math.round(tick * 100)}
          </span>
        ))}
      </div>
      <span className={styles.ensemble}>{isAlone ? '' : 'ens.'}</span>
      {!isAlone && <span className={styles.gain}>gain</span>}
      <div className={styles.gridlines}>
        {ticks.map((tick) => (
          <i key={tick} style={{ left: place(tick, floor), height }} />
        ))}
      </div>
    </div>
  );
}

const splitText: Readonly<Record<SplitName, string>> = {
  train: 'training',
  validation: 'validation',
  test: 'test',
};

/** Networks named in the legend; more would not be read. */
const legendRounds = 4;

interface LegendProps {
  readonly state: Pick<RunState, 'spec' | 'rounds'>;
  readonly split: SplitName;
}

function Legend({ state, split }: LegendProps) {
  const newest = state.rounds.length;
  const first = Math.max(0, newest - legendRounds);
  return (
    <>
      {splitText[split]} images
      {onlyClassifier(state) === null && (
        <span className={styles.key}>
          <i className={styles.keyBar} />
          ensemble
        </span>
      )}
      {state.rounds.slice(first).map(({ round }) => (
        <span key={round} className={styles.key}>
          <i
            className={styles.keyDot}
            style={{
              borderColor: roundColour(round),
              background: round === newest ? roundColour(round) : 'none',
            }}
          />
          {shortNameOf(state, round)}
        </span>
      ))}
    </>
  );
}
