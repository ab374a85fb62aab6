/** Taking data sets in: asks the worker, and does what the fate of each asks for (datasetFate.ts). */
import type { TaskOptions } from '../../data/progress.ts';
import type { ReadingChoices } from '../../data/readingChoices.ts';
import { assertNever } from '../../lib/assertNever.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { DraftSlice } from '../draft/draftSlice.ts';
import type { ClassLinkSlice } from '../runs/classLinkSlice.ts';
import type { ShellSlice } from '../shellSlice.ts';
import type { SliceTools } from '../sliceTools.ts';
import type { AskedQuestion } from './askedQuestion.ts';
import { CalmProgress } from './calmProgress.ts';
import { asideNotice, otherNotice } from './dataNotices.ts';
import { type DataState, heldData, matchData, type Refusal } from './dataSet.ts';
import {
  type AskedDataset,
  type Ended,
  type FateStep,
  fateAfter,
  heldAfter,
  ordersOf,
  progressOf,
  type Surroundings,
  type UnderWay,
} from './datasetFate.ts';
import type { QuestionsSlice } from './questionsSlice.ts';
import type { StorageSlice } from './storageSlice.ts';
import type { TestImagesSlice } from './testImagesSlice.ts';

/** Asks the worker to read a data set, with what a person has chosen. */
export type DataRequest = (task: TaskOptions, choices: ReadingChoices) => Promise<DatasetView>;

/** Whether a person wants to work with a data set, or a run of the queue needs it. */
export type DataUse = 'as mine' | 'in passing';

export interface DatasetIntake {
  /** Reads a data set, called `what` for people; false when it is not at hand afterwards. */
  readonly take: (what: string, request: DataRequest, how?: DataUse) => Promise<boolean>;
  /** Reads again what was at hand, after the worker that held it was lost. */
  readonly takeAgain: () => Promise<void>;
  /** Gives up all that is being read. */
  readonly giveUp: () => void;
}

/** The fields of the store that taking a data set in reads and sets. */
export type IntakeState = Pick<ShellSlice, 'notify'> &
  Pick<ClassLinkSlice, 'holdClass'> &
  Pick<DraftSlice, 'draft' | 'namings' | 'useHeldData'> &
  Pick<QuestionsSlice, 'asked' | 'readAsking'> &
  Pick<StorageSlice, 'keepData' | 'storage'> &
  Pick<TestImagesSlice, 'testImages'> & {
    readonly data: DataState;
    readonly refusal: Refusal | null;
    readonly shownId: string | null;
  };
type Tools = SliceTools<IntakeState>;

/** One read under way. */
interface Read {
  fate: UnderWay;
  readonly abort: AbortController;
}

export function createDatasetIntake(tools: Tools): DatasetIntake {
  const { get, set } = tools;
  /** Oldest first. */
  const reads: Read[] = [];
  let lastTaken: { readonly what: string; readonly request: DataRequest } | null = null;
  let reopening: Promise<unknown> | null = null;
  const take = async (
    what: string,
    request: DataRequest,
    { isAgain = false, isInPassing = false } = {},
  ): Promise<boolean> => {
    const { held, namings } = surroundingsOf(get());
    const read = beginRead({ what, isAgain, isInPassing, held, namings });
    reads.push(read);
    set({ data: dataWith(held, reads), refusal: null });
    const ended = await readToEnd(tools, read, request, () =>
      set({ data: dataWith(heldData(get().data), reads), asked: questionOf(reads) }),
    );
    reads.splice(reads.indexOf(read), 1);
    if (ended.phase === 'held') lastTaken = { what, request };
    carryOut(tools, ended, reads);
    return ended.phase === 'held';
  };
  return {
    take: (what, request, how) => take(what, request, { isInPassing: how === 'in passing' }),
    takeAgain: async () => {
      const held = heldData(get().data);
      // A worker that died of reading it again would die of it once more.
      if (reopening === null && lastTaken !== null && held !== null) {
        const { what, request } = lastTaken;
        const again = isStored(get(), held) ? fromStorage(tools, held, request) : request;
        reopening = take(what, again, { isAgain: true }).finally(() => {
          reopening = null;
        });
      }
      await reopening;
    },
    giveUp: () => {
      for (const { abort } of reads) abort.abort();
    },
  };
}

const isStored = ({ storage }: IntakeState, { hash }: DatasetView): boolean =>
  storage?.datasets.some((one) => one.hash === hash && one.state === 'whole') ?? false;

