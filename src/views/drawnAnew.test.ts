// @vitest-environment happy-dom
/**
 * Views as a run goes on, event by event: each must stand as if it were drawn afresh, and none may be
 * drawn anew by what it does not read. The list of views is held against the sources.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionComponent } from 'react';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  flatTwinState,
  levelwiseLog,
  levelwiseTestLabels,
} from '../analysis/testing/sampleLevelwise.ts';
import { followedBy, sampleLog, sampleTestLabels } from '../analysis/testing/sampleRun.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { HardestEasiest } from './accuracy/HardestEasiest.tsx';
import { AlwaysHard } from './alwaysHard/AlwaysHard.tsx';
import { AssignmentMap } from './assignment/AssignmentMap.tsx';
import { AllClasses } from './classes/AllClasses.tsx';
import { Comparison } from './comparison/Comparison.tsx';
import { ConfusionPairs } from './confusion/ConfusionPairs.tsx';
import { ConfusionMatrix } from './confusion/matrix/ConfusionMatrix.tsx';
import { ErrorChart } from './curves/ErrorChart.tsx';
import { LossChart } from './curves/LossChart.tsx';
import { ClassWeightsChart } from './importance/ClassWeightsChart.tsx';
import { ImportanceChart } from './importance/ImportanceChart.tsx';
import { ClassInspector } from './inspector/ClassInspector.tsx';
import { HoverCard } from './inspector/HoverCard.tsx';
import { LevelwiseInspector } from './inspector/LevelwiseInspector.tsx';
import type * as drawnFromModule from './kit/drawnFrom.ts';
import { LevelAccuracy } from './levels/curves/LevelAccuracy.tsx';
import { MixtureError } from './levels/curves/MixtureError.tsx';
import { MixtureLoss } from './levels/curves/MixtureLoss.tsx';
import { ErrorEntry } from './levels/ErrorEntry.tsx';
import { LevelWeights } from './levels/tables/LevelWeights.tsx';
import { TopDown } from './levels/tables/TopDown.tsx';
import { TopErrors } from './levels/tables/TopErrors.tsx';
import { MeasuresTable } from './measures/MeasuresTable.tsx';
import { Reliability } from './measures/Reliability.tsx';
import { Rescues } from './measures/Rescues.tsx';
import { MembersOverEpochs } from './members/MembersOverEpochs.tsx';
import { Mistakes } from './mistakes/Mistakes.tsx';
import { Reassignments } from './reassignments/Reassignments.tsx';
import { Scrubber } from './scrubber/Scrubber.tsx';
import { Story } from './story/Story.tsx';
import { mount } from './testing/mount.ts';
import { ClassTree } from './tree/ClassTree.tsx';
import { Votes } from './votes/Votes.tsx';

/** Names of the views as they are drawn. */
const drawings: string[] = [];
vi.mock('./kit/drawnFrom.ts', async (original) => {
  const { drawnFrom } = await original<typeof drawnFromModule>();
  const counted: typeof drawnFrom = (select, draw) =>
    drawnFrom(select, (reads) => {
      drawings.push(draw.name);
      return draw(reads);
    });
  return { drawnFrom: counted };
});

const twenty = { classes: 20 };

/** What does not change while a run goes on. */
const still = {
  baseline: flatTwinState(twenty),
  images: null,
  link: { lit: 1, held: 1, hover: () => {}, hold: () => {} },
  controls: null,
  position: null,
  index: 1,
  at: { x: 0, y: 0 },
  onScrub: () => {},
  onLive: () => {},
};

/** All that any view takes, for one moment. */
interface AllProps extends Readonly<typeof still> {
  readonly state: RunState;
  readonly newest: RunState;
  readonly flat: RunState | null;
  readonly testLabels: Int32Array;
}

