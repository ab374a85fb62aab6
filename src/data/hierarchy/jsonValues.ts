/** What the values of a JSON file are, for the readers of its trees. */
import { quoted } from '../limits.ts';

/** The forms of trees that are read, for messages. */
export const allowedForms =
  'nested JSON ({"name": …, "children": [ … ]}, leaves as names), node-link JSON ({"nodes": [{"id": …}], "links": [{"source": parent, "target": child}]}), groups with their classes ({"group": ["class", …]}), or categories with their groups ([{"name": "class", "supercategory": "group"}])';

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The text of a name or a number; null for other values, and for blank text. */
export function scalarText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** What a value is, for messages. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (!isFields(value)) return value === null ? 'null' : `a ${typeof value}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return 'an empty object';
  return `an object with ${keys.slice(0, 3).map(quoted).join(', ')}${keys.length > 3 ? ', …' : ''}`;
}
