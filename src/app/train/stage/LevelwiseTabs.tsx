import type { RunState } from '../../../spec/run/runState.ts';
import { actions } from '../../../store/useWorkbench.ts';
import { AssignmentMap } from '../../../views/assignment/AssignmentMap.tsx';
import { ErrorEntry } from '../../../views/levels/ErrorEntry.tsx';
import { LevelAccuracy } from '../../../views/levels/LevelAccuracy.tsx';
import { LevelWeights } from '../../../views/levels/LevelWeights.tsx';
import { MixtureError } from '../../../views/levels/MixtureError.tsx';
import { MixtureLoss } from '../../../views/levels/MixtureLoss.tsx';
import { TopDown } from '../../../views/levels/TopDown.tsx';
import { TopErrors } from '../../../views/levels/TopErrors.tsx';
import { Reassignments } from '../../../views/reassignments/Reassignments.tsx';
import { ClassTree } from '../../../views/tree/ClassTree.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { useLevelwiseViews } from './useLevelwiseViews.ts';
import { ViewGuard } from './ViewGuard.tsx';
import { ViewPanel, ViewTabs } from './ViewTabs.tsx';

/** Moves as the feed counts them: a class that changes groups at several levels moves once. */
function moveCount({ levelwise }: RunState): number {
  const standing = levelwise?.moves.filter(({ undone }) => !undone) ?? [];
  return new Set(standing.map((move) => `${move.epoch} ${move.class}`)).size;
}

/** The views of a level-wise run, in four tabs. */
export function LevelwiseTabs({ shown }: { readonly shown: Shown }) {
  const { view, tree, hasGroups, hasMixture } = useLevelwiseViews(shown);
  const moves = moveCount(view.state);
  const tabs = [
    ...(hasGroups
      ? [
          { id: 'tree', label: 'Tree' },
          { id: 'moves', label: moves === 0 ? 'Moves' : `Moves ${moves}` },
        ]
      : []),
    { id: 'assignment', label: 'Ψ' },
    { id: 'curves', label: 'Curves' },
  ];
  return (
    <ViewTabs tabs={tabs}>
      {hasGroups && (
        <>
          <ViewPanel id="tree">
            <ViewGuard what="The tree">
              <ClassTree {...tree} />
            </ViewGuard>
          </ViewPanel>
          <ViewPanel id="moves">
            <ViewGuard what="The reassignments">
              <Reassignments {...tree} onScrub={actions().scrubTo} />
            </ViewGuard>
          </ViewPanel>
        </>
      )}
      <ViewPanel id="assignment">
        <ViewGuard what="Ψ">
          <AssignmentMap {...view} />
        </ViewGuard>
      </ViewPanel>
      <ViewPanel id="curves">
        <ViewGuard what="The curves">
          <LevelAccuracy {...view} />
          {hasMixture && (
            <>
              <LevelWeights {...view} />
              <ErrorEntry {...view} />
            </>
          )}
          <MixtureLoss {...view} />
          <MixtureError {...view} />
          {hasMixture && (
            <>
              <TopErrors {...view} />
              <TopDown {...view} />
            </>
          )}
        </ViewGuard>
      </ViewPanel>
    </ViewTabs>
  );
}
