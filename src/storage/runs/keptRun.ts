/** A run as it lies in storage: how far it came, and what it can be gone on with from. */
import { readLog } from '../../analysis/log/readLog.ts';
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Files } from '../files.ts';
import { CheckpointStore } from './checkpointStore.ts';
import type { RunFileNames } from './runFileNames.ts';
import { RunWriter } from './runWriter.ts';

/** What a run goes on from, and where it is written on. */
export interface KeptRun {
  readonly checkpoint: RunCheckpoint;
  /** What the log tells up to the checkpoint. */
  readonly state: RunState;
  /** The log up to the checkpoint. */
  readonly log: Uint8Array;
  /** Whether a later checkpoint was lost. */
  readonly isOlder: boolean;
  /** Cuts the log off after the checkpoint and goes on writing. */
  readonly goOn: () => Promise<RunWriter>;
}

/** The run that can be gone on with; null where nothing sound was kept of one. */
export async function openKeptRun(files: Files, names: RunFileNames): Promise<KeptRun | null> {
  const checkpoints = new CheckpointStore(files, names);
  const stored = await checkpoints.read();
  if (stored === null) return null;
  const { checkpoint, logBytes, logTail, isOlder } = stored;
  const written = await files.read(names.log, 0, logBytes);
  if (written?.length !== logBytes) return null;
  const tail = new TextEncoder().encode(logTail);
  const log = new Uint8Array(written.length + tail.length);
  log.set(written);
  log.set(tail, written.length);
  const text = async () => new TextDecoder().decode(log);
  const reading = await readLog({ size: log.length, text }, Number.POSITIVE_INFINITY);
  const state = reading.ok ? reading.log.newest : null;
  if (state === null || state.seq !== checkpoint.seq || state.runId !== checkpoint.runId) {
    return null;
  }
  const goOn = () => RunWriter.goOn(files, names, checkpoints, stored);
  return { checkpoint, state, log, isOlder, goOn };
}
