import { useMemo } from 'react';
import { shownRun } from '../../../store/runs/runView.ts';
import { activeRun } from '../../../store/selectors.ts';
import { actions, useWorkbench } from '../../../store/useWorkbench.ts';
import type { TreeControls } from '../../../views/viewProps.ts';
import type { Shown } from '../run/useShownRun.ts';
import type { ViewInputs } from './methodPage.ts';
import { useClassLink } from './useClassLink.ts';

/** What the views of a run draw from. */
export function useViewInputs(shown: Shown): ViewInputs {
  const link = useClassLink();
  const controls = useTreeControls();
  return useMemo(() => {
    const { state, newest, images, flat } = shown;
    const run = { state, newest };
    const classes = { ...run, images, link };
    const { scrubTo } = actions();
    return { shown, run, classes, tree: { ...classes, flat, controls }, scrubTo };
  }, [shown, link, controls]);
}

/** What can be done to the tree that is shown: nothing unless its run is under way, and shown live. */
function useTreeControls(): TreeControls | null {
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
