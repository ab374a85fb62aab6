/**
 * The training loss of the mixture by epoch, beside that of its flat twin: both are cross-entropies
 * of the class, so they can be compared.
 */
import { formatFixed } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import { drawnFrom } from '../../kit/drawnFrom.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { formatTick } from '../../kit/scales/formatTick.ts';
import type { MixtureLossProps } from '../../viewProps.ts';
import { mixtureWaiting } from '../levelNames.ts';
import { EpochPlot } from './EpochPlot.tsx';
import { epochLineTable } from './epochLine.ts';
import { mixtureLossDescription, mixtureLossExtent, mixtureLosses } from './mixtureLines.ts';

const select = ({ state, newest = state, flat }: MixtureLossProps) => ({
  state: readsOf(state, 'spec', 'rounds', 'levelwise'),
  newest: readsOf(newest, 'dataset', 'rounds'),
  flat: flat && readsOf(flat, 'rounds'),
  waiting: mixtureWaiting(state),
});

/** Training loss by epoch, the flat twin's dotted. */
export const MixtureLoss = drawnFrom(
  select,
  function MixtureLoss({ state, newest, flat, waiting }) {
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
          waiting={waiting}
          lines={lines}
          extent={mixtureLossExtent(newest, flat)}
          tickText={formatTick}
          valueText={(loss) => formatFixed(loss, 2)}
        />
      </FigureFrame>
    );
  },
);
