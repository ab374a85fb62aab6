/**
 * The training loss of each network by epoch: what the optimiser minimises, weighted by importance
 * where the method has any, so that the heights of two rounds cannot be compared.
 */
import { formatFixed } from '../../lib/numberFormat.ts';
import { lossNameOf } from '../../spec/methods/methodFacts.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { LossChartProps } from '../viewProps.ts';
import { lossCurves, lossDescription, lossExtent, newestPoint, waitingText } from './curves.ts';
import { lossTable } from './curveTables.ts';
import { NewestMark } from './NewestMark.tsx';
import { RoundTiles } from './RoundTiles.tsx';

const select = ({ state, newest = state }: LossChartProps) => ({
  state: readsOf(state, 'spec', 'rounds'),
  newest: readsOf(newest, 'dataset', 'rounds'),
  waiting: waitingText(state),
});

/** Training loss, a tile a round, with the newest value beside its end. */
export const LossChart = drawnFrom(select, function LossChart({ state, newest, waiting }) {
  const curves = lossCurves(state);
  const point = newestPoint(state, curves);
  return (
    <FigureFrame
      title="Loss"
      note={lossNote(state)}
      description={lossDescription(state)}
      table={() => lossTable(state)}
    >
      <RoundTiles
        state={state}
        waiting={waiting}
        extent={lossExtent(newest)}
        percent={false}
        sets={[{ curves, weight: 'strong' }]}
      >
        {(place) =>
          point && <NewestMark point={point} place={place} text={formatFixed(point.y, 2)} />
        }
      </RoundTiles>
    </FigureFrame>
  );
});

function lossNote({ spec }: Pick<RunState, 'spec'>): string {
  return `${lossNameOf(spec.method)}, train`;
}
