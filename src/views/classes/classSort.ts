import type { ClassSort } from '../../analysis/rounds/sortedClasses.ts';

/** What the strip of all classes can be ordered by. */
export const classSorts = [
  { id: 'error', label: 'First-round error' },
  { id: 'name', label: 'Name' },
  { id: 'gain', label: 'Gain' },
] as const satisfies readonly { readonly id: ClassSort; readonly label: string }[];
