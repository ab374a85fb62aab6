/**
 * The reliability diagram: of images that a classifier is as sure of, how many it reads rightly. On
 * the diagonal it is as often right as it says.
 */
import { useMemo, useState } from 'react';
import { shownSplit } from '../../analysis/run/runFacts.ts';
import { formatPercent } from '../../lib/numberFormat.ts';
import { readsOf } from '../../spec/run/readsOf.ts';
import { roundColour } from '../kit/colours/roundColour.ts';
import { drawnFrom } from '../kit/drawnFrom.ts';
import { FigureFrame } from '../kit/figure/FigureFrame.tsx';
import { Segments } from '../kit/Segments.tsx';
import chartStyles from '../kit/styles/charts.module.css';
import { useWidth } from '../kit/useWidth.ts';
import type { MeasuresProps } from '../viewProps.ts';
import styles from './Measures.module.css';
import { type MeasuredModel, measuredModels } from './measureWords.ts';
import { reliabilityBars, reliabilityLayout } from './reliabilityLayout.ts';
import { reliabilityDescription, reliabilityTable } from './reliabilityWords.ts';

const select = ({ state }: MeasuresProps) => ({
  state: readsOf(state, 'spec', 'dataset', 'rounds'),
});

/** Networks that can be chosen beside the vote: the newest. */
const choices = 3;

/** Accuracy against confidence of the vote, or of a network. */
export const Reliability = drawnFrom(select, function Reliability({ state }) {
  const models = useMemo(() => measuredModels(state, shownSplit(state)), [state]);
  const offered = models.slice(-choices - 1);
  const [key, setKey] = useState<string | null>(null);
  const model = offered.find((one) => one.key === key) ?? offered.at(-1) ?? null;
  const [width, ref] = useWidth(420);
  return (
    <FigureFrame
      title="Reliability"
      note={note(model)}
      description={reliabilityDescription(model)}
      table={() => reliabilityTable(model)}
      controls={
        offered.length > 1 && (
          <Segments
            label="Whose reliability"
            options={offered.map(({ key: id, name }) => ({ id, label: name }))}
            chosen={model?.key ?? ''}
            onChoose={setKey}
          />
        )
      }
    >
      <div ref={ref} className={chartStyles.plot}>
        <Diagram model={model} width={width} />
      </div>
    </FigureFrame>
  );
});

function note(model: MeasuredModel | null): string {
  const calibration = model?.measures?.calibration;
  if (!calibration) return 'accuracy of the images of each confidence';
  return `right with ${formatPercent(calibration.rightConfidence)} confidence, wrong with ${formatPercent(calibration.wrongConfidence)}; below, how many images are that sure`;
}

interface DiagramProps {
  readonly model: MeasuredModel | null;
  readonly width: number;
}

function Diagram({ model, width }: DiagramProps) {
  const layout = reliabilityLayout(width);
  const { left, top, plot, bottom, countsTop, height } = layout;
  const bars = reliabilityBars(model?.measures?.calibration.bins ?? [], layout);
  const colour = model?.round == null ? 'var(--ink)' : roundColour(model.round);
  return (
    <svg className={styles.diagram} width={width} height={height} aria-hidden="true">
      {[0, 0.5, 1].map((tick) => (
        <g key={tick}>
          <line
            className={chartStyles.gridline}
            x1={left}
            x2={left + plot}
            y1={bottom - tick * (bottom - top)}
            y2={bottom - tick * (bottom - top)}
          />
          <text
            className={chartStyles.axisText}
            x={left - 6}
            y={bottom - tick * (bottom - top) + 4}
            textAnchor="end"
          >
            {tick * 100}
          </text>
          <text
            className={chartStyles.axisText}
            x={left + tick * plot}
            y={height - 2}
            textAnchor={tick === 0 ? 'start' : tick === 1 ? 'end' : 'middle'}
          >
            {tick === 0.5 ? 'confidence, %' : tick * 100}
          </text>
        </g>
      ))}
      {bars.map(({ bin, x, width: bar, accuracyTop, gapTop, gapHeight, isSurer, countHeight }) => (
        <g key={bin}>
          <rect x={x} y={accuracyTop} width={bar} height={bottom - accuracyTop} fill={colour} />
          <rect
            className={isSurer ? styles.overconfident : styles.underconfident}
            x={x}
            y={gapTop}
            width={bar}
            height={gapHeight}
          />
          <rect className={styles.count} x={x} y={countsTop} width={bar} height={countHeight} />
        </g>
      ))}
      <line className={styles.diagonal} x1={left} y1={bottom} x2={left + plot} y2={top} />
      {bars.length === 0 && (
        <text className={chartStyles.axisText} x={left + plot / 2} y={top + 24} textAnchor="middle">
          Known when the first round ends
        </text>
      )}
    </svg>
  );
}
