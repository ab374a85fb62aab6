/** What lines of runs can be ordered by: the latest, the least error, the largest first. */
import type { LibraryLine } from './libraryLines.ts';

export const lineOrders = ['when', 'error', 'hardest fifth', 'size', 'took'] as const;
export type LineOrder = (typeof lineOrders)[number];

/** What stands first has the largest; what is unknown stands last. */
const rank: Readonly<Record<LineOrder, (line: LibraryLine) => number | null>> = {
  when: ({ updatedAt }) => updatedAt,
  error: ({ testError }) => testError && -testError.mean,
  'hardest fifth': ({ hardestFifth }) => hardestFifth && -hardestFifth.mean,
  size: ({ bytes }) => bytes,
  took: ({ seconds }) => seconds,
};

/** Lines in an order; of two alike the later first. Lines under way stand first by when. */
export function orderedLines(lines: readonly LibraryLine[], order: LineOrder): LibraryLine[] {
  const of = (line: LibraryLine) => rank[order](line) ?? Number.NEGATIVE_INFINITY;
  return lines.toSorted((a, b) => compare(of(b), of(a)) || b.updatedAt - a.updatedAt);
}

/** Infinite ranks are alike, which their difference would not tell. */
const compare = (a: number, b: number) => (a === b ? 0 : a - b);

/**
 * Lines as they stood before, each where it was, with new ones at their place in `ordered`: nothing
 * moves away under a pointer.
 */
export function heldOrder(
  ordered: readonly LibraryLine[],
  before: readonly string[],
): LibraryLine[] {
  const places = new Map(before.map((key, place) => [key, place]));
  const known = ordered
    .filter(({ key }) => places.has(key))
    .sort((a, b) => (places.get(a.key) ?? 0) - (places.get(b.key) ?? 0));
  const result = [...known];
  for (const [place, line] of ordered.entries()) {
    if (!places.has(line.key)) result.splice(Math.min(place, result.length), 0, line);
  }
  return result;
}
