import type { ClassSort } from '../../analysis/rounds/sortedClasses.ts';

/** What the strip of all classes can be ordered by. */
export const classSorts = [
  { id: 'error', label: 'First-round error' },
  { id: 'name', label: 'Name' },
  { id: 'gain', label: 'Gain' },
] as const satisfies readonly { readonly id: ClassSort; readonly label: string }[];

/** The same of a run with one classifier, which has no first round, and gains over none. */
export const classSortsAlone = [
  { id: 'error', label: 'Error' },
  { id: 'name', label: 'Name' },
] as const satisfies readonly { readonly id: ClassSort; readonly label: string }[];
