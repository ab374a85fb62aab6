/** The page's one first state, as a hook. */
import { createFirstState, type FirstState } from './firstState.ts';
import { useAlike } from './useAlike.ts';

export const firstState = createFirstState();

/** What `select` reads of the first state. */
export function useFirstState<Selected>(select: (state: FirstState) => Selected): Selected {
  return useAlike(firstState, select);
}
