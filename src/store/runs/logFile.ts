/** A log that a person opens, and its refusal in words. */
import { type LogReading, type LogSource, readLog } from '../../analysis/log/readLog.ts';
import type { DataFault } from '../../data/dataError.ts';
import { formatCount } from '../../lib/numberFormat.ts';

/** A file as the page gets it. */
export interface LogFile extends LogSource {
  readonly name: string;
}

/** The log of a file, or why it is refused. Never throws for what the file holds. */
export async function readLogFile(
  file: LogFile,
): Promise<Extract<LogReading, { ok: true }> | { readonly ok: false; readonly fault: DataFault }> {
  const reading = await readLog(file);
  if (reading.ok) return reading;
  const { line, found, allowed } = reading.refusal;
  const place = line === null ? null : `line ${formatCount(line)}`;
  return { ok: false, fault: { file: file.name, place, found, allowed, remedy } };
}

const remedy =
  'export the log again with “Events” from the page that ran it, or take events.jsonl from the ' +
  'folder of a command-line run, and open that file unchanged';
