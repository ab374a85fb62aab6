/**
 * The cells of the map of Ψ. They are drawn on a canvas: a hundred classes and ten groups would be
 * a thousand elements.
 */

import { useCallback, useMemo } from 'react';
import type { AssignmentLevel } from '../../analysis/groups/assignmentLevel.ts';
import type { LimbSpan } from '../../analysis/groups/treeOrder.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassLink } from '../classLink.ts';
import type { Draw } from '../kit/canvasDrawings.ts';
import { classSliderProps } from '../kit/classSlider.ts';
import { limbColour } from '../kit/colours/limbColour.ts';
import chartStyles from '../kit/styles/charts.module.css';
import { useCanvas } from '../kit/useCanvas.ts';
import styles from './AssignmentMap.module.css';
import { classText } from './assignmentWords.ts';
import { drawAssignment, readMapColours } from './drawAssignment.ts';
import { columnAt, fewLimbs, mapLayout } from './mapLayout.ts';
import { plotScene } from './plotScene.ts';

interface AssignmentPlotProps {
  readonly state: Pick<RunState, 'dataset'>;
  readonly levelwise: LevelwiseState;
  readonly shown: AssignmentLevel;
  readonly link: ClassLink;
  /** The top of the row of entropies. */
  readonly maxBits: number;
  readonly width: number;
}

/** The columns: a canvas, walked by arrows and pointed at by the mouse. */
export function AssignmentPlot(props: AssignmentPlotProps) {
  const { state, levelwise, shown, link, maxBits, width } = props;
  const { columns } = shown;
  const { classes } = state.dataset;
  const ratio = window.devicePixelRatio || 1;
  const scene = useMemo(
    () => plotScene(levelwise, shown, maxBits, width * ratio),
    [levelwise, shown, maxBits, width, ratio],
  );
  const draw = useCallback<Draw>(
    (context, pixels) => {
      const colours = readMapColours(context.canvas);
      drawAssignment(context, { ...scene, colours }, mapLayout.box(width), pixels);
    },
    [scene, width],
  );
  const canvas = useCanvas(width, mapLayout.heatTop + mapLayout.heatHeight, draw);
  const place = link.lit === null ? -1 : columns.indexOf(link.lit);
  const step = width / columns.length;
  const box = Math.max(7, step + 2);
  return (
    <div
      className={styles.plot}
      style={{ width, height: mapLayout.height }}
      {...classSliderProps({
        link,
        order: columns,
        classUnder: ({ currentTarget, clientX }) => {
          const { left } = currentTarget.getBoundingClientRect();
          return columns[columnAt(clientX - left, width, columns.length)];
        },
        textOf: (index) => classText(levelwise, shown, index, classes),
      })}
    >
      <canvas ref={canvas} className={styles.canvas} />
      <ClassLimbs spans={scene.limbs} step={step} />
      {place >= 0 && (
        <i
          className={chartStyles.ring}
          style={{
            left: (place + 0.5) * step - box / 2,
            width: box,
            top: mapLayout.heatTop - 2,
            height: mapLayout.heatHeight + 4,
          }}
        />
      )}
    </div>
  );
}

function ClassLimbs({
  spans,
  step,
}: {
  readonly spans: readonly LimbSpan[];
  readonly step: number;
}) {
  return spans.map(({ limb, from, to }) => (
    <i
      key={from}
      className={styles.columnLimb}
      style={{
        left: from * step,
        width: Math.max(1, (to - from) * step - (spans.length <= fewLimbs ? 1 : 0)),
        top: mapLayout.stripTop,
        height: mapLayout.stripHeight,
        background: limbColour(limb),
      }}
    />
  ));
}
