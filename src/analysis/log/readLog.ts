/**
 * The one reader of `events.jsonl`, for files from outside: every line is checked against the
 * event's form, against the run's own number of classes, and against the lines before it. A refusal
 * names the line; what it says to people is up to the page and to the command line.
 *
 * Whatever ended a run may have cut its last line off: that line is left out, which the reading tells.
 * Of a finished run the digest is computed anew, so that a log that was changed is known as such.
 */
import { assertNever } from '../../lib/assertNever.ts';
import { formatBytes } from '../../lib/numberFormat.ts';
import { LogOrderError } from '../../spec/run/logOrderError.ts';
import { type EventOf, type RunEvent, runEventSchema } from '../../spec/run/runEvent.ts';
import { type DigestCheck, LogDigest } from './logDigest.ts';
import { RunLog } from './runLog.ts';

/** Longer logs are refused by a page: reading one needs some ten times its size in memory. */
export const largestLog = 200_000_000;

/** Milliseconds of reading after which others of the thread get a turn. */
const turn = 24;

/** What is wrong with a log: all of it, or a line that is no event, does not fit, or is out of order. */
export type LogFlaw = 'too-large' | 'empty' | 'no-event' | 'misfit' | 'disorder';

/** Why a log is not taken. */
export interface LogRefusal {
  readonly flaw: LogFlaw;
  /** From 1; null for the log as a whole. */
  readonly line: number | null;
  readonly found: string;
  readonly allowed: string;
}

export type LogReading =
  | ({ readonly ok: true; readonly log: RunLog } & LogFacts)
  | { readonly ok: false; readonly refusal: LogRefusal };

/** What is to be known of a log that was taken. */
export interface LogFacts {
  /** Number of the last line, from 1, where it is not complete and was left out; else null. */
  readonly cutLine: number | null;
  readonly digest: DigestCheck;
}

/** What a log is read from: a File, or anything that is like one. */
export interface LogSource {
  /** In bytes. */
  readonly size: number;
  text(): Promise<string>;
}

/**
 * Reads a log, giving others a turn now and then. Never throws for what it holds.
 * @param largest bytes that the log may have.
 */
export async function readLog(source: LogSource, largest = largestLog): Promise<LogReading> {
  if (source.size > largest) {
    const allowed = `at most ${formatBytes(largest)}`;
    return refuse({ flaw: 'too-large', found: formatBytes(source.size), allowed }, null);
  }
  const text = withoutBlankEnd(await source.text());
  const reader = new LogReader(text);
  let turnEnds = performance.now() + turn;
  for (const { line, content, isLast } of linesOf(text)) {
    const complaint = reader.take(content);
    // Nothing but a whole object is JSON, so a line that was cut off is none.
    if (complaint?.isTorn && isLast && line > 1) return reader.done(line);
    if (complaint) return refuse(complaint, line);
    if (performance.now() > turnEnds) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      turnEnds = performance.now() + turn;
    }
  }
  if (text !== '') return reader.done(null);
  return refuse({ flaw: 'empty', found: 'no lines', allowed: 'a run’s events, one a line' }, null);
}

/** Line breaks at the end, and the zeros that a file system may leave of what it had not written. */
const withoutBlankEnd = (text: string): string => text.replace(/\0+$/, '').trimEnd();

/** `isTorn`: it is no JSON at all. */
type Complaint = Omit<LogRefusal, 'line'> & { readonly isTorn?: true };

function refuse({ flaw, found, allowed }: Complaint, line: number | null): LogReading {
  return { ok: false, refusal: { flaw, found, allowed, line } };
}

class LogReader {
  private readonly log = new RunLog();
  private readonly digest: LogDigest;

  constructor(text: string) {
    this.digest = new LogDigest(text);
  }

  /** Takes the next line in; what is wrong with it, if anything. */
  take(line: string): Complaint | null {
    const { log } = this;
    const parsed = parseJson(line);
    if (parsed === undefined) {
      const allowed = 'one JSON object, complete on its line';
      return { flaw: 'no-event', found: `no JSON: ${clip(line)}`, allowed, isTorn: true };
    }
    const event = runEventSchema.safeParse(parsed);
    if (!event.success) {
      const { path, message } = event.error.issues[0];
      const where = path.length === 0 ? '' : `${clip(path.join('.'))}: `;
      const found = `${where}${clip(message)}`;
      return { flaw: 'no-event', found, allowed: 'an event of a run, with all its fields' };
    }
    const complaint = misfit(log, event.data) ?? append(log, event.data);
    // As it was written: fields that later versions added are no part of its digest.
    if (complaint === null) this.digest.add(parsed as RunEvent);
    return complaint;
  }

