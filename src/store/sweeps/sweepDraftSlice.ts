/** The comparison that is being made: opened from a draft, a kept sweep, a link or a file, and timed. */
import { costKey, runTimes } from '../../analysis/sweeps/runTimes.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { describeIssues } from '../../spec/readSpec.ts';
import { dataKey } from '../../spec/sections/dataKey.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import type { KeptSweepDraft } from '../../storage/sweeps/keptSweepDraft.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import { type DataState, heldData, matchData } from '../data/dataSet.ts';
import type { DataSlice } from '../data/dataSlice.ts';
import type { SeenData } from '../data/knownData.ts';
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
  /** Data sets that were opened for trials: what does not suit them, and what runs on them take, is known. */
  readonly seenData: readonly SeenData[];
  /** Opens a new comparison over an experiment. */
  readonly compareOver: (base: ExperimentSpec) => void;
  /** Opens a comparison. */
  readonly openSweep: (sweep: SweepSpec, from: SweepOrigin) => void;
  /** Opens `sweep.json`; what it is refused for is told. Whether it was opened. */
  readonly openSweepFile: (file: Blob & { readonly name: string }) => Promise<boolean>;
  /** Shows the comparison that was being made, or the list again. */
  readonly showSweep: (isOpen: boolean) => void;
  readonly editSweep: (change: (sweep: SweepSpec) => SweepSpec) => void;
  /** Shows what was being made when the page was left, where nothing has been opened since. */
  readonly bringSweepBack: (draft: KeptSweepDraft | null) => void;
  /** The draft is kept under this id from now on, where it is the sweep that was. */
  readonly noteSweepKept: (sweep: SweepSpec, id: string) => void;
  /**
   * Times for a moment each experiment of which no time is known, as far as its data is at hand, stored or
   * built in: what is not at hand is opened beside it.
   */
  readonly timeSettings: (specs: readonly ExperimentSpec[]) => Promise<void>;
}

type Needs = Pick<ShellSlice, 'notify'> &
  Pick<PageSlice, 'goTo'> &
  Pick<MachineSlice, 'threads'> &
  Pick<DataSlice, 'readBeside'> & {
    readonly keptRuns: readonly ListedRun[] | null;
    readonly data: DataState;
    readonly launch: LaunchState;
  };

interface TrialOptions {
  readonly isOver: () => boolean;
  readonly signal: AbortSignal;
  /** Hash of the data set, where it is not the one at hand. */
  readonly beside?: string;
}

/** Longer files are no comparisons. */
const longestFile = 16_000_000;

export function sweepDraftSlice({
  get,
  set,
  ask,
}: SliceTools<SweepDraftSlice & Needs>): SweepDraftSlice {
  let timing = new AbortController();
  /** By cost, what is being timed. */
  let underWay: ReadonlySet<string> = new Set();
  /** What is kept of it beyond this visit, as far as it was written. */
  let written: SweepDraft | null = null;
  let isWriting = false;
  /** Keeps the comparison as it stands, one write after another: what comes meanwhile is written last. */
  const keep = async () => {
    if (isWriting) return;
    isWriting = true;
    for (let now = get().sweepDraft; now !== written; now = get().sweepDraft) {
      written = now;
      // Where it cannot be written it is there as long as the page is.
      await ask('keep-sweep-draft', { draft: unqueuedPart(now) }).catch(() => {});
    }
    isWriting = false;
  };
  const show = (sweepDraft: SweepDraft) => {
    set({ sweepDraft });
    void keep();
  };
  const open = (sweepDraft: SweepDraft) => {
    const { sweepDraft: before } = get();
    show(sweepDraft);
    set({ isSweepOpen: true });
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
  const timeOn = async (
    view: DatasetView,
    specs: readonly ExperimentSpec[],
    { isOver, signal, beside }: TrialOptions,
  ) => {
    for (const spec of specs) {
      const { keptRuns, guessedTimes, threads } = get();
      if (isOver()) return;
      if (runTimes(timedRuns(keptRuns), guessedTimes)(spec) !== null) continue;
      if (dataIssues(spec, view).length > 0) continue;
      // One that cannot be timed is not tried again, and its time stays unknown.
      const asked = { spec, threads, ...(beside === undefined ? {} : { beside }) };
      const found = await ask('estimate', asked, { signal }).catch(() => null);
      if (found === null) return;
      set({ guessedTimes: new Map([...get().guessedTimes, [costKey(spec), found.seconds]]) });
    }
  };
  return {
    sweepDraft: null,
    isSweepOpen: false,
    guessedTimes: new Map(),
    seenData: [],
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
      show(draftOfSweep(change(value), { id, isForeign: false, isEdited: true }));
    },
    noteSweepKept: (sweep, id) => {
      const { sweepDraft } = get();
      // Another may have been opened while it was written, which must not take its place.
      if (sweepDraft?.sweep !== sweep) return;
      show({ ...sweepDraft, id, isForeign: false, isEdited: false });
    },
    bringSweepBack: (draft) => {
      if (draft === null || get().sweepDraft !== null) return;
      const { id, value } = draft;
      written = draftOfSweep(value, { id, isForeign: false, isEdited: true });
      set({ sweepDraft: written });
    },
    timeSettings: async (specs) => {
      // What is being timed is not begun anew for what it has told so far.
      if (specs.every((spec) => underWay.has(costKey(spec)))) return;
      timing.abort();
      timing = new AbortController();
      const { signal } = timing;
      const mine = new Set(specs.map(costKey));
      underWay = mine;
      try {
        const isOver = () => signal.aborted || get().launch.phase !== 'idle';
        // Each data set is opened once, that at hand not at all.
        for (const ofData of groupedBy(specs, dataKey).values()) {
          const [{ dataset }] = ofData;
          const { keptRuns, guessedTimes, data } = get();
          const held = heldData(data);
          const times = runTimes(timedRuns(keptRuns), guessedTimes);
          const untimed = ofData.filter((spec) => times(spec) === null);
          if (isOver()) return;
          if (untimed.length === 0) continue;
          if (held !== null && matchData(dataset, held) === 'same') {
            await timeOn(held, untimed, { isOver, signal });
            continue;
          }
          // What cannot be opened keeps its time unknown; the queue tells why when its turn comes.
          await get()
            .readBeside(dataset, async (view) => {
              const { samples: _samples, ...seen } = view;
              const isKnown = get().seenData.some(({ hash }) => hash === seen.hash);
              if (!isKnown) set({ seenData: [...get().seenData, seen] });
              await timeOn(view, untimed, { isOver, signal, beside: view.hash });
            })
            .catch(() => {});
        }
      } finally {
        if (underWay === mine) underWay = new Set();
      }
    },
  };
}

/** What of it is kept nowhere else: of what came by a link or a file, and of a kept sweep, what was changed. */
function unqueuedPart(draft: SweepDraft | null): KeptSweepDraft | null {
  if (draft === null || draft.isForeign || !(draft.isEdited || draft.id === null)) return null;
  return { id: draft.id, value: draft.value };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
