import { memo, useMemo } from 'react';
import { formatFixed } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/runState.ts';
import { FigureFrame } from '../figure/FigureFrame.tsx';
import { roundColour } from '../shared/roundColour.ts';
import type { LossChartProps } from '../viewProps.ts';
import { type Curve, lossCurves, lossDescription, lossLimit } from './curves.ts';
import { lossTable } from './curveTables.ts';
import styles from './RoundTiles.module.css';
import { RoundTiles, type TilePlacer } from './RoundTiles.tsx';

/** Training loss, a tile a round, with the newest value beside its end. */
export const LossChart = memo(function LossChart({ state, newest }: LossChartProps) {
  const curves = useMemo(() => lossCurves(state), [state]);
  return (
    <FigureFrame
      title="Loss"
      note={lossNote(state)}
      description={lossDescription(state)}
      table={() => lossTable(state)}
    >
      <RoundTiles
        state={state}
        limit={lossLimit(newest ?? state)}
        percent={false}
        sets={[{ curves, weight: 'strong' }]}
      >
        {(place) => <NewestLoss curves={curves} place={place} />}
      </RoundTiles>
    </FigureFrame>
  );
});

function lossNote(state: RunState): string {
  const { method } = state.spec;
  const weighted = method.kind === 'complementary' ? 'weighted' : 'cross-entropy';
  return method.kind === 'complementary' && method.objective === 'margin'
    ? 'margin, train'
    : `${weighted}, train`;
}

interface NewestLossProps {
  readonly curves: readonly Curve[];
  readonly place: TilePlacer;
}

function NewestLoss({ curves, place }: NewestLossProps) {
  const curve = curves.findLast(({ points }) => points.length > 0);
  if (curve === undefined) return null;
  const { x, y } = curve.points[curve.points.length - 1];
  const at = { left: place.x(x), top: place.y(y) };
  return (
    <div aria-hidden>
      <i className={styles.dot} style={{ ...at, background: roundColour(curve.round) }} />
      <span className={`${styles.value} ${styles.newest}`} style={at}>
        {formatFixed(y, 2)}
      </span>
    </div>
  );
}
