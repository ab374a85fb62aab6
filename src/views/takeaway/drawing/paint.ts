/** Colours as browsers compute them, for readers of SVG that know sRGB in hexadecimal only. */

export interface Paint {
  /** `#1b6b4a`. */
  readonly colour: string;
  /** In [0, 1]. */
  readonly opacity: number;
}

/** Null for what is not painted: `none`, `transparent`, opacity 0, and what is no colour. */
export function paintOf(computed: string): Paint | null {
  const text = computed.trim();
  if (/^#[0-9a-f]{6}$/i.test(text)) return { colour: text.toLowerCase(), opacity: 1 };
  const [, name, inside] = /^(rgba?|color)\((.*)\)$/.exec(text) ?? [];
  if (name === undefined) return null;
  const parts = inside.replace(/^srgb\s+/, '').split(/[\s,/]+/);
  const scale = name === 'color' ? 255 : 1;
  const [red, green, blue] = parts.slice(0, 3).map((part) => numberOf(part) * scale);
  const opacity = parts[3] === undefined ? 1 : numberOf(parts[3]);
  if (opacity === 0 || [red, green, blue, opacity].some(Number.isNaN)) return null;
  return { colour: `#${[red, green, blue].map(twoDigits).join('')}`, opacity };
}

function numberOf(part: string): number {
  if (part === 'none') return 0;
  return part.endsWith('%') ? Number.parseFloat(part) / 100 : Number.parseFloat(part);
}

function twoDigits(value: number): string {
  const byte = Math.round(Math.min(255, Math.max(0, value)));
  return byte.toString(16).padStart(2, '0');
}

/** The attributes of a fill or a stroke. */
export function paintAttributes(
  kind: 'fill' | 'stroke',
  { colour, opacity }: Paint,
): Record<string, string | number> {
  return { [kind]: colour, ...(opacity === 1 ? {} : { [`${kind}-opacity`]: opacity }) };
}
