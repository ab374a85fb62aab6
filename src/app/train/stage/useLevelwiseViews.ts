import { hasGroups } from '../../../spec/methods/methodFacts.ts';
import type { ClassTreeProps, LevelwiseViewProps } from '../../../views/viewProps.ts';
import type { Shown } from '../run/useShownRun.ts';
import { useClassLink } from './useClassLink.ts';
import { useTreeControls } from './useTreeControls.ts';

interface LevelwiseViews {
  readonly view: LevelwiseViewProps;
  readonly tree: ClassTreeProps;
  /** False for a Ψ between classes, which has no groups to draw. */
  readonly hasGroups: boolean;
  /** Whether the run has come to levels and Ψ, at this moment or later. */
  readonly hasMixture: boolean;
}

/** What the views of a level-wise run take. */
export function useLevelwiseViews(shown: Shown): LevelwiseViews {
  const link = useClassLink();
  const controls = useTreeControls();
  const { state, newest, images, flat } = shown;
  const view = { state, newest, images, link, flat };
  const hasMixture = newest.levelwise !== null;
  return {
    view,
    tree: { ...view, controls },
    hasGroups: hasGroups(state.spec.method),
    hasMixture,
  };
}
