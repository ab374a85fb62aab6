import { useEffect, useRef } from 'react';
import { useTheme } from '../shared/useTheme.ts';
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
    );
  }, [layout, theme]);
  return <canvas ref={canvas} style={{ width: layout.width, height: layout.height }} />;
}

function drawBars(
  context: CanvasRenderingContext2D,
  { bars }: DifferenceLayout,
  colours: readonly string[],
  whiskerColour: string,
): void {
  for (const { x, y, width, height, stop } of bars) {
    context.fillStyle = colours[stop];
    context.fillRect(x, y, width, height);
  }
  context.fillStyle = whiskerColour;
  for (const { x, width, whisker } of bars) {
    if (whisker !== null) {
      context.fillRect(x + width / 2 - 0.5, whisker.top, 1, whisker.bottom - whisker.top);
    }
  }
}