/** Opens a data set from where it is kept, which needs no network; as it came where that fails. */
function fromStorage({ ask }: Tools, { hash }: DatasetView, request: DataRequest): DataRequest {
  return (task, choices) =>
    ask('open-stored', { hash }, task).catch((error: unknown) => {
      if (task.signal?.aborted) throw error;
      return request(task, choices);
    });
}

function beginRead(asked: AskedDataset): Read {
  return { fate: { ...asked, phase: 'asked' }, abort: new AbortController() };
}

function surroundingsOf({ data, namings, draft }: IntakeState): Surroundings {
  return { held: heldData(data), namings, named: draft.lastGood.dataset };
}

/** Reads a data set, asking the person as often as its files leave something open. */
async function readToEnd(
  { get }: Tools,
  read: Read,
  request: DataRequest,
  onChange: () => void,
): Promise<Ended> {
  const { what } = read.fate;
  const { signal } = read.abort;
  const tell = (step: FateStep) => {
    read.fate = fateAfter(read.fate, step);
    onChange();
  };
  const calm = new CalmProgress((progress) => tell({ type: 'progressed', progress }));
  const task: TaskOptions = { signal, onProgress: calm.hear };
  try {
    const recorded = recordedFor(get());
    const tellLast = (step: FateStep) => {
      // A question must not be followed by progress that was on its way before it.
      calm.end();
      tell(step);
    };
    const reading = { what, signal, recorded, tell: tellLast };
    const view = await get().readAsking(reading, (choices) => request(task, choices));
    return fateAfter(read.fate, { type: 'came', view, now: surroundingsOf(get()) });
  } catch (error) {
    return fateAfter(read.fate, { type: 'failed', error, now: surroundingsOf(get()) });
  } finally {
    calm.end();
  }
}

/** The answers of an experiment whose data is awaited; those of data that is at hand are of other files. */
function recordedFor({ draft, data }: IntakeState): ReadingChoices {
  const { dataset } = draft.lastGood;
  const isAwaited = dataset.hash !== null && matchData(dataset, heldData(data)) !== 'same';
  if (!isAwaited) return {};
  const { reading = {}, features } = dataset;
  return features === undefined ? reading : { ...reading, pixels: features.pixels };
}

/** Tells the worker what to do with what it has read, then shows what has become of it. */
function carryOut(tools: Tools, fate: Ended, reads: readonly Read[]): void {
  const { get, set } = tools;
  const earlier = heldData(get().data);
  tellWorker(tools, fate);
  const data = dataWith(heldAfter(fate, earlier), reads);
  set({ data, asked: questionOf(reads) });
  switch (fate.phase) {
    case 'held':
      showHeld(tools, fate, earlier);
      break;
    case 'let-go':
      if (fate.isAwaited) get().notify(asideNotice(fate.view, get().draft));
      break;
    case 'refused':
      set({ refusal: fate.refusal });
      break;
    case 'given-up':
      set({ refusal: null });
      break;
    default:
      assertNever(fate, 'fate');
  }
}

/** The worker does it in the order of requests; one that died has lost all, which is told apart. */
function tellWorker({ get, ask }: Tools, fate: Ended): void {
  for (const { name, view } of ordersOf(fate)) {
    if (name === 'keep-dataset') void get().keepData(view);
    else void ask(name, { hash: view.hash }).catch(() => {});
  }
}

/** Makes the experiment name a data set that is at hand now, where it is to. */
function showHeld(
  { get, set }: Tools,
  { view, isNamed }: Extract<Ended, { phase: 'held' }>,
  earlier: DatasetView | null,
): void {
  set({ testImages: null });
  // A class of the data before is let go of, unless a run still shows its own classes.
  if (get().shownId === null && view.hash !== earlier?.hash) get().holdClass(null);
  if (!isNamed) return;
  const notice = otherNotice(view, get().draft, earlier);
  if (notice !== null) get().notify(notice);
  get().useHeldData();
}

/** The state with a data set at hand, or none, and reads under way, of which the newest is shown. */
function dataWith(held: DatasetView | null, reads: readonly Read[]): DataState {
  const newest = reads.at(-1)?.fate;
  if (newest !== undefined) {
    const progress = progressOf(newest);
    return { phase: 'reading', what: newest.what, progress, earlier: held };
  }
  return held === null ? { phase: 'none' } : { phase: 'held', view: held };
}

/** The question on the page: the newest one. */
function questionOf(reads: readonly Read[]): AskedQuestion | null {
  const open = reads.map(({ fate }) => fate).findLast(({ phase }) => phase === 'questioned');
  return open?.phase === 'questioned' ? open.question : null;
}
