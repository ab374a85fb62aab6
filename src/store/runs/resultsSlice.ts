/** What many runs have come to, for the page that compares them: kept ones as asked, and collected. */
import { outcomeOfResult } from '../../analysis/results/outcomeOfResult.ts';
import { outcomeOfState } from '../../analysis/results/outcomeOfState.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { PageSlice } from '../pageSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { textOf } from './runErrors.ts';
import type { RunView } from './runView.ts';

/** A kept run, and when it was last written to, in milliseconds since 1970. */
export interface AskedRun {
  readonly runId: string;
  readonly updatedAt: number;
}

/** What a kept run had come to when it was asked for. */
interface KnownOutcome {
  /** Null for a run that cannot be read. */
  readonly outcome: RunOutcome | null;
  readonly updatedAt: number;
}

export const resultViews = ['table', 'classes', 'pairs', 'axes'] as const;
export type ResultView = (typeof resultViews)[number];

export interface ResultsSlice {
  /** The runs to compare; null leaves them to the page. */
  readonly resultsOf: readonly string[] | null;
  /** How they are looked at; null leaves it to how many there are. */
  readonly resultView: ResultView | null;
  readonly knownOutcomes: ReadonlyMap<string, KnownOutcome>;
  /** Results that were brought here as files, which no run here is of. */
  readonly collected: readonly RunOutcome[];
  /** Opens the page with some runs, as a table. */
  readonly compareMany: (runIds: readonly string[]) => void;
  /** Leaves the runs to the page again, or takes others, without opening it. */
  readonly chooseResults: (runIds: readonly string[] | null) => void;
  readonly showResultsAs: (view: ResultView) => void;
  /** Asks what kept runs have come to, as far as it is not known as they stand now. */
  readonly askOutcomes: (runs: readonly AskedRun[]) => Promise<void>;
  /** Takes in `result.json` files of runs from elsewhere; what is none is told. */
  readonly collectResults: (files: readonly File[]) => Promise<void>;
  readonly dropCollected: () => void;
}

type Tools = SliceTools<ResultsSlice & Pick<PageSlice, 'page'> & Pick<ShellSlice, 'notify'>>;

export function resultsSlice({ get, set, ask }: Tools): ResultsSlice {
  /** Runs that were asked for and are not answered yet. */
  const asking = new Set<string>();
  return {
    resultsOf: null,
    resultView: null,
    knownOutcomes: new Map(),
    collected: [],
    compareMany: (resultsOf) => set({ resultsOf, resultView: 'table', page: 'compare' }),
    chooseResults: (resultsOf) => set({ resultsOf }),
    showResultsAs: (resultView) => set({ resultView }),
    askOutcomes: async (runs) => {
      const known = get().knownOutcomes;
      const isNeeded = ({ runId, updatedAt }: AskedRun) =>
        !asking.has(runId) && (known.get(runId)?.updatedAt ?? -1) < updatedAt;
      const needed = runs.filter(isNeeded);
      if (needed.length === 0) return;
      for (const { runId } of needed) asking.add(runId);
      try {
        const { outcomes } = await ask('run-outcomes', { runs: needed });
        const byId = new Map(outcomes.map((outcome) => [outcome.id, outcome]));
        const answered = needed.map(({ runId, updatedAt }): [string, KnownOutcome] => [
          runId,
          { outcome: byId.get(runId) ?? null, updatedAt },
        ]);
        set({ knownOutcomes: new Map([...get().knownOutcomes, ...answered]) });
      } catch (error) {
        const { message, remedy } = textOf(error);
        const title = 'The runs are not compared';
        get().notify({ tone: 'error', title, message: `${message} ${remedy}`.trim() });
      } finally {
        for (const { runId } of needed) asking.delete(runId);
      }
    },
    collectResults: async (files) => {
      const taken: RunOutcome[] = [];
      const refused: string[] = [];
      for (const file of files.filter(({ name }) => name.endsWith('.json'))) {
        const reading = await readResult(file);
        if (reading.ok) taken.push(reading.outcome);
        else refused.push(`${file.name}: ${reading.message}.`);
      }
      const collected = new Map(
        [...get().collected, ...taken].map((outcome) => [outcome.id, outcome]),
      );
      set({ collected: [...collected.values()] });
      if (taken.length > 0 && refused.length === 0) return;
      get().notify({
        tone: refused.length > 0 ? 'error' : 'info',
        title: `${taken.length} of ${taken.length + refused.length} results were taken in`,
        message:
          refused.length > 0
            ? refused.slice(0, mostTold).join(' ')
            : 'Results are files named result.json, one a run, as the command line writes them.',
      });
    },
    dropCollected: () => set({ collected: [] }),
  };
}

/** Refusals that are told one by one. */
const mostTold = 3;

const collectedStart = 'result ';

/** Whether an outcome was brought here as a file: there is no run of it to open. */
export const isCollected = ({ id }: Pick<RunOutcome, 'id'>): boolean =>
  id.startsWith(collectedStart);

/** A result is known by what it is of: the same run brought twice counts once. */
async function readResult(file: File): Promise<ReturnType<typeof outcomeOfResult>> {
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch {
    return { ok: false, message: 'it is no JSON' };
  }
  const reading = outcomeOfResult(value, '');
  if (!reading.ok) return reading;
  const { specHash, datasetHash, device, digest } = reading.outcome;
  const id = `${collectedStart}${specHash} ${datasetHash} ${device} ${digest}`;
  return { ok: true, outcome: { ...reading.outcome, id } };
}

const ofStates = new WeakMap<RunState, RunOutcome>();

/** What a run in this window has come to so far; null before its first epoch. */
export function liveOutcome({ newest }: Pick<RunView, 'newest'>): RunOutcome | null {
  if (newest === null) return null;
  const outcome = ofStates.get(newest) ?? outcomeOfState(newest);
  ofStates.set(newest, outcome);
  return outcome.curve.rounds.length === 0 ? null : outcome;
}

/**
 * What some runs have come to, in their order: those of this window as they stand, others as far as
 * it is known. Runs without a finished epoch are left out.
 */
export function outcomesOf(
  runIds: readonly string[],
  {
    runs,
    knownOutcomes,
  }: { readonly runs: readonly RunView[] } & Pick<ResultsSlice, 'knownOutcomes'>,
): RunOutcome[] {
  const views = new Map(runs.map((view) => [view.runId, view]));
  return runIds.flatMap((runId) => {
    const view = views.get(runId);
    const outcome = (view && liveOutcome(view)) ?? knownOutcomes.get(runId)?.outcome ?? null;
    return outcome === null || outcome.curve.rounds.length === 0 ? [] : [outcome];
  });
}
