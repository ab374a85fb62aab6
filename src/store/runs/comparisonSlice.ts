/** Which two runs the page of comparisons shows. */
import type { PageSlice } from '../pageSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { flatTwinOf } from './flatTwin.ts';
import type { ResultsSlice } from './resultsSlice.ts';
import type { RunView, ShownRun } from './runView.ts';

/** A run and what it is measured against. */
export interface ComparedIds {
  readonly runId: string;
  readonly baselineId: string;
}

export interface ComparisonSlice {
  /** What was chosen; null leaves it to {@link comparedRuns}. */
  readonly compared: ComparedIds | null;
  /** Opens the page with two runs. */
  readonly compareRuns: (compared: ComparedIds) => void;
}

type Tools = SliceTools<
  ComparisonSlice & Pick<PageSlice, 'page'> & Pick<ResultsSlice, 'resultView'>
>;

export function comparisonSlice({ set }: Tools): ComparisonSlice {
  return {
    compared: null,
    compareRuns: (compared) => set({ compared, resultView: 'pairs', page: 'compare' }),
  };
}

export interface ComparedRuns {
  readonly run: RunView;
  readonly baseline: RunView;
}

/** Runs with at least one epoch behind them: what can be compared. */
export function comparable(runs: readonly RunView[]): readonly RunView[] {
  return runs.filter(({ newest }) => newest?.rounds.some(({ epochs }) => epochs.length > 0));
}

/** Runs on the same images. */
export function onSameData(run: RunView, runs: readonly RunView[]): readonly RunView[] {
  return runs.filter(
    (other) => other !== run && other.newest?.dataset.hash === run.newest?.dataset.hash,
  );
}

/**
 * The two runs to compare: those chosen, while both are there; else the run that is shown, or the
 * newest, beside its flat twin, or the newest other run of its data set. Null without two.
 */
export function comparedRuns({
  runs,
  compared,
  shownId,
}: ShownRun & Pick<ComparisonSlice, 'compared'>): ComparedRuns | null {
  const candidates = comparable(runs);
  const byId = (id: string | undefined) => candidates.find(({ runId }) => runId === id) ?? null;
  const chosen = byId(compared?.runId);
  if (chosen !== null) {
    const baseline = byId(compared?.baselineId);
    if (baseline !== null && onSameData(chosen, [baseline]).length > 0) {
      return { run: chosen, baseline };
    }
  }
  const shown = byId(shownId ?? undefined);
  // A flat twin is what its level-wise run is measured against, not the other way round.
  const first = chosen ?? (shown && (twinnedWith(shown, candidates) ?? shown));
  const ordered = first === null ? candidates.toReversed() : [first, ...candidates.toReversed()];
  for (const run of ordered) {
    const baseline = usualBaseline(run, candidates);
    if (baseline !== null) return { run, baseline };
  }
  return null;
}

/** The newest run whose flat twin this is. */
function twinnedWith(twin: RunView, candidates: readonly RunView[]): RunView | null {
  const isTwin = ({ newest }: RunView) => newest && flatTwinOf(newest, candidates) === twin;
  return candidates.findLast(isTwin) ?? null;
}

function usualBaseline(run: RunView, candidates: readonly RunView[]): RunView | null {
  const twin = run.newest && flatTwinOf(run.newest, candidates);
  return twin ?? onSameData(run, candidates).at(-1) ?? null;
}
