import type { SplitRole } from '../layout/splitRole.ts';
import type { NpyArray } from './npy.ts';

/** An array of a file, with what its names say of it. */
export interface NamedArray {
  readonly array: NpyArray;
  /** The file with the entry, as messages name it. */
  readonly name: string;
  /** What it is called there. */
  readonly own: string;
  readonly role: SplitRole | null;
  readonly named: 'images' | 'labels' | null;
  /** The text of each label, where they are texts; the array then holds places among its classes. */
  readonly texts?: readonly string[];
}
