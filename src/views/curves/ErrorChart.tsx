import { memo, useMemo } from 'react';
import type { RunState } from '../../spec/runState.ts';
import { FigureFrame } from '../figure/FigureFrame.tsx';
import { roundTextColour } from '../shared/roundColour.ts';
import { networkError, shownSplit } from '../shared/runFacts.ts';
import type { ErrorChartProps } from '../viewProps.ts';
import { ensembleBars, errorCurves, errorDescription, errorLimit, tileOf } from './curves.ts';
import { errorTable } from './curveTables.ts';
import styles from './RoundTiles.module.css';
import { RoundTiles, type TilePlacer } from './RoundTiles.tsx';

/** Error by epoch, a tile a round: the shown split thick, training thin, the vote as a bar. */
export const ErrorChart = memo(function ErrorChart({ state, newest }: ErrorChartProps) {
  const split = shownSplit(state);
  const sets = useMemo(
    () => [
      ...(split === 'train'
        ? []
        : [{ curves: errorCurves(state, 'train'), weight: 'faint' as const }]),
      { curves: errorCurves(state, split), weight: 'strong' as const },
    ],
    [state, split],
  );
  return (
    <FigureFrame
      title="Error"
      note={<Legend split={split} />}
      description={errorDescription(state)}
      table={() => errorTable(state)}
    >
      <RoundTiles state={state} limit={errorLimit(newest ?? state)} percent sets={sets}>
        {(place) => <ErrorMarks state={state} place={place} />}
      </RoundTiles>
    </FigureFrame>
  );
});

function Legend({ split }: { readonly split: string }) {
  return (
    <>
      <i className={styles.key} />
      ensemble
      <i className={styles.thick} />
      {split}
      {split !== 'train' && (
        <>
          <i className={styles.thinKey} />
          train
        </>
      )}
    </>
  );
}

interface ErrorMarksProps {
  readonly state: RunState;
  readonly place: TilePlacer;
}

/** Least width of a tile with its number above. */
const roomyTile = 32;

/** The vote's bar in each tile, and each network's error above its tile. */
function ErrorMarks({ state, place }: ErrorMarksProps) {
  const split = shownSplit(state);
  const tile = place.x(1) - place.x(0);
  const left = (round: number) => place.x(tileOf(round).from);
  return (
    <div aria-hidden>
      {ensembleBars(state).map(({ round, error }) => (
        <i
          key={round}
          className={styles.bar}
          style={{ left: left(round), width: tile, top: place.y(error) }}
        />
      ))}
      {tile >= roomyTile &&
        state.rounds.map((round) => (
          <span
            key={round.round}
            className={`${styles.value} ${styles.above}`}
            style={{ left: left(round.round) + tile / 2, color: roundTextColour(round.round) }}
          >
            {shortPercent(networkError(round, split))}
          </span>
        ))}
    </div>
  );
}

function shortPercent(error: number | null): string {
  return error === null ? '–' : (error * 100).toFixed(1);
}
