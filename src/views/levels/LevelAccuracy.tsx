import { memo } from 'react';
import { levelSplit } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { formatPercentTick } from '../kit/formatTick.ts';
import type { LevelAccuracyProps } from '../viewProps.ts';
import {
  accuracyExtent,
  levelAccuracyDescription,
  levelAccuracyLines,
  levelAccuracyTable,
} from './accuracyLines.ts';
import { EpochPlot } from './EpochPlot.tsx';
import { paintsAlike } from './paintsAlike.ts';

/** Accuracy of each level, the mixture and the flat twin, by epoch. */
export const LevelAccuracy = memo(function LevelAccuracy(props: LevelAccuracyProps) {
  const { state, newest = state, flat } = props;
  return (
    <FigureFrame
      title="Accuracy by level"
      note={`${levelSplit(state)}; each level by its own softmax${flat === null ? '' : ', the flat twin dotted'}`}
      description={levelAccuracyDescription(state, flat)}
      table={() => levelAccuracyTable(state, flat)}
    >
      <EpochPlot
        state={state}
        lines={levelAccuracyLines(state, flat)}
        extent={accuracyExtent(newest, flat)}
        tickText={formatPercentTick}
        valueText={(share) => formatPercent(share)}
        namesMarks
      />
    </FigureFrame>
  );
}, paintsAlike);
