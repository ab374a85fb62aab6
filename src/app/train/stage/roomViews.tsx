/**
 * What the rooms beside the story draw. It is read when a room is opened or, before that, when nothing
 * else is to be done (laterRoom.tsx).
 */
import { actions } from '../../../store/useWorkbench.ts';
import { MeasuresTable } from '../../../views/measures/MeasuresTable.tsx';
import { Reliability } from '../../../views/measures/Reliability.tsx';
import { Rescues } from '../../../views/measures/Rescues.tsx';
import { Mistakes } from '../../../views/mistakes/Mistakes.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { BenchHead, ClassOnBench, VoteOfRun, WhatIfOfRun } from './bench/BenchRoom.tsx';
import { ConfusionOfRun } from './ConfusionOfRun.tsx';
import type { ViewInputs } from './methodPage.ts';
import { classHeld } from './sharedViews.tsx';

/** What is needed to show test images with what is made of them. */
const withTestImages = ({ tree, shown }: ViewInputs) => ({
  ...tree,
  testLabels: shown.testLabels,
  testImages: shown.testImages,
  onWantImages: actions().wantTestImages,
});

/** Each view of a room, by the name under which rooms.tsx lists it. */
export const roomViews = {
  measures: ({ run }: ViewInputs) => <MeasuresTable {...run} />,
  reliability: ({ run }: ViewInputs) => <Reliability {...run} />,
  rescues: ({ classes }: ViewInputs) => <Rescues {...classes} />,
  confusion: (inputs: ViewInputs) => <ConfusionOfRun {...withTestImages(inputs)} />,
  mistakes: (inputs: ViewInputs) => <Mistakes {...withTestImages(inputs)} />,
  benchVote: ({ classes }: ViewInputs) => <VoteOfRun {...classes} />,
  whatIf: ({ classes }: ViewInputs) => <WhatIfOfRun {...classes} />,
  classOnBench: (inputs: ViewInputs) => (
    <ClassOnBench {...withTestImages(inputs)}>{classHeld.draw(inputs)}</ClassOnBench>
  ),
  benchHead: (shown: Shown) => <BenchHead shown={shown} />,
};
