/** Linear gradients of CSS as browsers compute them, as SVG writes them. */
import { type Paint, paintOf } from './paint.ts';
import { element, type PageBox, type SvgElementNode } from './svgNode.ts';

interface GradientStop extends Paint {
  /** In [0, 1]. */
  readonly at: number;
}

const directions: Readonly<Record<string, number>> = {
  'to top': 0,
  'to right': 90,
  'to bottom': 180,
  'to left': 270,
};

/** The gradient that fills a box, with an id to refer to; null for what is no linear gradient. */
export function linearGradient(computed: string, box: PageBox, id: string): SvgElementNode | null {
  const [, inside] = /^linear-gradient\((.*)\)$/.exec(computed.trim()) ?? [];
  if (inside === undefined) return null;
  const parts = splitOutside(inside);
  const angle = angleOf(parts[0]);
  const stops = gradientStops(
    angle === null ? parts : parts.slice(1),
    lengthAlong(box, angle ?? 180),
  );
  if (stops.length === 0) return null;
  const radians = ((angle ?? 180) * Math.PI) / 180;
  const [across, down] = [Math.sin(radians), -Math.cos(radians)];
  const half = lengthAlong(box, angle ?? 180) / 2;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return element(
    'linearGradient',
    {
      id,
      gradientUnits: 'userSpaceOnUse',
      x1: x - across * half,
      y1: y - down * half,
      x2: x + across * half,
      y2: y + down * half,
    },
    stops.map(({ at, colour, opacity }) =>
      element('stop', { offset: at, ...stopPaint(colour, opacity) }),
    ),
  );
}

function stopPaint(colour: string, opacity: number) {
  return { 'stop-color': colour, ...(opacity === 1 ? {} : { 'stop-opacity': opacity }) };
}

function angleOf(part: string): number | null {
  const text = part.trim();
  if (text in directions) return directions[text];
  return text.endsWith('deg') ? Number.parseFloat(text) : null;
}

/** The length of the gradient's line, by which its corners get the colours of the ends. */
function lengthAlong({ width, height }: PageBox, angle: number): number {
  const radians = (angle * Math.PI) / 180;
  return Math.abs(width * Math.sin(radians)) + Math.abs(height * Math.cos(radians));
}

function gradientStops(parts: readonly string[], length: number): GradientStop[] {
  const read = parts.flatMap((part) => {
    const [, colour, places] = /^(#[0-9a-f]+|[a-z]+\(.*\)|[a-z]+)(.*)$/i.exec(part.trim()) ?? [];
    if (colour === undefined) return [];
    const paint = paintOf(colour) ?? { colour: '#000000', opacity: 0 };
    const at =
      places.trim() === ''
        ? [null]
        : places
            .trim()
            .split(/\s+/)
            .map((place) => share(place, length));
    return at.map((place) => ({ ...paint, at: place }));
  });
  return spread(read);
}

function share(place: string, length: number): number {
  const value = Number.parseFloat(place);
  return place.endsWith('%') ? value / 100 : value / length;
}

/** Stops without a place stand evenly between those that have one; none lies before an earlier one. */
function spread(stops: readonly (Paint & { readonly at: number | null })[]): GradientStop[] {
  const last = stops.length - 1;
  const known = stops.map(({ at }, index) => at ?? (index === 0 ? 0 : index === last ? 1 : null));
  let before = 0;
  return stops.map(({ colour, opacity }, index) => {
    const next = known.findIndex((at, place) => place >= index && at !== null);
    const end = known[next] ?? 1;
    // Of those up to the next known place each takes an even part of the way that is left.
    before = Math.max(before, before + (end - before) / (next - index + 1));
    return { colour, opacity, at: before };
  });
}

/** Parts between commas that stand in no parentheses. */
function splitOutside(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += sign;
  }
  return [...parts, part];
}
