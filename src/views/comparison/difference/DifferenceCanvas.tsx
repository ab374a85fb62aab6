import { useEffect, useRef } from 'react';
import { useTheme } from '../../kit/useTheme.ts';
import type { DifferenceLayout } from './differenceLayout.ts';

interface DifferenceCanvasProps {
  readonly layout: DifferenceLayout;
}

const stops = [0, 1, 2, 3, 4, 5, 6];

/** The bars of many classes. */
export function DifferenceCanvas({ layout }: DifferenceCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides what the tokens say
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = Math.round(layout.width * ratio);
    element.height = Math.round(layout.height * ratio);
    context.scale(ratio, ratio);
    const style = getComputedStyle(element);
    drawBars(
      context,
      layout,
      stops.map((stop) => style.getPropertyValue(`--difference-${stop}`).trim()),
      style.getPropertyValue('--ink-3').trim(),
      ratio,
    );
  }, [layout, theme]);
  return <canvas ref={canvas} style={{ width: layout.width, height: layout.height }} />;
}

function drawBars(
  context: CanvasRenderingContext2D,
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