  done(cutLine: number | null): LogReading {
    const { log } = this;
    return { ok: true, log, cutLine, digest: this.digest.check(log.newest) };
  }
}

function append(log: RunLog, event: RunEvent): Complaint | null {
  try {
    log.append([event]);
    return null;
  } catch (error) {
    if (!(error instanceof LogOrderError)) throw error;
    const allowed = 'the events of one run, in their order';
    return { flaw: 'disorder', found: error.message, allowed };
  }
}

/** Views index by the run's classes: lists over them have that length, and none is beyond. */
function misfit(log: RunLog, event: RunEvent): Complaint | null {
  const classes = log.classCount;
  if (classes === null) return null;
  const list = classLists(event).find(differs(classes));
  if (list !== undefined) {
    const allowed = `one of ${classes}, as the run has`;
    return { flaw: 'misfit', found: `a list of ${list.length} classes`, allowed };
  }
  const beyond = classIndices(event).find((index) => index >= classes);
  if (beyond === undefined) return null;
  return { flaw: 'misfit', found: `class ${beyond}`, allowed: `0 to ${classes - 1}` };
}

/** The classes that an event names, but for those of levels. */
function classIndices(event: RunEvent): readonly number[] {
  if (event.type === 'round-measured') {
    return [event.network, event.ensemble].flatMap(({ hardestClasses, worstClassIndex }) => [
      ...hardestClasses,
      ...(worstClassIndex === null ? [] : [worstClassIndex]),
    ]);
  }
  if (event.type !== 'round-finished') return [];
  const { predictions, topPredictions, alwaysHard } = event;
  return [
    predictions.network,
    predictions.ensemble,
    topPredictions?.classes ?? [],
    alwaysHard?.soft.classes ?? [],
    alwaysHard?.hard.classes ?? [],
  ].flat();
}

const differs = (length: number) => (list: readonly unknown[]) => list.length !== length;

/** The lists checked here: those with an entry a class. What tells of levels is checked in folding. */
function classLists(event: RunEvent): readonly (readonly unknown[])[] {
  switch (event.type) {
    case 'round-started':
      return [event.classImportance];
    case 'classes-weighed':
      return [event.weights];
    case 'epoch-finished':
      return [
        ...Object.values(event.classAccuracy),
        ...(event.forecast === null ? [] : outcomeLists(event.forecast)),
      ];
    case 'round-finished':
      return [
        ...Object.values(event.classAccuracy),
        ...Object.values(event.ensemble.classAccuracy),
        ...outcomeLists(event),
      ];
    case 'round-measured':
      return event.network.rescued === null ? [] : [event.network.rescued];
    case 'validation-brought':
      return [event.counts];
    case 'class-tree':
      return event.levels.map(({ groupOf }) => groupOf);
    case 'members-measured':
      return event.members.flatMap(({ classAccuracy }) => Object.values(classAccuracy));
    case 'run-started':
    case 'images-weighed':
    case 'members-kept':
    case 'progress':
    case 'device-preparing':
    case 'device-note':
    case 'class-geometry':
    case 'hierarchy-built':
    case 'levels-measured':
    case 'class-moved':
    case 'adaptation-ended':
    case 'class-assignment-measured':
    case 'class-pinned':
    case 'move-undone':
    case 'top-down-measured':
    case 'run-paused':
    case 'run-resumed':
    case 'run-restored':
    case 'run-finished':
    case 'run-stopped':
    case 'run-failed':
      return [];
    default:
      return assertNever(event, 'event');
  }
}

type OutcomeLists = Pick<EventOf<'round-finished'>, 'softErrors' | 'hardErrors' | 'importanceNext'>;

function outcomeLists({ softErrors, hardErrors, importanceNext }: OutcomeLists) {
  return [softErrors, hardErrors, ...(importanceNext === null ? [] : [importanceNext])];
}

interface Line {
  /** From 1. */
  readonly line: number;
  readonly content: string;
  readonly isLast: boolean;
}

function* linesOf(text: string): Generator<Line> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; start < text.length; line++) {
    const end = text.indexOf('\n', start);
    const isLast = end === -1;
    yield { line, content: text.slice(start, isLast ? text.length : end), isLast };
    if (isLast) return;
    start = end + 1;
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    // Not JSON: the caller says so, with the line's number.
    return undefined;
  }
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
