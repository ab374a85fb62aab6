import { type KeyboardEvent, type PointerEvent, useEffect, useMemo, useRef } from 'react';
import type { AssignmentLevel } from '../../analysis/groups/assignmentLevel.ts';
import type { LimbSpan } from '../../analysis/groups/treeOrder.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { walked } from '../classes/classSort.ts';
import type { ClassLink } from '../classLink.ts';
import { limbColour } from '../kit/limbColour.ts';
import chartStyles from '../kit/styles/charts.module.css';
import { useTheme } from '../kit/useTheme.ts';
import styles from './AssignmentMap.module.css';
import { classText } from './assignmentWords.ts';
import { drawAssignment, readMapColours } from './drawAssignment.ts';
import { columnAt, fewLimbs, mapLayout } from './mapLayout.ts';
import { type PlotScene, plotScene } from './plotScene.ts';

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
  const canvas = useDrawing(scene, width, ratio);
  const place = link.lit === null ? -1 : columns.indexOf(link.lit);
  const pointed = (event: PointerEvent<HTMLElement>): ClassIndex => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return columns[columnAt(event.clientX - left, width, columns.length)];
  };
  const step = width / columns.length;
  const box = Math.max(7, step + 2);
  return (
    <div
      className={styles.plot}
      style={{ width, height: mapLayout.height }}
      role="slider"
      tabIndex={0}
      aria-label="Class"
      // 0 is no class.
      aria-valuemin={0}
      aria-valuemax={columns.length}
      aria-valuenow={place + 1}
      aria-valuetext={
        link.lit === null || place === -1
          ? 'no class'
          : classText(levelwise, shown, link.lit, classes)
      }
      onPointerMove={(event) => event.pointerType !== 'touch' && link.hover(pointed(event))}
      onPointerLeave={() => link.hover(null)}
      onPointerUp={(event) => link.hold(pointed(event))}
      onKeyDown={(event) => onKey(event, link, columns)}
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

function useDrawing(scene: PlotScene, width: number, ratio: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what readMapColours reads
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    sizeCanvas(element, width, mapLayout.heatTop + mapLayout.heatHeight, ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const colours = readMapColours(element);
    drawAssignment(context, { ...scene, colours }, mapLayout.box(width), ratio);
  }, [scene, width, ratio, theme]);
  return canvas;
}

/** Setting a canvas's size clears it and costs: only when it changes. */
function sizeCanvas(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === across && canvas.height === down) return;
  canvas.width = across;
  canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}

const steps: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowDown: 1,
  PageUp: -10,
  PageDown: 10,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

function onKey(event: KeyboardEvent, link: ClassLink, columns: readonly ClassIndex[]): void {
  const step = steps[event.key];
  if (step !== undefined) {
    const index = walked(columns, link.lit, step);
    if (link.held === null) link.hover(index);
    else link.hold(index);
  } else if (event.key === 'Enter' && link.lit !== null) {
    link.hold(link.lit);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
