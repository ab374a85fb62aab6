/**
 * The fate of a data set that was asked for, from the request to its end. Reads overlap, and an
 * experiment that is opened meanwhile changes which of them counts, so what becomes of a data set is
 * decided when it comes, by what was so when it was asked for and what is so now. The worker decides
 * nothing: it is told of every end what to do with what it has read (`ordersOf`,
 * worker/openDatasets.ts).
 *
 *     asked ─▶ reading ─▶ held        at hand from now on
 *       │  ▲      │       let-go      read, and put aside for the one that is at hand
 *       ▼  │      ▼       refused     not taken, which the page tells
 *      questioned ◀       given-up    by the person: nothing went wrong
 */
import type { LoadProgress } from '../../data/progress.ts';
import { assertNever } from '../../lib/assertNever.ts';
import type { DatasetSpec } from '../../spec/sections/datasetSpec.ts';
import { imagesSourceOf } from '../../spec/sections/featuresSource.ts';
import { WorkerError } from '../../worker/client.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import type { RequestName } from '../../worker/protocol/requests.ts';
import type { AskedQuestion } from './askedQuestion.ts';
import { matchData, type Refusal, refusalOf } from './dataSet.ts';

/** What was so when a data set was asked for. */
export interface AskedDataset {
  /** What is read, for people. */
  readonly what: string;
  /** Whether it was at hand before, and is read again since the worker that held it was lost. */
  readonly isAgain: boolean;
  /** Whether a run asks for it, and not the person: the experiment in the form goes on naming its own. */
  readonly isInPassing?: boolean;
  /** The data set at hand then. */
  readonly held: DatasetView | null;
  /** How often an experiment had come whole by then, with data that it names. */
  readonly namings: number;
}

export type UnderWay = AskedDataset &
  (
    | { readonly phase: 'asked' }
    | { readonly phase: 'reading'; readonly progress: LoadProgress }
    | {
        readonly phase: 'questioned';
        /** What the files leave open. */
        readonly question: AskedQuestion;
        /** How far it had come; null where nothing was heard. */
        readonly progress: LoadProgress | null;
      }
  );

export type Ended =
  | {
      readonly phase: 'held';
      readonly view: DatasetView;
      /** Whether the experiment names it from now on. */
      readonly isNamed: boolean;
      /** Whether it is to be stored for the next visit. */
      readonly isStored: boolean;
    }
  | {
      readonly phase: 'let-go';
      readonly view: DatasetView;
      readonly isStored: boolean;
      /** Whether the person waits for it, and is to be told. */
      readonly isAwaited: boolean;
    }
  | {
      readonly phase: 'refused';
      readonly refusal: Refusal;
      /** Whether what was at hand is nowhere any more. */
      readonly isLost: boolean;
    }
  | { readonly phase: 'given-up'; readonly isLost: boolean };

/** What is so when a data set comes, or fails to. */
export interface Surroundings {
  readonly held: DatasetView | null;
  readonly namings: number;
  /** The data that the experiment names. */
  readonly named: DatasetSpec;
}

/** What happens on the way. */
export type FateStep =
  | { readonly type: 'progressed'; readonly progress: LoadProgress }
  | { readonly type: 'left-open'; readonly question: AskedQuestion }
  | { readonly type: 'answered' };

/** What ends it. */
export type FateEnd =
  | { readonly type: 'came'; readonly view: DatasetView; readonly now: Surroundings }
  | { readonly type: 'failed'; readonly error: unknown; readonly now: Surroundings };

/** The fate after what happened (pure). */
export function fateAfter(fate: UnderWay, event: FateStep): UnderWay;
export function fateAfter(fate: UnderWay, event: FateEnd): Ended;
export function fateAfter(fate: UnderWay, event: FateStep | FateEnd): UnderWay | Ended {
  const { what, isAgain, isInPassing = false, held, namings } = fate;
  const asked = { what, isAgain, ...(isInPassing && { isInPassing }), held, namings };
  const progress = progressOf(fate);
  switch (event.type) {
    case 'progressed':
      return { ...asked, phase: 'reading', progress: event.progress };
    case 'left-open':
      return { ...asked, phase: 'questioned', question: event.question, progress };
    case 'answered':
      return progress === null
        ? { ...asked, phase: 'asked' }
        : { ...asked, phase: 'reading', progress };
    case 'came':
      return endOf(asked, event.view, event.now);
    case 'failed':
      return failureOf(asked, event.error, event.now);
    default:
      return assertNever(event, 'event');
  }
}

/** How far a read has come; null until that is known. */
export function progressOf(fate: UnderWay): LoadProgress | null {
  return fate.phase === 'asked' ? null : fate.progress;
}

/** An experiment that names other data, opened since the request, waits for its own or has them. */
function endOf(asked: AskedDataset, view: DatasetView, now: Surroundings): Ended {
  const isStored = !asked.isAgain && !view.source.startsWith('builtin:');
  const held = { phase: 'held', view, isStored } as const;
  const letGo = { phase: 'let-go', view, isStored, isAwaited: !asked.isAgain } as const;
  if (asked.isAgain) {
    // It was at hand already, whatever the experiment names, unless it gave way since.
    return now.held === asked.held ? { ...held, isNamed: false } : letGo;
  }
  if (asked.isInPassing) {
    return { ...held, isNamed: false };
  }
  // Images that a model’s features are to be computed of: the experiment waits for these features.
  if (imagesSourceOf(now.named.source) === view.source) return { ...held, isNamed: false };
  const isStillMeant = now.namings === asked.namings || matchData(now.named, view) === 'same';
  if (isStillMeant) return { ...held, isNamed: true };
  return matchData(now.named, now.held) === 'same' ? letGo : { ...held, isNamed: false };
}

/** Another read may have ended meanwhile: what is at hand now is what stays. */
function failureOf(asked: AskedDataset, error: unknown, now: Surroundings): Ended {
  // What could not be read again is nowhere any more.
  const isLost = asked.isAgain && now.held === asked.held;
  if (error instanceof WorkerError && error.cancelled) return { phase: 'given-up', isLost };
  const stays = isLost ? null : (now.held?.name ?? null);
  return { phase: 'refused', refusal: refusalOf(error, asked.what, stays), isLost };
}

/** The data set at hand after an end. */
export function heldAfter(fate: Ended, held: DatasetView | null): DatasetView | null {
  switch (fate.phase) {
    case 'held':
      return fate.view;
    case 'let-go':
      return held;
    case 'refused':
    case 'given-up':
      return fate.isLost ? null : held;
    default:
      return assertNever(fate, 'fate');
  }
}

/** What the worker is told to do with what it has read. */
export interface Order {
  readonly name: Extract<RequestName, 'hold-dataset' | 'keep-dataset' | 'let-go-dataset'>;
  readonly view: DatasetView;
}

/** What the worker is told at an end, in this order; of what it refused it has kept nothing. */
export function ordersOf(fate: Ended): readonly Order[] {
  switch (fate.phase) {
    case 'held':
      return [{ name: 'hold-dataset', view: fate.view }, ...storingOf(fate)];
    case 'let-go':
      // Storing needs it.
      return [...storingOf(fate), { name: 'let-go-dataset', view: fate.view }];
    case 'refused':
    case 'given-up':
      return [];
    default:
      return assertNever(fate, 'fate');
  }
}

function storingOf({ view, isStored }: Extract<Ended, { isStored: boolean }>): readonly Order[] {
  return isStored ? [{ name: 'keep-dataset', view }] : [];
}
