import { wouldLoseRun } from '../../store/window/keepingSlice.ts';
import type { WorkbenchStore } from '../../store/workbench.ts';

/**
 * Has the browser ask before the page is left while that would lose a run; a run that is kept is not
 * asked about. Until the returned function is called.
 */
export function askBeforeLeaving(
  store: Pick<WorkbenchStore, 'getState'>,
  page: Pick<Window, 'addEventListener' | 'removeEventListener'>,
): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    if (wouldLoseRun(store.getState())) event.preventDefault();
  };
  page.addEventListener('beforeunload', ask);
  return () => page.removeEventListener('beforeunload', ask);
}
