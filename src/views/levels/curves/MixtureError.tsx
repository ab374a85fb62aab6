/** The error of the mixture by epoch, beside that of its flat twin. */
import { shownSplit } from '../../../analysis/run/runFacts.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import { drawnFrom } from '../../kit/drawnFrom.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { formatPercentTick } from '../../kit/scales/formatTick.ts';
import type { MixtureErrorProps } from '../../viewProps.ts';
import { mixtureWaiting } from '../levelNames.ts';
import { EpochPlot } from './EpochPlot.tsx';
import { epochLineTable } from './epochLine.ts';
import { mixtureErrorDescription, mixtureErrorExtent, mixtureErrors } from './mixtureLines.ts';

const select = ({ state, newest = state, flat }: MixtureErrorProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds', 'levelwise'),
  newest: readsOf(newest, 'dataset', 'rounds'),
  flat: flat && readsOf(flat, 'rounds'),
  waiting: mixtureWaiting(state),
});

/** Error by epoch on the shown split and in training, the flat twin's dotted. */
export const MixtureError = drawnFrom(
  select,
  function MixtureError({ state, newest, flat, waiting }) {
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
          waiting={waiting}
          lines={lines}
          extent={mixtureErrorExtent(newest, flat)}
          tickText={formatPercentTick}
          valueText={(error) => formatPercent(error)}
        />
      </FigureFrame>
    );
  },
);
