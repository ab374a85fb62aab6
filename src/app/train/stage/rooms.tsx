/**
 * The rooms of the live page: the story with the charts of the method, and beside it what every method
 * has: its measures, its confusions and its mistakes. One is open at a time, and the scrubber goes on.
 */
import type { ComponentType } from 'react';
import { onlyClassifier } from '../../../analysis/run/classifierNames.ts';
import { canBeVotedAgain } from '../../../analysis/whatIf/benchOutputs.ts';
import { ownChoice } from '../../../analysis/whatIf/whatIfRounds.ts';
import { benchRoom } from '../../../store/bench/benchSlice.ts';
import type { Shown } from '../run/useShownRun.ts';
import { LaterRoom } from './laterRoom.tsx';
import { hasTreeRounds, memberTrees } from './memberTrees.tsx';
import type { StageRow, StageView } from './methodPage.ts';

const measures: StageView = {
  what: 'The measures',
  draw: (inputs) => <LaterRoom draw={(views) => views.measures(inputs)} />,
};
const reliability: StageView = {
  what: 'The reliability',
  draw: (inputs) => <LaterRoom draw={(views) => views.reliability(inputs)} />,
};
const rescues: StageView = {
  what: 'The rescues',
  draw: (inputs) => <LaterRoom draw={(views) => views.rescues(inputs)} />,
  isThere: ({ state }) => onlyClassifier(state) === null,
};
const confusion: StageView = {
  what: 'The confusion matrix',
  draw: (inputs) => <LaterRoom draw={(views) => views.confusion(inputs)} />,
};
const mistakes: StageView = {
  what: 'The mistakes',
  draw: (inputs) => <LaterRoom draw={(views) => views.mistakes(inputs)} />,
};

const benchVote: StageView = {
  what: 'The ensemble bench',
  draw: (inputs) => <LaterRoom draw={(views) => views.benchVote(inputs)} />,
  isThere: ({ state }) => canBeVotedAgain(state),
};
const whatIf: StageView = {
  what: 'The what-if of μ',
  draw: (inputs) => <LaterRoom draw={(views) => views.whatIf(inputs)} />,
  isThere: ({ state }) => ownChoice(state) !== null,
};
const onBench: StageView = {
  what: 'The class on the bench',
  draw: (inputs) => <LaterRoom draw={(views) => views.classOnBench(inputs)} />,
};

function BenchHead({ shown }: { readonly shown: Shown }) {
  return <LaterRoom draw={(views) => views.benchHead(shown)} />;
}

/** Whether a run has a vote to take again, or a μ to change. */
function hasBench({ state }: Shown): boolean {
  return canBeVotedAgain(state) || ownChoice(state) !== null;
}

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
