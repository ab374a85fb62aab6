/**
 * Reading an `events.jsonl` from outside: every line is checked against the event's form, against
 * the run's own number of classes, and against the lines before it. A refusal names the line.
 */

import { RunLog } from '../../analysis/log/runLog.ts';
import type { DataFault } from '../../data/dataError.ts';
import { formatBytes, formatCount } from '../../lib/numberFormat.ts';
import { type EventOf, type RunEvent, runEventSchema } from '../../spec/run/runEvent.ts';
import { LogOrderError } from '../../spec/run/runState.ts';

/** Longer logs are refused: reading one needs some ten times its size in memory. */
export const largestLog = 200_000_000;

/** Milliseconds of reading after which the page gets a turn. */
const turn = 24;

export type LogReading =
  | { readonly ok: true; readonly log: RunLog }
  | { readonly ok: false; readonly fault: DataFault };

/** What a log is read from: a File, or anything that is like one. */
export interface LogSource {
  readonly name: string;
  readonly size: number;
  text(): Promise<string>;
}

/** Reads a log, giving the page a turn now and then. Never throws for what the file holds. */
export async function readLog(source: LogSource): Promise<LogReading> {
  const refuse = (place: string | null, found: string, allowed: string): LogReading => ({
    ok: false,
    fault: { file: source.name, place, found, allowed, remedy },
  });
  if (source.size > largestLog) {
    return refuse(null, formatBytes(source.size), `at most ${formatBytes(largestLog)}`);
  }
  const log = new RunLog();
  let turnEnds = performance.now() + turn;
  let number = 0;
  for (const line of linesOf(await source.text())) {
    number++;
    const complaint = takeLine(log, line);
    if (complaint) {
      return refuse(`line ${formatCount(number)}`, complaint.found, complaint.allowed);
    }
    if (performance.now() > turnEnds) {
      await new Promise((resolve) => setTimeout(resolve, 0));
      turnEnds = performance.now() + turn;
    }
  }
  return number === 0 ? refuse(null, 'no lines', 'a run’s events, one a line') : { ok: true, log };
}

const remedy =
  'export the log again with “Events” from the page that ran it, or take events.jsonl from the ' +
  'folder of a command-line run, and open that file unchanged';

interface Complaint {
  readonly found: string;
  readonly allowed: string;
}

function takeLine(log: RunLog, line: string): Complaint | null {
  const parsed = parseJson(line);
  if (parsed === undefined) {
    return { found: `no JSON: ${clip(line)}`, allowed: 'one JSON object, complete on its line' };
  }
  const event = runEventSchema.safeParse(parsed);
  if (!event.success) {
    const { path, message } = event.error.issues[0];
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return { found: `${where}${clip(message)}`, allowed: 'an event of a run, with all its fields' };
  }
  return wrongLength(log, event.data) ?? append(log, event.data);
}

function append(log: RunLog, event: RunEvent): Complaint | null {
  try {
    log.append([event]);
    return null;
  } catch (error) {
    if (!(error instanceof LogOrderError)) throw error;
    return { found: error.message, allowed: 'the events of one run, in their order' };
  }
}

/** Lists over classes must have the run's number of classes: views index by it. */
function wrongLength(log: RunLog, event: RunEvent): Complaint | null {
  const classes = log.newest?.dataset.classes.length;
  const list = classes === undefined ? undefined : classLists(event).find(differs(classes));
  return list
    ? { found: `a list of ${list.length} classes`, allowed: `one of ${classes}, as the run has` }
    : null;
}

const differs = (length: number) => (list: readonly unknown[]) => list.length !== length;

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
    default:
      return [];
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
