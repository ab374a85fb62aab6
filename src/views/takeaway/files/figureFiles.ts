/** A figure of the page as files. All of this is fetched when somebody takes a figure away. */
import type { Drawing } from '../drawing/svgNode.ts';
import { writeSvg } from '../drawing/writeSvg.ts';
import { outlineTexts } from '../outlines/outlineTexts.ts';
import { drawFigure, type FigureWishes } from '../page/drawFigure.ts';

export interface FileWishes extends FigureWishes {
  /** Outlines look alike everywhere; live text can be searched and edited. */
  readonly text: 'outlines' | 'live';
  /** Pixels across, of a picture. */
  readonly pixels: number;
}

/** The figure as SVG. */
export async function figureSvg(figure: HTMLElement, wishes: FileWishes): Promise<string> {
  const drawing = drawFigure(figure, wishes);
  const shown = wishes.text === 'live' ? drawing : await outlined(drawing);
  return writeSvg(shown, groundOf(wishes));
}

/** The figure as PDF, one page of its size in points at 72 to 96 pixels, all vectors. */
export async function figurePdf(figure: HTMLElement, wishes: FileWishes): Promise<Blob> {
  const drawing = await outlined(drawFigure(figure, wishes));
  const { pdfOf } = await import('./pdfOf.ts');
  return pdfOf(drawing, groundOf(wishes));
}

/** The figure as PNG, as many pixels across as is wished. */
export async function figurePng(figure: HTMLElement, wishes: FileWishes): Promise<Blob> {
  const drawing = await outlined(drawFigure(figure, wishes));
  const { pngOf } = await import('./pngOf.ts');
  return pngOf(drawing, writeSvg(drawing, groundOf(wishes)), wishes.pixels);
}

/** Light figures stand on the ground of the paper. */
function groundOf({ theme }: FigureWishes): string | null {
  return theme === 'light' ? null : '#171b19';
}

async function outlined(drawing: Drawing): Promise<Drawing> {
  return { ...drawing, nodes: await outlineTexts(drawing.nodes) };
}
