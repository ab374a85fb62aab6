import type { ClassSort } from '../../analysis/rounds/sortedClasses.ts';
import type { ClassIndex } from '../../spec/units.ts';

/** What the strip of all classes can be ordered by. */
export const classSorts = [
  { id: 'error', label: 'First-round error' },
  { id: 'name', label: 'Name' },
  { id: 'gain', label: 'Gain' },
] as const satisfies readonly { readonly id: ClassSort; readonly label: string }[];

/** The class so many places further in an order, held within it; the first when there is none. */
export function walked(
  order: readonly ClassIndex[],
  from: ClassIndex | null,
  places: number,
): ClassIndex {
  const at = from === null ? -1 : order.indexOf(from);
  if (at === -1) return order[0];
  return order[Math.min(order.length - 1, Math.max(0, at + places))];
}
