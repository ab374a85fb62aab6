import type { ClassTreeProps, LevelwiseViewProps, RunViewProps } from '../../views/viewProps.ts';
import { useClassLink } from './useClassLink.ts';
import type { Shown } from './useShownRun.ts';
import { useTreeControls } from './useTreeControls.ts';

interface LevelwiseViews {
  readonly run: RunViewProps;
  readonly view: LevelwiseViewProps;
  readonly tree: ClassTreeProps;
  /** False for a Ψ between classes, which has no groups to draw. */
  readonly hasGroups: boolean;
}

/** What the views of a level-wise run take. */
export function useLevelwiseViews(shown: Shown): LevelwiseViews {
  const link = useClassLink();
  const controls = useTreeControls();
  const { state, newest, images, flat } = shown;
  const { method } = state.spec;
  const run = { state, newest };
  const view = { ...run, images, link, flat };
  const hasGroups = method.kind === 'levelwise' && method.hierarchy.from !== 'confusion';
  return { run, view, tree: { ...view, controls }, hasGroups };
}
