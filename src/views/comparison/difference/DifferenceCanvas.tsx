/** The bars of the chart of differences where they are too many for SVG. */

import { useCallback } from 'react';
import type { Draw, DrawingContext } from '../../kit/canvasDrawings.ts';
import { useCanvas } from '../../kit/useCanvas.ts';
import type { DifferenceLayout } from './differenceLayout.ts';

interface DifferenceCanvasProps {
  readonly layout: DifferenceLayout;
}

const stops = [0, 1, 2, 3, 4, 5, 6];

/** The bars of many classes. */
export function DifferenceCanvas({ layout }: DifferenceCanvasProps) {
  const draw = useCallback<Draw>(
    (context, ratio) => {
      const style = getComputedStyle(context.canvas);
      drawBars(
        context,
        layout,
        stops.map((stop) => style.getPropertyValue(`--difference-${stop}`).trim()),
        style.getPropertyValue('--ink-3').trim(),
        ratio,
      );
    },
    [layout],
  );
  return <canvas ref={useCanvas(layout.width, layout.height, draw)} />;
}

function drawBars(
  context: DrawingContext,
  { bars }: DifferenceLayout,
  colours: readonly string[],
  whiskerColour: string,
  ratio: number,
): void {
  // Edges between pixels would leave stripes between columns that touch.
  const snapped = (x: number) => Math.round(x * ratio) / ratio;
  for (const { x, y, width, height, stop } of bars) {
    const left = snapped(x);
    context.fillStyle = colours[stop];
    context.fillRect(left, y, Math.max(1 / ratio, snapped(x + width) - left), height);
  }
  context.fillStyle = whiskerColour;
  for (const { x, width, whisker } of bars) {
    if (whisker !== null) {
      context.fillRect(x + width / 2 - 0.5, whisker.top, 1, whisker.bottom - whisker.top);
    }
  }
}