const votingViews: Readonly<Record<string, FunctionComponent<AllProps>>> = {
  AllClasses,
  AlwaysHard,
  ClassInspector,
  ConfusionMatrix,
  ClassWeightsChart,
  ConfusionPairs,
  ErrorChart,
  HardestEasiest,
  HoverCard,
  ImportanceChart,
  LossChart,
  MeasuresTable,
  Mistakes,
  Reliability,
  Rescues,
  Scrubber,
  Story,
  Votes,
};
const levelwiseViews: Readonly<Record<string, FunctionComponent<AllProps>>> = {
  AssignmentMap,
  ClassTree,
  Comparison,
  ConfusionMatrix,
  ErrorEntry,
  HoverCard,
  LevelAccuracy,
  LevelWeights,
  LevelwiseInspector,
  MeasuresTable,
  Mistakes,
  MixtureError,
  MixtureLoss,
  Reassignments,
  Scrubber,
  Story,
  TopDown,
  TopErrors,
};

/** The moments after the first event of each kind, and the last: what views take there. */
function momentsOf(
  log: readonly RunEvent[],
  flat: RunState | null,
  labelsOf: LabelsOf,
): AllProps[] {
  const types = log.map(({ type }) => type);
  const last = foldRun(log) as RunState;
  const testLabels = labelsOf(last);
  return log.flatMap(({ type }, index) => {
    if (types.indexOf(type) !== index && index !== log.length - 1) return [];
    const state = foldRun(log.slice(0, index + 1)) as RunState;
    return [
      { ...still, state, newest: state, flat: state.rounds.length > 0 ? flat : null, testLabels },
    ];
  });
}
type LabelsOf = (state: RunState) => Int32Array;

const votingRun = momentsOf(
  sampleLog({ data: 'mnist', rounds: 2, epochs: 3 }),
  null,
  sampleTestLabels,
);
const jointRun = momentsOf(
  sampleLog({ data: 'mnist', method: 'joint-mixture', rounds: 3, epochs: 3 }),
  null,
  sampleTestLabels,
);
const levelwiseRun = momentsOf(levelwiseLog(twenty), flatTwinState(twenty), levelwiseTestLabels);

const jointViews: Readonly<Record<string, FunctionComponent<AllProps>>> = {
  MembersOverEpochs,
  Story,
};

const cases = [
  ...Object.entries(jointViews).map(([name, view]) => ({ name, view, run: jointRun })),
  ...Object.entries(votingViews).map(([name, view]) => ({ name, view, run: votingRun })),
  ...Object.entries(levelwiseViews).map(([name, view]) => ({ name, view, run: levelwiseRun })),
];

describe('a view of a run that goes on', () => {
  // Classes that travel between two moments are no part of either.
  beforeAll(() => {
    vi.stubGlobal('matchMedia', (query: string) => ({
      matches: query.includes('reduced-motion'),
      addEventListener: () => {},
      removeEventListener: () => {},
    }));
  });
  afterAll(() => void vi.unstubAllGlobals());

  it('is in the list of this test', () => {
    const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.tsx'))
      .map((path) => readFileSync(join(import.meta.dirname, path), 'utf8'));
    const drawn = sources.flatMap((text) =>
      [...text.matchAll(/export const (\w+) = drawnFrom\(/g)].map(([, name]) => name),
    );
    const listed = [votingViews, levelwiseViews, jointViews].flatMap((views) => Object.keys(views));
    expect(drawn.length).toBeGreaterThan(0);
    expect(drawn.toSorted()).toEqual([...new Set(listed)].toSorted());
  });

  it.each(cases)('stands as if drawn afresh: $name at $run.length moments', ({ view, run }) => {
    const live = mount(view, run[0]);
    for (const moment of run.slice(1)) {
      live.draw(moment);
      const fresh = mount(view, moment);
      expect(live.parts()).toEqual(fresh.parts());
      fresh.unmount();
    }
    live.unmount();
  });

  it.each(cases)('is drawn anew by progress only if it reads it: $name', ({ name, view, run }) => {
    const begun = run.find(({ state }) => state.rounds[0]?.epochs.length === 1) as AllProps;
    const progress = { round: 1, epoch: 2, step: 1, trainLoss: 1, imagesPerSecond: 100 };
    const state = followedBy(begun.state, { type: 'progress', ...progress });
    const live = mount(view, begun);
    drawings.length = 0;
    live.draw({ ...begun, state, newest: state });
    expect(drawings).toEqual(name === 'Scrubber' ? ['Scrubber'] : []);
    live.unmount();
  });
});
