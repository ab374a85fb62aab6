import { wouldLoseRun } from '../../store/window/keepingSlice.ts';
import type { WorkbenchStore } from '../../store/workbench.ts';

/**
 * Has the browser ask before the page is left while that would lose a run, or a comparison that was changed and
 * is not kept so; a run that is kept is not asked about. Until the returned function is called.
 */
export function askBeforeLeaving(
  store: Pick<WorkbenchStore, 'getState'>,
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    const state = store.getState();
    if (wouldLoseRun(state) || state.sweepDraft?.isEdited) event.preventDefault();
  };
  page.addEventListener('beforeunload', ask);
  return () => page.removeEventListener('beforeunload', ask);
}
