/** A run as the page holds it. */
import type { RunMoments } from '../../analysis/log/runMoments.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassSamples } from '../data/dataSet.ts';

/** What React sees of a run. */
export interface RunView {
  readonly runId: string;
  readonly origin: 'trained here' | 'another window' | 'imported';
  /** Null until the run's first event. */
  readonly newest: RunState | null;
  /** The ends of its epochs. */
  readonly moments: RunMoments;
  /** Samples of its classes; null for an imported log. */
  readonly images: ClassSamples | null;
  /** What to know of its log before relying on it, for people. */
  readonly logNotes: readonly string[];
}

/** Which run of the session is shown. */
export interface ShownRun {
  readonly runs: readonly RunView[];
  readonly shownId: string | null;
}

/** The run that the page shows; null before the first. */
export function shownRun({ runs, shownId }: ShownRun): RunView | null {
  return runs.find(({ runId }) => runId === shownId) ?? null;
}
