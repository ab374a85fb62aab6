/**
 * What the live page shows: the run that is chosen at the moment that is chosen, with its images
 * and its twin; before any run the draft, as it would begin.
 */
import { useMemo } from 'react';
import type { RunState } from '../../../spec/run/runState.ts';
import { heldData, matchData } from '../../../store/data/dataSet.ts';
import { areTestImagesOf } from '../../../store/data/testImagesSlice.ts';
import { previewState } from '../../../store/draft/previewState.ts';
import { flatTwinOf, twinAt } from '../../../store/runs/flatTwin.ts';
import { imagesOf } from '../../../store/runs/runClasses.ts';
import { shownRun } from '../../../store/runs/runView.ts';
import { shownState } from '../../../store/selectors.ts';
import { useWorkbench } from '../../../store/useWorkbench.ts';
import type { Workbench } from '../../../store/workbench.ts';
import type { ClassImages } from '../../../views/classImages.ts';

/** What every view of the page draws. */
export interface Shown {
  /** The run at the moment to show; before any run, the draft as it would begin. */
  readonly state: RunState;
  /** The newest moment. */
  readonly newest: RunState;
  readonly images: ClassImages | null;
  /** Class of each test image; null until known. */
  readonly testLabels: Int32Array | null;
  readonly testImages: ReadonlyMap<number, Uint8Array> | undefined;
  readonly isPreview: boolean;
  /** What to know of its log before relying on it. */
  readonly logNotes: readonly string[];
  /** The flat twin of a level-wise run, at the moment shown; null without one. */
  readonly flat: RunState | null;
}

const none: readonly string[] = [];

/** The run that is shown, or its preview; null while there is neither run nor fitting data. */
export function useShownRun(): Shown | null {
  const run = useWorkbench(shownRun);
  const state = useWorkbench(shownState);
  const preview = usePreview();
  const testImages = useWorkbench((workbench) => workbench.testImages);
  const shown = state ?? preview;
  const newest = run?.newest ?? preview;
  const runImages = run?.images ?? null;
  const logNotes = run?.logNotes ?? none;
  const flat = useWorkbench(shownTwin);
  const samples = useSamples(runImages === null ? shown : null);
  return useMemo(() => {
    if (shown === null || newest === null) return null;
    const isSameData = areTestImagesOf(testImages, shown);
    const labels = isSameData ? testImages.labels : null;
    return {
      state: shown,
      newest,
      images: runImages ?? samples,
      testLabels: labels?.length === shown.dataset.counts.test ? labels : null,
      testImages: isSameData ? testImages.images : undefined,
      isPreview: state === null,
      logNotes,
      flat,
    };
  }, [shown, newest, runImages, samples, state, testImages, logNotes, flat]);
}

/**
 * Sample images of the data at hand for a run that has none of its own: the same ones as long as the
 * run's data and classes are, so that nothing is drawn anew for them.
 */
function useSamples(shown: RunState | null): ClassImages | null {
  const view = useWorkbench(({ data }) => heldData(data));
  const hash = shown?.dataset.hash;
  const dataset = shown?.spec.dataset;
  return useMemo(
    () => (view !== null && view.hash === hash && dataset ? imagesOf(view, dataset) : null),
    [view, hash, dataset],
  );
}

/** The flat twin of what is shown, as far as it has come. */
function shownTwin(workbench: Workbench): RunState | null {
  const state = shownState(workbench);
  return state && twinAt(flatTwinOf(state, workbench.runs), state);
}

function usePreview(): RunState | null {
  const spec = useWorkbench(({ draft }) => draft.lastGood);
  const view = useWorkbench(({ data }) => heldData(data));
  return useMemo(
    () =>
      view !== null && matchData(spec.dataset, view) === 'same' ? previewState(spec, view) : null,
    [spec, view],
  );
}
