import { memo } from 'react';
import { formatFixed } from '../../lib/numberFormat.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { formatTick } from '../kit/formatTick.ts';
import type { MixtureLossProps } from '../viewProps.ts';
import { EpochPlot } from './EpochPlot.tsx';
import { epochLineTable } from './epochLine.ts';
import { mixtureLossDescription, mixtureLossExtent, mixtureLosses } from './mixtureLines.ts';
import { paintsAlike } from './paintsAlike.ts';

/** Training loss by epoch, the flat twin's dotted. */
export const MixtureLoss = memo(function MixtureLoss(props: MixtureLossProps) {
  const { state, newest = state, flat } = props;
  const lines = mixtureLosses(state, flat);
  return (
    <FigureFrame
      title="Loss"
      note={`cross-entropy, train${flat === null ? '' : '; the flat twin dotted'}`}
      description={mixtureLossDescription(lines)}
      table={() => epochLineTable(lines, (loss) => formatFixed(loss, 4))}
    >
      <EpochPlot
        state={state}
        lines={lines}
        extent={mixtureLossExtent(newest, flat)}
        tickText={formatTick}
        valueText={(loss) => formatFixed(loss, 2)}
      />
    </FigureFrame>
  );
}, paintsAlike);
