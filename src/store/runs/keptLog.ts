import { type LogReading, readLog } from '../../analysis/log/readLog.ts';
import type { SliceTools } from '../sliceTools.ts';

/** The log of a kept run: all, or up to its checkpoint. @throws WorkerError or Error, for people. */
export async function keptLog(
  ask: SliceTools<unknown>['ask'],
  runId: string,
  upTo: 'end' | 'checkpoint',
): Promise<Extract<LogReading, { ok: true }>> {
  const { bytes } = await ask('run-log', { runId, upTo });
  const text = async () => new TextDecoder().decode(bytes);
  // What was kept here is read whatever its length: it cannot be gone on with otherwise.
  const reading = await readLog({ size: bytes.length, text }, Number.POSITIVE_INFINITY);
  if (reading.ok) return reading;
  throw new Error(`Its log is damaged: ${reading.refusal.found}.`);
}
