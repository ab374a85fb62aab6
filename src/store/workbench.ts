/**
 * The workbench: all state of the page, in one zustand store made of slices. It is the only place
 * where events meet React, and it reaches training and parsing through the worker's client alone.
 */
import type { StoreApi } from 'zustand/vanilla';
import { type BenchSlice, benchSlice, watchBench } from './bench/benchSlice.ts';
import { type Connect, createConnection } from './connection.ts';
import { type DataSlice, dataSlice } from './data/dataSlice.ts';
import { type LastingSlice, lastingSlice } from './data/lastingSlice.ts';
import { type LastingStorage, unknownLasting } from './data/lastingStorage.ts';
import { type QuestionsSlice, questionsSlice } from './data/questionsSlice.ts';
import { type StorageSlice, storageSlice } from './data/storageSlice.ts';
import { type TestImagesSlice, testImagesSlice, watchTestImages } from './data/testImagesSlice.ts';
import { watchNamedData } from './data/watchNamedData.ts';
import { estimable, previewable } from './draft/draftedExperiment.ts';
import { type DraftSlice, draftSlice } from './draft/draftSlice.ts';
import { type LevelwiseSlice, levelwiseSlice } from './draft/levelwiseSlice.ts';
import { type NetworksSlice, networksSlice } from './draft/networksSlice.ts';
import { type StartSlice, startSlice } from './draft/startSlice.ts';
import { watchSpec } from './draft/watchSpec.ts';
import { createFirstState, type FirstStore } from './firstState.ts';
import { type MachineSlice, machineSlice } from './machineSlice.ts';
import type { PageSlice } from './pageSlice.ts';
import { type ClassLinkSlice, classLinkSlice } from './runs/classLinkSlice.ts';
import { type ComparisonSlice, comparisonSlice } from './runs/comparisonSlice.ts';
import { type GrowthSlice, growthSlice } from './runs/growthSlice.ts';
import { type KeptRunsSlice, keptRunsSlice } from './runs/keptRunsSlice.ts';
import { type LossSlice, lossSlice } from './runs/lossSlice.ts';
import { type ModelSlice, modelSlice } from './runs/modelSlice.ts';
import { type ProjectSlice, projectSlice } from './runs/projectSlice.ts';
import { type RepeatSlice, repeatSlice, watchRepeats } from './runs/repeatSlice.ts';
import { type ResultsSlice, resultsSlice } from './runs/resultsSlice.ts';
import { type RunsSlice, runsSlice } from './runs/runsSlice.ts';
import { watchKeptRuns } from './runs/watchKeptRuns.ts';
import { type ShellSlice, shellSlice } from './shellSlice.ts';
import { type ShowcaseSlice, showcaseSlice } from './showcaseSlice.ts';
import type { SliceTools } from './sliceTools.ts';
import { type SweepDraftSlice, sweepDraftSlice } from './sweeps/sweepDraftSlice.ts';
import { type SweepsSlice, sweepsSlice, watchQueue } from './sweeps/sweepsSlice.ts';
import { type TrySlice, trySlice } from './tried/trySlice.ts';
import { type KeepingSlice, keepingSlice } from './window/keepingSlice.ts';
import { noOtherWindows, type OtherWindows } from './window/otherWindows.ts';
import { type SlowedSlice, slowedSlice } from './window/slowedSlice.ts';
import { type WatchedRunSlice, watchedRunSlice } from './window/watchedRunSlice.ts';
import { watchOtherWindows } from './window/watchOtherWindows.ts';

export type Workbench = PageSlice &
  ShellSlice &
  ShowcaseSlice &
  QuestionsSlice &
  DraftSlice &
  NetworksSlice &
  DataSlice &
  StorageSlice &
  LastingSlice &
  RunsSlice &
  KeptRunsSlice &
  GrowthSlice &
  LossSlice &
  ProjectSlice &
  RepeatSlice &
  SweepsSlice &
  SweepDraftSlice &
  KeepingSlice &
  WatchedRunSlice &
  SlowedSlice &
  ClassLinkSlice &
  LevelwiseSlice &
  StartSlice &
  ModelSlice &
  ComparisonSlice &
  ResultsSlice &
  TestImagesSlice &
  BenchSlice &
  TrySlice &
  MachineSlice;

export type WorkbenchStore = StoreApi<Workbench>;

/**
 * A workbench that talks to the worker that `connect` makes. The built-in data set lies at
 * `glyphsUrl`; `lasting` is the browser's word on whether it keeps what is stored;
 * `windows` are the others that it has open; `first` is what the page has shown so far, which becomes
 * a part of it.
 */
export function createWorkbench(
  connect: Connect,
  glyphsUrl: string,
  lasting: LastingStorage = unknownLasting,
  windows: OtherWindows = noOtherWindows,
  first: FirstStore = createFirstState(),
): WorkbenchStore {
  // Whole from the next statement on.
  const store = first as unknown as WorkbenchStore;
  store.setState(slicesOf(store, connect, glyphsUrl, lasting, windows));
  watchSpec(store, estimable, (spec) => void store.getState().askEstimate(spec));
  watchSpec(store, previewable, (spec) => void store.getState().askHierarchyPreview(spec));
  watchTestImages(store);
  watchBench(store);
  watchNamedData(store);
  watchKeptRuns(store);
  watchRepeats(store, store.setState);
  watchOtherWindows(store, windows);
  watchQueue(store);
  return store;
}

/** All of the workbench but what the first page brings. */
function slicesOf(
  { getState: get, setState: set }: WorkbenchStore,
  connect: Connect,
  glyphsUrl: string,
  lasting: LastingStorage,
  windows: OtherWindows,
): Omit<Workbench, keyof PageSlice> {
  const connection = createConnection(connect, {
    onEvents: (events) => {
      get().receiveEvents(events);
      get().noteRates(events);
    },
    onOutdated: () => get().noteOutdated(),
    onRunUnkept: (reason) => get().noteUnkept(reason),
    onLost: () => get().workerLost(),
  });
  const { ask, replace: replaceWorker } = connection;
  const tools: SliceTools<Workbench> = { get, set, ask, replaceWorker };
  return {
    ...shellSlice(tools),
    ...showcaseSlice(tools),
    ...questionsSlice(),
    ...draftSlice(tools),
    ...networksSlice(tools),
    ...dataSlice(tools, glyphsUrl),
    ...storageSlice(tools),
    ...lastingSlice(tools, lasting),
    ...runsSlice(tools),
    ...keptRunsSlice(tools, windows),
    ...growthSlice(tools),
    ...lossSlice(tools),
    ...projectSlice(tools),
    ...repeatSlice(tools),
    ...sweepsSlice(tools, windows),
    ...sweepDraftSlice(tools),
    ...keepingSlice(tools),
    ...watchedRunSlice(tools, windows),
    ...slowedSlice(tools),
    ...classLinkSlice(tools),
    ...levelwiseSlice(tools),
    ...startSlice(tools),
    ...modelSlice(tools),
    ...comparisonSlice(tools),
    ...resultsSlice(tools),
    ...testImagesSlice(tools),
    ...benchSlice(tools),
    ...trySlice(tools),
    ...machineSlice(tools),
  };
}
