/**
 * The workbench: all state of the page, in one zustand store made of slices. It is the only place
 * where events meet React, and it reaches training and parsing through the worker's client alone.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Connect } from './connection.ts';
import { createConnection } from './connection.ts';
import { type DataSlice, dataSlice } from './data/dataSlice.ts';
import { type QuestionsSlice, questionsSlice } from './data/questionsSlice.ts';
import { type StorageSlice, storageSlice, watchNamedData } from './data/storageSlice.ts';
import { type TestImagesSlice, testImagesSlice, watchTestImages } from './data/testImagesSlice.ts';
import { type DraftSlice, draftSlice } from './draft/draftSlice.ts';
import { type LevelwiseSlice, levelwiseSlice, previewable } from './draft/levelwiseSlice.ts';
import { watchSpec } from './draft/watchSpec.ts';
import { estimable, type MachineSlice, machineSlice } from './machineSlice.ts';
import { type ClassLinkSlice, classLinkSlice } from './runs/classLinkSlice.ts';
import { type ComparisonSlice, comparisonSlice } from './runs/comparisonSlice.ts';
import { type RunsSlice, runsSlice } from './runs/runsSlice.ts';
import { type ShellSlice, shellSlice } from './shellSlice.ts';
import { type ShowcaseSlice, showcaseSlice } from './showcaseSlice.ts';

export type Workbench = ShellSlice &
  ShowcaseSlice &
  QuestionsSlice &
  DraftSlice &
  DataSlice &
  StorageSlice &
  RunsSlice &
  ClassLinkSlice &
  LevelwiseSlice &
  ComparisonSlice &
  TestImagesSlice &
  MachineSlice;

export type WorkbenchStore = StoreApi<Workbench>;

/** What slices work with. */
export interface SliceTools {
  readonly get: () => Workbench;
  readonly set: (change: Partial<Workbench>) => void;
  readonly ask: ReturnType<typeof createConnection>['ask'];
  /** Where the built-in data set lies. */
  readonly glyphsUrl: string;
  /** Asks the browser to keep what is stored until a person removes it. */
  readonly askForLastingStorage: () => void;
}

/** A workbench that talks to the worker that `connect` makes. */
export function createWorkbench(
  connect: Connect,
  glyphsUrl: string,
  askForLastingStorage: SliceTools['askForLastingStorage'] = () => {},
): WorkbenchStore {
  const store = createStore<Workbench>()((set, get) => {
    const connection = createConnection(connect, {
      onEvents: (events) => get().receiveEvents(events),
      onLost: () => get().workerLost(),
    });
    const tools: SliceTools = {
      get,
      set,
      ask: connection.ask,
      glyphsUrl,
      askForLastingStorage,
    };
    return {
      ...shellSlice(tools),
      ...showcaseSlice(tools),
      ...questionsSlice(tools),
      ...draftSlice(tools),
      ...dataSlice(tools),
      ...storageSlice(tools),
      ...runsSlice(tools),
      ...classLinkSlice(tools),
      ...levelwiseSlice(tools),
      ...comparisonSlice(tools),
      ...testImagesSlice(tools),
      ...machineSlice(tools),
    };
  });
  watchSpec(store, estimable, (spec) => void store.getState().askEstimate(spec));
  watchSpec(store, previewable, (spec) => void store.getState().askHierarchyPreview(spec));
  watchTestImages(store);
  watchNamedData(store);
  return store;
}
