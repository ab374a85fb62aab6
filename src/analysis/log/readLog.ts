/**
 * The one reader of `events.jsonl`, for files from outside: every line is checked against the
 * event's form, against the run's own number of classes, and against the lines before it. A refusal
 * names the line; what it says to people is up to the page and to the command line.
 */
import { assertNever } from '../../lib/assertNever.ts';
import { formatBytes } from '../../lib/numberFormat.ts';
import { LogOrderError } from '../../spec/run/logOrderError.ts';
import { type EventOf, type RunEvent, runEventSchema } from '../../spec/run/runEvent.ts';
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
  | { readonly ok: true; readonly log: RunLog }
  | { readonly ok: false; readonly refusal: LogRefusal };

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
  const log = new RunLog();
  let turnEnds = performance.now() + turn;
  let line = 0;
  for (const text of linesOf(await source.text())) {
    line++;
    const complaint = takeLine(log, text);
    if (complaint) return refuse(complaint, line);
    if (performance.now() > turnEnds) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      turnEnds = performance.now() + turn;
    }
  }
  if (line > 0) return { ok: true, log };
  return refuse({ flaw: 'empty', found: 'no lines', allowed: 'a run’s events, one a line' }, null);
}

type Complaint = Omit<LogRefusal, 'line'>;

const refuse = (complaint: Complaint, line: number | null): LogReading => ({
  ok: false,
  refusal: { ...complaint, line },
});

function takeLine(log: RunLog, line: string): Complaint | null {
  const parsed = parseJson(line);
  if (parsed === undefined) {
    const allowed = 'one JSON object, complete on its line';
    return { flaw: 'no-event', found: `no JSON: ${clip(line)}`, allowed };
  }
  const event = runEventSchema.safeParse(parsed);
  if (!event.success) {
    const { path, message } = event.error.issues[0];
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    const found = `${where}${clip(message)}`;
    return { flaw: 'no-event', found, allowed: 'an event of a run, with all its fields' };
  }
  return wrongLength(log, event.data) ?? append(log, event.data);
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

/** Lists over classes must have the run's number of classes: views index by it. */
function wrongLength(log: RunLog, event: RunEvent): Complaint | null {
  const classes = log.newest?.dataset.classes.length;
  const list = classes === undefined ? undefined : classLists(event).find(differs(classes));
  if (list === undefined) return null;
  const allowed = `one of ${classes}, as the run has`;
  return { flaw: 'misfit', found: `a list of ${list.length} classes`, allowed };
}

const differs = (length: number) => (list: readonly unknown[]) => list.length !== length;

/** The lists checked here: those with an entry a class. What tells of levels is checked in folding. */
function classLists(event: RunEvent): readonly (readonly unknown[])[] {
  switch (event.type) {
    case 'round-started':
      return [event.classImportance];
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
    case 'run-started':
    case 'progress':
    case 'device-preparing':
    case 'device-note':
    case 'class-geometry':
    case 'hierarchy-built':
    case 'levels-measured':
    case 'class-moved':
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

function* linesOf(text: string): Generator<string> {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  while (start < text.length) {
    const end = text.indexOf('\n', start);
    yield text.slice(start, end === -1 ? text.length : end);
    if (end === -1) return;
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
