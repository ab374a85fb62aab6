/** The views of a level-wise run: its tree, Ψ, the classes that move, and what the levels do. */
import { hasGroups, mixesLevels } from '../../../spec/methods/methodFacts.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import { actions } from '../../../store/useWorkbench.ts';
import { AssignmentMap } from '../../../views/assignment/AssignmentMap.tsx';
import { LevelwiseInspector } from '../../../views/inspector/LevelwiseInspector.tsx';
import { LevelAccuracy } from '../../../views/levels/curves/LevelAccuracy.tsx';
import { MixtureError } from '../../../views/levels/curves/MixtureError.tsx';
import { MixtureLoss } from '../../../views/levels/curves/MixtureLoss.tsx';
import { ErrorEntry } from '../../../views/levels/ErrorEntry.tsx';
import { LevelWeights } from '../../../views/levels/tables/LevelWeights.tsx';
import { TopDown } from '../../../views/levels/tables/TopDown.tsx';
import { TopErrors } from '../../../views/levels/tables/TopErrors.tsx';
import { Reassignments } from '../../../views/reassignments/Reassignments.tsx';
import { ClassTree } from '../../../views/tree/ClassTree.tsx';
import type { Shown } from '../run/useShownRun.ts';
import type { MethodPage, StageView } from './methodPage.ts';

/** Whether there are groups to draw. */
function isGrouped({ state: { spec } }: Shown): boolean {
  return hasGroups(spec.method);
}

/** Whether the run has come to levels and Ψ, at the moment shown or later. */
function hasMixture({ newest }: Shown): boolean {
  return newest.levelwise !== null;
}

/** Whether θ and Ψ have a part in it. */
function isMixed({ state: { spec } }: Shown): boolean {
  return mixesLevels(spec.method);
}

const tree: StageView = {
  what: 'The tree',
  draw: (inputs) => <ClassTree {...inputs.tree} />,
  isThere: isGrouped,
};
const moves: StageView = {
  what: 'The reassignments',
  draw: (inputs) => <Reassignments {...inputs.tree} onScrub={inputs.scrubTo} />,
  isThere: isGrouped,
};
const assignment: StageView = {
  what: 'Ψ',
  draw: (inputs) => <AssignmentMap {...inputs.tree} />,
  isThere: isMixed,
};
const levelAccuracy: StageView = {
  what: 'The accuracy by level',
  draw: (inputs) => <LevelAccuracy {...inputs.tree} />,
};
const errorEntry: StageView = {
  what: 'Where errors enter',
  draw: (inputs) => <ErrorEntry {...inputs.tree} />,
  // Without Ψ its place would be empty until then.
  isThere: (shown) => hasMixture(shown) || !isMixed(shown),
};
const levelWeights: StageView = {
  what: 'The level weights',
  draw: (inputs) => <LevelWeights {...inputs.tree} />,
  isThere: (shown) => hasMixture(shown) && isMixed(shown),
};
const loss: StageView = { what: 'The loss', draw: (inputs) => <MixtureLoss {...inputs.tree} /> };
const error: StageView = { what: 'The error', draw: (inputs) => <MixtureError {...inputs.tree} /> };
const topErrors: StageView = {
  what: 'The top errors',
  draw: (inputs) => <TopErrors {...inputs.tree} />,
  isThere: hasMixture,
};
const topDown: StageView = {
  what: 'Top-down inference',
  draw: (inputs) => <TopDown {...inputs.tree} />,
  isThere: (shown) => hasMixture(shown) && isMixed(shown),
};
const heldClass: StageView = {
  what: 'The class',
  draw: (inputs) => (
    <LevelwiseInspector
      {...inputs.tree}
      testLabels={inputs.shown.testLabels}
      testImages={inputs.shown.testImages}
      onWantImages={actions().wantTestImages}
    />
  ),
};

/** Moves as the feed counts them: a class that changes groups at several levels moves once. */
function moveCount({ levelwise }: RunState): number {
  const standing = levelwise?.moves.filter(({ undone }) => !undone) ?? [];
  return new Set(standing.map((move) => `${move.epoch} ${move.class}`)).size;
}

function movesLabel({ state }: Shown): string {
  const count = moveCount(state);
  return count === 0 ? 'Moves' : `Moves ${count}`;
}

export const levelwisePage: MethodPage = {
  name: 'level-wise',
  rows: [
    { shape: 'whole', cells: [[tree]] },
    {
      shape: 'stacks',
      cells: [
        [assignment, errorEntry],
        [levelAccuracy, levelWeights],
      ],
    },
    { shape: 'halves', cells: [[loss], [error]], needsRun: true },
    { shape: 'halves', cells: [[topErrors], [topDown]] },
  ],
  tabs: [
    { id: 'tree', label: () => 'Tree', views: [tree] },
    { id: 'moves', label: movesLabel, views: [moves] },
    { id: 'assignment', label: () => 'Ψ', views: [assignment] },
    {
      id: 'curves',
      label: () => 'Curves',
      views: [levelAccuracy, levelWeights, errorEntry, loss, error, topErrors, topDown],
    },
  ],
  details: { held: heldClass, resting: moves, back: 'Reassignments' },
};
