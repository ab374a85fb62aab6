/**
 * The error of each network by epoch, a tile a round in the round's colour, and the error of the
 * vote as it stood after each round.
 */
import { ensembleErrors } from '../../analysis/rounds/ensembleErrors.ts';
import { endName } from '../../analysis/run/classifierNames.ts';
import { comparedSplit, shownSplit } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { ErrorChartProps } from '../viewProps.ts';
import {
  errorCurves,
  errorDescription,
  errorExtent,
  newestPoint,
  tileOf,
  waitingText,
} from './curves.ts';
import { errorTable } from './curveTables.ts';
import { NewestMark } from './NewestMark.tsx';
import styles from './RoundTiles.module.css';
import { type CurveSet, RoundTiles, type TilePlacer } from './RoundTiles.tsx';

const select = ({ state, newest = state }: ErrorChartProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
  newest: readsOf(newest, 'rounds'),
  waiting: waitingText(state),
});

/** Error by epoch, a tile a round: the shown split thick, the other thin, the vote as a bar. */
export const ErrorChart = drawnFrom(select, function ErrorChart({ state, newest, waiting }) {
  const split = shownSplit(state);
  const compared = comparedSplit(state);
  const curves = errorCurves(state, split);
  const point = newestPoint(state, curves);
  return (
    <FigureFrame
      title="Error"
      note={<Legend end={endName(state)} split={split} compared={compared} />}
      description={errorDescription(state)}
      table={() => errorTable(state)}
    >
      <RoundTiles
        state={state}
        waiting={waiting}
        extent={errorExtent(newest)}
        percent
        sets={[...comparedCurves(state), { curves, weight: 'strong' }]}
      >
        {(place) => (
          <>
            <EnsembleBars state={state} place={place} />
            {point && <NewestMark point={point} place={place} text={formatPercent(point.y)} />}
          </>
        )}
      </RoundTiles>
    </FigureFrame>
  );
});

function comparedCurves(state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>): readonly CurveSet[] {
  const split = comparedSplit(state);
  return split === null ? [] : [{ curves: errorCurves(state, split), weight: 'faint' }];
}

interface LegendProps {
  /** What the bars are of. */
  readonly end: string;
  readonly split: string;
  readonly compared: string | null;
}

function Legend({ end, split, compared }: LegendProps) {
  return (
    <span className={styles.legend}>
      <i className={styles.barKey} />
      {end}
      <i className={styles.strongKey} />
      {split}
      {compared !== null && (
        <>
          <i className={styles.faintKey} />
          {compared}
        </>
      )}
    </span>
  );
}

interface EnsembleBarsProps {
  readonly state: Pick<RunState, 'dataset' | 'rounds'>;
  readonly place: TilePlacer;
}

/** Least width of a tile with the vote's error above it. */
const roomyTile = 28;

/** The vote's error: a bar across each finished round's tile, its value above. */
function EnsembleBars({ state, place }: EnsembleBarsProps) {
  const left = (round: number) => place.x(tileOf(round).from);
  const bars = ensembleErrors(state);
  const roomy = place.tile >= roomyTile;
  return (
    <div aria-hidden>
      {bars.map(({ round, error }) => (
        <i
          key={round}
          className={styles.bar}
          style={{ left: left(round), width: place.tile, top: place.y(error) }}
        />
      ))}
      {bars
        .filter((_, index) => roomy || index === bars.length - 1)
        .map(({ round, error }) => (
          <span
            key={round}
            className={`${styles.value} ${styles.above}`}
            style={{ left: valueLeft(left(round) + place.tile / 2, place.width) }}
          >
            {(error * 100).toFixed(1)}
          </span>
        ))}
    </div>
  );
}

/** The middle of a value, kept within the chart. */
function valueLeft(middle: number, width: number): number {
  return Math.min(middle, width - 14);
}
