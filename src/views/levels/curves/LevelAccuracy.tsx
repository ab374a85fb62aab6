/**
 * How well each level of the tree does by itself, beside the mixture of all and the flat twin:
 * whether coarse levels are learned first.
 */
import { nearChanceText } from '../../../analysis/levels/nearChance.ts';
import { levelSplit } from '../../../analysis/run/runFacts.ts';
import { formatPercent } from '../../../lib/numberFormat.ts';
import { readsOf } from '../../../spec/run/readsOf.ts';
import { drawnFrom } from '../../kit/drawnFrom.ts';
import { FigureFrame } from '../../kit/figure/FigureFrame.tsx';
import { formatPercentTick } from '../../kit/scales/formatTick.ts';
import type { LevelAccuracyProps } from '../../viewProps.ts';
import { mixtureWaiting } from '../levelNames.ts';
import { EpochPlot } from './EpochPlot.tsx';
import styles from './LevelAccuracy.module.css';
import {
  accuracyExtent,
  levelAccuracyDescription,
  levelAccuracyLines,
  levelAccuracyTable,
  levelReadingText,
} from './levelAccuracyLines.ts';

const select = ({ state, newest = state, flat }: LevelAccuracyProps) => ({
  state: readsOf(state, 'phase', 'spec', 'dataset', 'rounds', 'levelwise'),
  newest: readsOf(newest, 'spec', 'dataset', 'rounds', 'levelwise'),
  flat: flat && readsOf(flat, 'rounds'),
  waiting: mixtureWaiting(state),
  warning: nearChanceText(state),
});

/** Accuracy of each level, the mixture and the flat twin, by epoch. */
export const LevelAccuracy = drawnFrom(
  select,
  function LevelAccuracy({ state, newest, flat, waiting, warning }) {
    return (
      <FigureFrame
        title="Accuracy by level"
        note={`${levelSplit(state)}; ${levelReadingText(state)}${flat === null ? '' : ', the flat twin dotted'}`}
        description={levelAccuracyDescription(state, flat)}
        table={() => levelAccuracyTable(state, flat)}
      >
        <EpochPlot
          state={state}
          waiting={waiting}
          lines={levelAccuracyLines(state, flat)}
          extent={accuracyExtent(newest, flat)}
          tickText={formatPercentTick}
          valueText={(share) => formatPercent(share)}
          namesMarks
        />
        {warning !== null && (
          <p className={styles.warning} role="status">
            {warning}
          </p>
        )}
      </FigureFrame>
    );
  },
);
