import { useEffect, useRef } from 'react';
import { type Draw, keepDrawing } from './canvasDrawings.ts';
import { useTheme } from './colours/useTheme.ts';

/**
 * A canvas of a size in CSS pixels, drawn when its size, `draw` or the page's theme changes: keep
 * `draw` the same function while what it draws is the same.
 */
export function useCanvas(width: number, height: number, draw: Draw) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const ratio = window.devicePixelRatio || 1;
  const theme = useTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides which colours are read
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    resize(element, width, height, ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    draw(context, ratio);
    keepDrawing(element, { width, height, draw });
  }, [width, height, ratio, draw, theme]);
  return canvas;
}

/** Setting a canvas's size clears it and costs: only when it changes. */
function resize(canvas: HTMLCanvasElement, width: number, height: number, ratio: number): void {
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width === across && canvas.height === down) return;
  canvas.width = across;
  canvas.height = down;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}
