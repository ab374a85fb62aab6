/** What a person is asked before something is done, or shown beside the list. */
import type { LibraryLine } from '../../../analysis/library/libraryLines.ts';

export type RunQuestion =
  | { readonly kind: 'delete'; readonly runIds: readonly string[] }
  | { readonly kind: 'export'; readonly runIds: readonly string[] | 'all' }
  | { readonly kind: 'details'; readonly line: LibraryLine }
  | { readonly kind: 'room' };
