import { memo } from 'react';
import { shownSplit } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { formatPercentTick } from '../kit/formatTick.ts';
import type { MixtureErrorProps } from '../viewProps.ts';
import { EpochPlot } from './EpochPlot.tsx';
import { epochLineTable } from './epochLine.ts';
import { mixtureErrorDescription, mixtureErrorExtent, mixtureErrors } from './mixtureLines.ts';
import { paintsAlike } from './paintsAlike.ts';

/** Error by epoch on the shown split and in training, the flat twin's dotted. */
export const MixtureError = memo(function MixtureError(props: MixtureErrorProps) {
  const { state, newest = state, flat } = props;
  const lines = mixtureErrors(state, flat);
  return (
    <FigureFrame
      title="Error"
      note={`top 1, ${shownSplit(state)} in ink${flat === null ? '' : '; the flat twin dotted'}`}
      description={mixtureErrorDescription(lines)}
      table={() => epochLineTable(lines, (error) => formatPercent(error))}
    >
      <EpochPlot
        state={state}
        lines={lines}
        extent={mixtureErrorExtent(newest, flat)}
        tickText={formatPercentTick}
        valueText={(error) => formatPercent(error)}
      />
    </FigureFrame>
  );
}, paintsAlike);
