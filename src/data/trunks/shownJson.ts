/** Characters of a value that a message shows. */
const most = 60;

/**
 * A value of a model's description as JSON, cut where it is long: as much of it is written as is shown,
 * so that neither its size nor its depth matters.
 */
export function shownJson(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = written(value, most);
  return text.length > most ? `${text.slice(0, most)}…` : text;
}

/** Whole, or more than `room` characters of it. Each step into it writes one, so that it goes no deeper. */
function written(value: unknown, room: number): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, room + 1));
  // What JSON has no word for: 1e999 in a file.
  if (typeof value !== 'object' || value === null) return String(value);
  const isList = Array.isArray(value);
  let text = isList ? '[' : '{';
  const keys = isList ? value.keys() : Object.keys(value);
  for (const key of keys) {
    if (text.length > room) return text;
    const comma = text.length > 1 ? ',' : '';
    const named = isList ? '' : `${JSON.stringify(String(key).slice(0, room + 1))}:`;
    text += `${comma}${named}`;
    text += written((value as Record<string, unknown>)[key], room - text.length);
  }
  return `${text}${isList ? ']' : '}'}`;
}
