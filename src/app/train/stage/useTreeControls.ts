import { useMemo } from 'react';
import { shownRun } from '../../../store/runs/runView.ts';
import { activeRun } from '../../../store/selectors.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { TreeControls } from '../../../views/viewProps.ts';

/** What can be done to the tree that is shown: nothing unless its run is under way, and shown live. */
export function useTreeControls(): TreeControls | null {
  const canChange = useWorkbench((state) => {
    const active = activeRun(state);
    const isShown = active !== null && active === shownRun(state) && state.position === null;
    return isShown && active.newest?.levelwise != null;
  });
  return useMemo(() => {
    if (!canChange) return null;
    const { pinClass, undoMove } = actions();
    return { onPin: pinClass, onUndo: undoMove };
  }, [canChange]);
}
