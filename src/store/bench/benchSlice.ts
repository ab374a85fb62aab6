/**
 * The bench of the run that is shown: what a person has changed there, which changes nothing of the run,
 * and the outputs of its networks, which are fetched from the worker while the room is open.
 */
import { isRepeatOf } from '../../analysis/run/repeatVerdict.ts';
import {
  benchSplits,
  canBeVotedAgain,
  type SplitOfMembers,
} from '../../analysis/whatIf/benchOutputs.ts';
import { type BenchSettings, plainBench } from '../../spec/benchSettings.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { WorkerError } from '../../worker/client.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { KeptRunsSlice } from '../runs/keptRunsSlice.ts';
import type { LaunchState } from '../runs/launch.ts';
import { openDataOf, type WaysToData } from '../runs/openDataOf.ts';
import { textOf } from '../runs/runErrors.ts';
import { type ShownRun, shownRun } from '../runs/runView.ts';
import type { SliceTools, WatchedStore } from '../sliceTools.ts';

/** The room of a run that the bench is in. */
export const benchRoom = 'bench';

/** Outputs of the first networks of a run. */
export interface BenchOutputsState {
  readonly runId: string;
  readonly rounds: number;
  /** `missing`: training left none here, so that the networks must be evaluated once more. */
  readonly phase: 'asking' | 'missing' | 'evaluating' | 'here';
  readonly splits: readonly SplitOfMembers[];
  /** Networks that were evaluated once more. */
  readonly evaluated: number;
  /** Why it came to nothing; null while nothing has gone wrong. */
  readonly error: string | null;
}

export interface BenchSlice {
  /** What of a run the page shows: its story, or a room beside it. */
  readonly room: string;
  readonly openRoom: (room: string) => void;
  /** What was changed last, and on the bench of which experiment. */
  readonly bench: { readonly spec: ExperimentSpec | null; readonly settings: BenchSettings };
  readonly setBench: (spec: ExperimentSpec, settings: BenchSettings) => void;
  /** Whether a vote is being dragged, so that answers must come at once. */
  readonly isBenchMoving: boolean;
  readonly moveBench: (isMoving: boolean) => void;
  /** Of the run that is shown; null before any were asked for. */
  readonly benchOutputs: BenchOutputsState | null;
  /** Asks for what training left of them. */
  readonly askBenchOutputs: () => Promise<void>;
  /** Evaluates the networks of the run once more, which must be kept. */
  readonly evaluateBench: () => Promise<void>;
  readonly leaveEvaluating: () => void;
}

type Needs = ShownRun &
  WaysToData &
  Pick<MachineSlice, 'threads'> &
  Pick<KeptRunsSlice, 'keptRuns' | 'askKeptRuns'> & { readonly launch: LaunchState };
type Tools = SliceTools<BenchSlice & Needs>;

/** What was changed on the bench of an experiment; nothing where another one's was. */
export function benchOf(
  { spec, settings }: BenchSlice['bench'],
  of: ExperimentSpec,
): BenchSettings {
  return spec !== null && (spec === of || isRepeatOf(spec, of)) ? settings : plainBench;
}

export function benchSlice(tools: Tools): BenchSlice {
  const { get, set } = tools;
  let abort = new AbortController();
  return {
    room: 'story',
    openRoom: (room) => set({ room }),
    bench: { spec: null, settings: plainBench },
    setBench: (spec, settings) => set({ bench: { spec, settings } }),
    isBenchMoving: false,
    moveBench: (isMoving) => {
      if (get().isBenchMoving !== isMoving) set({ isBenchMoving: isMoving });
    },
    benchOutputs: null,
    askBenchOutputs: () => fetchOutputs(tools, false, new AbortController().signal),
    evaluateBench: async () => {
      abort = new AbortController();
      const { signal } = abort;
      const run = get().keptRuns?.find(({ runId }) => runId === get().shownId);
      try {
        if (run?.state === 'whole') await openDataOf(get(), run, 'Compute them once more');
      } catch (error) {
        const now = get().benchOutputs;
        if (now !== null) set({ benchOutputs: { ...now, error: textOf(error).message } });
        return;
      }
      await fetchOutputs(tools, true, signal);
    },
    leaveEvaluating: () => abort.abort(),
  };
}

/** Asks whenever the room is open and another run, or another network, has come. */
export function watchBench(store: WatchedStore<BenchSlice & Needs>): void {
  store.subscribe((state) => {
    if (state.room !== benchRoom) return;
    const wanted = wantedOf(state);
    if (wanted === null) return;
    const { benchOutputs: known } = state;
    const isNew = known?.runId !== wanted.runId || known.rounds < wanted.rounds;
    if (isNew && known?.phase !== 'evaluating') void state.askBenchOutputs();
  });
}

/** The run whose outputs are to be had, and how many networks it has; null for none. */
function wantedOf(
  state: Needs,
): { readonly runId: string; readonly rounds: number; readonly run: RunState } | null {
  const run = shownRun(state)?.newest ?? null;
  if (run === null || !canBeVotedAgain(run)) return null;
  const rounds = run.rounds.filter(({ outcome }) => outcome !== null).length;
  return rounds === 0 ? null : { runId: run.runId, rounds, run };
}

async function fetchOutputs(
  { get, set, ask }: Tools,
  evaluate: boolean,
  signal: AbortSignal,
): Promise<void> {
  const wanted = wantedOf(get());
  if (wanted === null) return;
  const { runId, rounds, run } = wanted;
  const before = get().benchOutputs;
  const kept = before?.runId === runId ? before.splits : [];
  const base = { runId, rounds, splits: kept, evaluated: 0, error: null };
  set({ benchOutputs: { ...base, phase: evaluate ? 'evaluating' : 'asking' } });
  const tell = (change: Partial<BenchOutputsState>) => {
    const now = get().benchOutputs;
    if (now?.runId === runId && now.rounds === rounds) set({ benchOutputs: { ...now, ...change } });
  };
  const { threads } = get();
  const asked = { runId, rounds, splits: benchSplits(run), evaluate, threads };
  const onProgress = ({ done }: { readonly done: number }) => tell({ evaluated: done });
  try {
    const { splits } = await ask('member-outputs', asked, { signal, onProgress });
    tell(splits === null ? { phase: 'missing' } : { phase: 'here', splits });
  } catch (error) {
    const isGivenUp = error instanceof WorkerError && error.cancelled;
    const { message, remedy } = textOf(error);
    const told = message.includes(remedy) ? message : `${message} ${remedy}`;
    tell({ phase: 'missing', error: isGivenUp ? null : told });
  }
}
