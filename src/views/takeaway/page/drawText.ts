/** Text of the page, character by character where the browser has set it. */
import { paintOf } from '../drawing/paint.ts';
import type { PlacedCharacter, SvgNode, SvgTextNode, TextFont } from '../drawing/svgNode.ts';
import { element } from '../drawing/svgNode.ts';
import type { DrawnPage, TextLimit } from './drawnPage.ts';
import { graphemesOf } from './graphemes.ts';

interface SetCharacter {
  readonly text: string;
  readonly rect: DOMRect;
}

/** A piece of text for each line of a node. */
export function drawText(
  page: DrawnPage,
  node: Text,
  style: CSSStyleDeclaration,
  limit: TextLimit | null,
): SvgNode[] {
  const paint = paintOf(style.color);
  if (paint === null || node.data.trim() === '') return [];
  const font = fontOf(style);
  const isUpright = style.writingMode.startsWith('vertical');
  return linesOf(node, style, isUpright).flatMap((line): SvgNode[] => {
    const shown = limit === null ? line : withinLimit(line, limit, font, isUpright);
    const [first] = shown;
    if (first === undefined) return [];
    const { x, y } = page.origin;
    const piece = (
      along: (rect: DOMRect) => number,
      end: number,
      baseline: number,
    ): SvgTextNode => ({
      kind: 'text',
      characters: shown.map(({ text, rect }): PlacedCharacter => ({ text, x: along(rect) })),
      end,
      y: baseline,
      anchor: anchorOf(style),
      font,
      fill: paint.colour,
      opacity: paint.opacity,
    });
    const { ascent, descent } = heightsOf(font);
    const last = shown[shown.length - 1].rect;
    if (!isUpright) {
      const spare = first.rect.height - ascent - descent;
      const baseline = first.rect.top - y + spare / 2 + ascent;
      return [piece(({ left }) => left - x, last.right - x, baseline)];
    }
    // Lines that run down the page: their up is its right.
    const spare = first.rect.width - ascent - descent;
    const turned = `translate(${first.rect.right - x - spare / 2 - ascent} ${first.rect.top - y}) rotate(90)`;
    const from = first.rect.top;
    return [
      element('g', { transform: turned }, [piece(({ top }) => top - from, last.bottom - from, 0)]),
    ];
  });
}

/** The font of a computed style. */
export function fontOf(style: CSSStyleDeclaration): TextFont {
  return {
    family: style.fontFamily,
    size: Number.parseFloat(style.fontSize),
    weight: Number(style.fontWeight),
    isItalic: style.fontStyle !== 'normal',
    hasTabularNumbers: style.fontVariantNumeric.includes('tabular-nums'),
  };
}

function linesOf(node: Text, style: CSSStyleDeclaration, isUpright: boolean): SetCharacter[][] {
  const range = document.createRange();
  const lines: SetCharacter[][] = [];
  for (const { segment, index } of graphemesOf(node.data)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const [rect] = range.getClientRects();
    // Blanks that run together take no room.
    if (rect === undefined || rect.width === 0 || rect.height === 0) continue;
    const last = lines.at(-1)?.at(-1)?.rect;
    const isNext = last !== undefined && isSameLine(last, rect, isUpright);
    const character = { text: cased(segment, style), rect };
    if (isNext) lines[lines.length - 1].push(character);
    else lines.push([character]);
  }
  return lines;
}

function isSameLine(one: DOMRect, other: DOMRect, isUpright: boolean): boolean {
  return isUpright ? Math.abs(one.left - other.left) < 1 : Math.abs(one.top - other.top) < 1;
}

function cased(text: string, { textTransform }: CSSStyleDeclaration): string {
  if (/^\s+$/.test(text)) return ' ';
  if (textTransform === 'uppercase') return text.toUpperCase();
  return textTransform === 'lowercase' ? text.toLowerCase() : text;
}

function anchorOf({ textAlign, direction }: CSSStyleDeclaration): SvgTextNode['anchor'] {
  if (textAlign === 'center') return 'middle';
  const isEnd = textAlign === 'right' || (textAlign === 'end' && direction === 'ltr');
  return isEnd ? 'end' : 'start';
}

/** The characters that have room, and an ellipsis after them where some have none. */
function withinLimit(
  line: SetCharacter[],
  limit: TextLimit,
  font: TextFont,
  isUpright: boolean,
): SetCharacter[] {
  const edge = isUpright ? limit.bottom : limit.right;
  const endOf = (rect: DOMRect) => (isUpright ? rect.bottom : rect.right);
  const last = line.at(-1);
  if (last === undefined || endOf(last.rect) <= edge + 0.5) return line;
  const room = edge - measured(font).measureText('…').width;
  const kept = line.filter(({ rect }) => endOf(rect) <= room + 0.5);
  const { left, top, width, height } = kept.at(-1)?.rect ?? line[0].rect;
  const at = kept.length === 0 ? (isUpright ? top : left) : endOf(kept[kept.length - 1].rect);
  const rect = isUpright
    ? new DOMRect(left, at, width, edge - at)
    : new DOMRect(at, top, edge - at, height);
  return [...kept, { text: '…', rect }];
}

/** Above and below the baseline, as the browser sets the font. */
function heightsOf(font: TextFont): { readonly ascent: number; readonly descent: number } {
  const { fontBoundingBoxAscent, fontBoundingBoxDescent } = measured(font).measureText('x');
  return { ascent: fontBoundingBoxAscent, descent: fontBoundingBoxDescent };
}

/** A context that measures in a font. */
function measured({ family, size, weight, isItalic }: TextFont): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas to measure text on');
  context.font = `${isItalic ? 'italic ' : ''}${weight} ${size}px ${family}`;
  return context;
}
