/**
 * The rooms of the live page: the story with the charts of the method, and beside it what every method
 * has: its measures, its confusions and its mistakes. One is open at a time, and the scrubber goes on.
 */
import type { ComponentType } from 'react';
import { onlyClassifier } from '../../../analysis/run/classifierNames.ts';
import { canBeVotedAgain } from '../../../analysis/whatIf/benchOutputs.ts';
import { ownChoice } from '../../../analysis/whatIf/whatIfRounds.ts';
import { benchRoom } from '../../../store/bench/benchSlice.ts';
import { actions } from '../../../store/useWorkbench.ts';
import { MeasuresTable } from '../../../views/measures/MeasuresTable.tsx';
import { Reliability } from '../../../views/measures/Reliability.tsx';
import { Rescues } from '../../../views/measures/Rescues.tsx';
import { Mistakes } from '../../../views/mistakes/Mistakes.tsx';
import type { Shown } from '../run/useShownRun.ts';
import { BenchHead, ClassOnBench, hasBench, VoteOfRun, WhatIfOfRun } from './bench/BenchRoom.tsx';
import { ConfusionOfRun } from './ConfusionOfRun.tsx';
import { hasTreeRounds, memberTrees } from './memberTrees.tsx';
import type { StageRow, StageView, ViewInputs } from './methodPage.ts';
import { classHeld } from './sharedViews.tsx';

const measures: StageView = {
  what: 'The measures',
  draw: ({ run }) => <MeasuresTable {...run} />,
};
const reliability: StageView = {
  what: 'The reliability',
  draw: ({ run }) => <Reliability {...run} />,
};
const rescues: StageView = {
  what: 'The rescues',
  draw: ({ classes }) => <Rescues {...classes} />,
  isThere: ({ state }) => onlyClassifier(state) === null,
};

/** What is needed to show test images with what is made of them. */
const withTestImages = ({ tree, shown }: ViewInputs) => ({
  ...tree,
  testLabels: shown.testLabels,
  testImages: shown.testImages,
  onWantImages: actions().wantTestImages,
});
const confusion: StageView = {
  what: 'The confusion matrix',
  draw: (inputs) => <ConfusionOfRun {...withTestImages(inputs)} />,
};
const mistakes: StageView = {
  what: 'The mistakes',
  draw: (inputs) => <Mistakes {...withTestImages(inputs)} />,
};

const benchVote: StageView = {
  what: 'The ensemble bench',
  draw: ({ classes }) => <VoteOfRun {...classes} />,
  isThere: ({ state }) => canBeVotedAgain(state),
};
const whatIf: StageView = {
  what: 'The what-if of μ',
  draw: ({ classes }) => <WhatIfOfRun {...classes} />,
  isThere: ({ state }) => ownChoice(state) !== null,
};
const onBench: StageView = {
  what: 'The class on the bench',
  draw: (inputs) => (
    <ClassOnBench {...withTestImages(inputs)}>{classHeld.draw(inputs)}</ClassOnBench>
  ),
};

export interface StageRoom {
  readonly id: string;
  readonly label: string;
  readonly rows: readonly StageRow[];
  /** What heads the page in place of the story. */
  readonly Head?: ComponentType<{ readonly shown: Shown }>;
  /** Shows the class that is held, in place of what the method's page has. */
  readonly held?: StageView;
  /** Whether the run has what it shows; a room without this is always there. */
  readonly isThere?: (shown: Shown) => boolean;
}

/** The room that the page opens with: the story and the charts of the method. */
export const storyRoom = 'story';

/** The rooms beside the story that a run has. */
export function roomsThere(shown: Shown): readonly StageRoom[] {
  return rooms.filter(({ isThere }) => isThere === undefined || isThere(shown));
}

const rooms: readonly StageRoom[] = [
  {
    id: 'trees',
    label: 'Trees',
    rows: [{ shape: 'whole', cells: [[memberTrees]] }],
    isThere: hasTreeRounds,
  },
  {
    id: 'measures',
    label: 'Measures',
    rows: [
      { shape: 'pair', cells: [[measures], [reliability]] },
      { shape: 'whole', cells: [[rescues]] },
    ],
  },
  { id: 'confusion', label: 'Confusion', rows: [{ shape: 'whole', cells: [[confusion]] }] },
  { id: 'mistakes', label: 'Mistakes', rows: [{ shape: 'whole', cells: [[mistakes]] }] },
  {
    id: benchRoom,
    label: 'Bench',
    rows: [
      { shape: 'whole', cells: [[benchVote]] },
      { shape: 'whole', cells: [[whatIf]] },
    ],
    Head: BenchHead,
    held: onBench,
    isThere: hasBench,
  },
];
