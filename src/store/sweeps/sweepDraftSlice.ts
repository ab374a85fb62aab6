/** The comparison that is being made: opened from a draft, a kept sweep, a link or a file, and timed. */
import { costKey, runTimes } from '../../analysis/sweeps/runTimes.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { describeIssues } from '../../spec/readSpec.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { type DataState, heldData, matchData } from '../data/dataSet.ts';
import { dataIssues } from '../draft/dataIssues.ts';
import type { MachineSlice } from '../machineSlice.ts';
import type { PageSlice } from '../pageSlice.ts';
import type { LaunchState } from '../runs/launch.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import { draftOfSweep, newSweep, type SweepDraft } from './sweepDraft.ts';
import { timedRuns } from './timedRuns.ts';

/** Where a comparison comes from: one that is kept, one of Espalier’s own, or what somebody sent. */
export type SweepOrigin = { readonly id: string } | 'here' | 'elsewhere';

export interface SweepDraftSlice {
  /** Null before the first. */
  readonly sweepDraft: SweepDraft | null;
  /** Whether the page of runs shows it in place of the list. */
  readonly isSweepOpen: boolean;
  /** Seconds by cost, of experiments that were timed for a moment. */
  readonly guessedTimes: ReadonlyMap<string, number>;
  /** Opens a new comparison over an experiment. */
  readonly compareOver: (base: ExperimentSpec) => void;
  /** Opens a comparison. */
  readonly openSweep: (sweep: SweepSpec, from: SweepOrigin) => void;
  /** Opens `sweep.json`; what it is refused for is told. Whether it was opened. */
  readonly openSweepFile: (file: Blob & { readonly name: string }) => Promise<boolean>;
  /** Shows the comparison that was being made, or the list again. */
  readonly showSweep: (isOpen: boolean) => void;
  readonly editSweep: (change: (sweep: SweepSpec) => SweepSpec) => void;
  /** The draft is kept under this id from now on, where it is the sweep that was. */
  readonly noteSweepKept: (sweep: SweepSpec, id: string) => void;
  /** Times for a moment each experiment of which no time is known, as far as its data is at hand. */
  readonly timeSettings: (specs: readonly ExperimentSpec[]) => Promise<void>;
}

type Needs = Pick<ShellSlice, 'notify'> &
  Pick<PageSlice, 'goTo'> &
  Pick<MachineSlice, 'threads'> & {
    readonly keptRuns: readonly ListedRun[] | null;
    readonly data: DataState;
    readonly launch: LaunchState;
  };

/** Longer files are no comparisons. */
const longestFile = 16_000_000;

export function sweepDraftSlice({
  get,
  set,
  ask,
}: SliceTools<SweepDraftSlice & Needs>): SweepDraftSlice {
  let timing = new AbortController();
  const open = (sweepDraft: SweepDraft) => {
    const { sweepDraft: before } = get();
    set({ sweepDraft, isSweepOpen: true });
    get().goTo('runs');
    if (!before?.isEdited) return;
    get().notify({
      tone: 'info',
      title: 'Another comparison was set aside',
      message: `“${before.value.name}” has changes that are not in the queue.`,
      action: { label: 'Bring it back', act: () => open(before) },
    });
  };
  const refuse = (name: string, why: string) =>
    get().notify({
      tone: 'error',
      title: `${name} was not opened`,
      message: `${why} What was here is as it was.`,
    });
  return {
    sweepDraft: null,
    isSweepOpen: false,
    guessedTimes: new Map(),
    compareOver: (base) => open(draftOfSweep(newSweep(base), { id: null, isForeign: false })),
    openSweep: (sweep, from) =>
      open(
        draftOfSweep(sweep, {
          id: typeof from === 'string' ? null : from.id,
          isForeign: from === 'elsewhere',
        }),
      ),
    openSweepFile: async (file) => {
      if (file.size > longestFile) {
        refuse(file.name, 'It is far longer than any comparison.');
        return false;
      }
      const reading = readSweep(jsonOf(await file.text()));
      if (!reading.ok) {
        refuse(file.name, `${describeIssues(reading.issues)}.`);
        return false;
      }
      get().openSweep(reading.sweep, 'elsewhere');
      if (reading.note !== undefined) {
        get().notify({ tone: 'info', title: file.name, message: reading.note });
      }
      return true;
    },
    showSweep: (isSweepOpen) => set({ isSweepOpen }),
    editSweep: (change) => {
      const { sweepDraft } = get();
      if (sweepDraft === null) return;
      const { id, value } = sweepDraft;
      set({ sweepDraft: draftOfSweep(change(value), { id, isForeign: false, isEdited: true }) });
    },
    noteSweepKept: (sweep, id) => {
      const { sweepDraft } = get();
      // Another may have been opened while it was written, which must not take its place.
      if (sweepDraft?.sweep !== sweep) return;
      set({ sweepDraft: { ...sweepDraft, id, isForeign: false, isEdited: false } });
    },
    timeSettings: async (specs) => {
      timing.abort();
      timing = new AbortController();
      const { signal } = timing;
      for (const spec of specs) {
        const { keptRuns, guessedTimes, data, launch, threads } = get();
        const held = heldData(data);
        const isKnown = runTimes(timedRuns(keptRuns), guessedTimes)(spec) !== null;
        if (signal.aborted || launch.phase !== 'idle') return;
        if (isKnown || held === null || matchData(spec.dataset, held) !== 'same') continue;
        if (dataIssues(spec, held).length > 0) continue;
        // One that cannot be timed is not tried again, and its time stays unknown.
        const found = await ask('estimate', { spec, threads }, { signal }).catch(() => null);
        if (found === null) return;
        set({ guessedTimes: new Map([...get().guessedTimes, [costKey(spec), found.seconds]]) });
      }
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
