/** What stands around the first page and is read after it (parts.ts). */
import { laterCode } from './laterCode.ts';

export type Parts = typeof import('./parts.ts');

export const laterParts = laterCode(() => import('./parts.ts'));

/** The parts; null until they are read. */
export function useParts(): Parts | null {
  const state = laterParts.useState();
  return state.phase === 'read' ? state.code : null;
}
