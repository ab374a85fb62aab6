/** Text that is drawn on a canvas, as a piece of text. */
import type { PlacedCharacter } from '../drawing/svgNode.ts';
import { graphemesOf } from './graphemes.ts';
import type { TextSetter } from './shapeRecorder.ts';

/** A text as a canvas sets it, for drawings that are recorded instead of painted. */
export const setOnCanvas: TextSetter = (text, { x, y }, style, { colour, opacity }) => {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to measure text on');
  context.font = style.font;
  context.textBaseline = style.textBaseline;
  const whole = context.measureText(text);
  const { alphabeticBaseline } = whole;
  const shares: Partial<Record<CanvasTextAlign, number>> = { center: 0.5, right: 1, end: 1 };
  const share = shares[style.textAlign] ?? 0;
  const start = x - whole.width * share;
  let before = '';
  const characters = [...graphemesOf(text)].map(({ segment }): PlacedCharacter => {
    const at = start + context.measureText(before).width;
    before += segment;
    return { text: segment, x: at };
  });
  const [, slant, weight, size, family] =
    /^(italic )?(?:(\d+) )?([\d.]+)px (.*)$/.exec(context.font) ?? [];
  return {
    kind: 'text',
    characters,
    end: start + whole.width,
    y: y - alphabeticBaseline,
    anchor: share === 0 ? 'start' : share === 1 ? 'end' : 'middle',
    font: {
      family: family ?? 'sans-serif',
      size: Number(size),
      weight: Number(weight ?? 400),
      isItalic: slant !== undefined,
      hasTabularNumbers: false,
    },
    fill: colour,
    opacity,
  };
};
