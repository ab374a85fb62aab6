import { memo } from 'react';
import { formatFixed } from '../../lib/numberFormat.ts';
import { lossNameOf } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import type { LossChartProps } from '../viewProps.ts';
import { lossCurves, lossDescription, lossExtent, newestPoint, paintsAlike } from './curves.ts';
import { lossTable } from './curveTables.ts';
import { NewestMark } from './NewestMark.tsx';
import { RoundTiles } from './RoundTiles.tsx';

/** Training loss, a tile a round, with the newest value beside its end. */
export const LossChart = memo(function LossChart({ state, newest }: LossChartProps) {
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
        extent={lossExtent(newest ?? state)}
        percent={false}
        sets={[{ curves, weight: 'strong' }]}
      >
        {(place) =>
          point && <NewestMark point={point} place={place} text={formatFixed(point.y, 2)} />
        }
      </RoundTiles>
    </FigureFrame>
  );
}, paintsAlike);

function lossNote({ spec }: Pick<RunState, 'spec'>): string {
  return `${lossNameOf(spec.method)}, train`;
}
