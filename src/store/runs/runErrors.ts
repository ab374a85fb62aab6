/** What went wrong with a run, for people, and the end that it puts to its log. */
import type { RunLog } from '../../analysis/log/runLog.ts';
import { messageOf } from '../../lib/messageOf.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';
import { secondsSoFar } from '../../spec/run/secondsSoFar.ts';
import { WorkerError } from '../../worker/client.ts';

export function textOf(error: unknown): { message: string; remedy: string } {
  if (error instanceof WorkerError) return { message: error.message, remedy: error.remedy };
  return { message: messageOf(error), remedy: '' };
}

/** Ends the log of a run whose worker can say nothing more; one that has ended stays as it is. */
export function endLog(log: RunLog, end: RunEventBody): void {
  const { newest } = log;
  if (newest === null || (newest.phase !== 'training' && newest.phase !== 'paused')) return;
  log.append([{ runId: newest.runId, seq: newest.seq + 1, at: Date.now(), ...end }]);
}

/** The end of a run that was stopped although its worker no longer answered. */
export function stoppedEnd({ newest }: RunLog): RunEventBody {
  return { type: 'run-stopped', seconds: newest === null ? 0 : secondsSoFar(newest) };
}
