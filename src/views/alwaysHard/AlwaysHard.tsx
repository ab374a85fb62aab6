/**
 * The share of classes that every network so far finds hard, ρ, round by round, under the bound of
 * Eq. 16. It says why there is no bound where the method or μ allows none.
 */
import { type HardShare, hardShares } from '../../analysis/rounds/hardShares.ts';
import { totalRounds } from '../../analysis/run/runFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { roundTextColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import type { AlwaysHardProps } from '../viewProps.ts';
import styles from './AlwaysHard.module.css';
import { HardLines } from './HardLines.tsx';
import {
  allowedAt,
  earlierBounds,
  type HardPlace,
  hardHeight,
  hardPlace,
  newestLabels,
  shareLimit,
} from './hardLayout.ts';
import { boundNote, emptyNote, hardDescription, hardTable } from './hardWords.ts';

const select = ({ state, newest = state }: AlwaysHardProps) => ({
  state: readsOf(state, 'phase', 'spec', 'rounds'),
  newest: readsOf(newest, 'rounds'),
});

/** ρ by round, from soft and from hard errors, under the bound that theory gives. */
export const AlwaysHard = drawnFrom(select, function AlwaysHard({ state, newest }) {
  const note = boundNote(state);
  return (
    <FigureFrame
      title="Always-hard share"
      note={
        <>
          <i className={styles.rho}>ρ</i> and its bound, Eq. 16
        </>
      }
      description={hardDescription(state)}
      table={() => hardTable(state)}
    >
      <Plot state={state} limit={shareLimit(newest)} />
      {note !== null && <p className={styles.note}>{note}</p>}
    </FigureFrame>
  );
});

interface PlotProps {
  readonly state: Pick<RunState, 'phase' | 'spec' | 'rounds'>;
  readonly limit: number;
}

function Plot({ state, limit }: PlotProps) {
  const [width, ref] = useWidth(200);
  const shares = hardShares(state);
  const place = hardPlace(state, width, limit);
  const empty = emptyNote(state);
  return (
    <div ref={ref} className={chartStyles.plot} style={{ height: hardHeight }}>
      <HardLines shares={shares} place={place} width={width} limit={limit} />
      <Labels shares={shares} place={place} />
      <Rounds count={totalRounds(state)} place={place} />
      {empty !== null && <p className={styles.empty}>{empty}</p>}
    </div>
  );
}

interface LabelsProps {
  readonly shares: readonly HardShare[];
  readonly place: HardPlace;
}

function Labels({ shares, place }: LabelsProps) {
  const allowed = allowedAt(shares, place);
  return (
    <div aria-hidden>
      {allowed && (
        <span className={styles.allowed} style={allowed}>
          allowed
        </span>
      )}
      {earlierBounds(shares, place).map(({ round, text, left, top }) => (
        <span key={round} className={styles.earlier} style={{ left, top }}>
          {text}
        </span>
      ))}
      {newestLabels(shares, place).map(({ kind, text, left, top }) => (
        <span key={kind} className={styles.newest} style={{ left, top }}>
          {text}
        </span>
      ))}
    </div>
  );
}

interface RoundsProps {
  readonly count: number;
  readonly place: HardPlace;
}

/** The rounds' numbers beneath the plot: all, or as many as have room. */
function Rounds({ count, place }: RoundsProps) {
  const every = Math.ceil((count > 9 ? 22 : 16) / Math.max(1, place.step));
  return Array.from({ length: count }, (_, index) => index + 1)
    .filter((round) => (round - 1) % every === 0)
    .map((round) => (
      <b
        key={round}
        aria-hidden
        className={chartStyles.round}
        style={{ left: place.x(round), color: roundTextColour(round) }}
      >
        {round}
      </b>
    ));
}
