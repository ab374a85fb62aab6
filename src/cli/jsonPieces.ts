/**
 * The JSON of a plain value, piece by piece: a result with Ψ of thousands of classes for each epoch
 * is longer than a string may be. Lists of plain values stand on one line, all else is indented.
 */
export function* jsonPieces(value: unknown, indent = ''): Generator<string, void> {
  const inner = `${indent} `;
  if (!isNesting(value)) {
    yield JSON.stringify(value) ?? 'null';
    return;
  }
  const isList = Array.isArray(value);
  let separator = isList ? '[' : '{';
  for (const [key, entry] of Object.entries(value)) {
    if (!isList && entry === undefined) continue;
    yield `${separator}\n${inner}${isList ? '' : `${JSON.stringify(key)}: `}`;
    yield* jsonPieces(entry, inner);
    separator = ',';
  }
  yield `\n${indent}${isList ? ']' : '}'}`;
}

/** Whether a value is worth several lines: an object with fields, or a list of such or of lists. */
function isNesting(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value)) return Object.values(value).some((entry) => entry !== undefined);
  return value.some((entry) => typeof entry === 'object' && entry !== null);
}
