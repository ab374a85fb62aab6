/**
 * A run as it moves from one place to another, whatever files it lay in: its log, what it can be
 * gone on with from, its trained networks, and what a person added to it.
 */
import { readLog } from '../../analysis/log/readLog.ts';
import { hashBytes } from '../../lib/hash.ts';
import type { RunCheckpoint } from '../../spec/run/checkpoint.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Files } from '../files.ts';
import { openKeptRun } from '../runs/keptRun.ts';
import type { RunFileNames } from '../runs/runFileNames.ts';
import { wholeLines } from '../runs/wholeLines.ts';
import { longestMovedLog } from './projectManifest.ts';

/** A checkpoint with its place in the log. */
export interface PlacedCheckpoint {
  readonly checkpoint: RunCheckpoint;
  /** Bytes of the log up to its last event. */
  readonly logBytes: number;
}

export interface RunContent {
  readonly runId: string;
  readonly title: string | null;
  readonly notes: string;
  /** Whole lines. */
  readonly log: Uint8Array;
  /** What the log tells, to its end. */
  readonly state: RunState;
  /** Whether the digest that the log tells is that of its events; null where it tells none. */
  readonly digestChecked: boolean | null;
  /** Null for a run that is finished, or of which nothing sound was kept. */
  readonly placed: PlacedCheckpoint | null;
}

/** What a log amounts to. */
export interface LogContent {
  readonly state: RunState;
  /** As they were written, without what later versions fill in: digests cover that. */
  readonly events: readonly RunEvent[];
  /** The lines that tell them. */
  readonly lines: readonly string[];
  readonly digestChecked: boolean | null;
}

/** What is wrong with a log, in words. */
export interface LogFault {
  /** From 1; null for the log as a whole. */
  readonly line: number | null;
  readonly found: string;
  readonly allowed: string;
}

const agreement = { agrees: true, differs: false, none: null, newer: null } as const;

/** Reads a log to its end, however long it is. */
export async function readLogBytes(
  log: Uint8Array,
): Promise<{ ok: true; content: LogContent } | { ok: false; fault: LogFault }> {
  const text = async () => new TextDecoder().decode(log);
  const reading = await readLog({ size: log.length, text }, Number.POSITIVE_INFINITY);
  if (!reading.ok) return { ok: false, fault: reading.refusal };
  const { newest: state } = reading.log;
  if (state === null) {
    const found = 'no event';
    return { ok: false, fault: { line: null, found, allowed: 'the events of a run' } };
  }
  // TextDecoder has left out a mark at the beginning; what was cut off at the end is left out here.
  const lines = new TextDecoder()
    .decode(log)
    .split('\n')
    .slice(0, state.seq + 1);
  const events = lines.map((line) => JSON.parse(line) as RunEvent);
  const digestChecked = agreement[reading.digest.outcome];
  return { ok: true, content: { state, events, lines, digestChecked } };
}

/**
 * A run out of the files that it lies in, by their names; null where its log cannot be read, or is
 * longer than project files may hold.
 * @param about what a person added to it.
 */
export async function runContentIn(
  files: Files,
  names: RunFileNames,
  about: Pick<RunContent, 'title' | 'notes'>,
): Promise<RunContent | null> {
  const kept = await openKeptRun(files, names);
  const written = await files.read(names.log);
  const whole = wholeLines(written ?? new Uint8Array());
  // What a checkpoint vouches for may not have reached the log yet.
  const log = kept !== null && kept.log.length > whole.length ? kept.log : whole;
  if (log.length > longestMovedLog) return null;
  const reading = await readLogBytes(log);
  if (!reading.ok) return null;
  const { state, digestChecked } = reading.content;
  const isOver = kept === null || state.phase === 'finished';
  const placed = isOver ? null : { checkpoint: kept.checkpoint, logBytes: kept.log.length };
  return { ...about, runId: state.runId, log, state, digestChecked, placed };
}

/** The same run under another id, which every line of its log names. */
export async function renamedRun(content: RunContent, runId: string): Promise<RunContent> {
  const reading = await readLogBytes(content.log);
  if (!reading.ok) throw new RangeError('The log of a run can be read');
  const { events } = reading.content;
  const lines = events.map((event) => `${JSON.stringify({ ...event, runId })}\n`);
  const encoder = new TextEncoder();
  const log = encoder.encode(lines.join(''));
  const renamed = { ...content, runId, log, state: { ...content.state, runId } };
  if (content.placed === null) return renamed;
  const { checkpoint } = content.placed;
  const before = encoder.encode(lines.slice(0, checkpoint.seq + 1).join(''));
  const placed = { checkpoint: { ...checkpoint, runId }, logBytes: before.length };
  return { ...renamed, placed };
}

/** An id for a run whose own is taken: the same for the same log, so that it is taken in once. */
export function otherRunId({ runId, log }: Pick<RunContent, 'runId' | 'log'>): string {
  const hash = hashBytes(new TextEncoder().encode(runId), log);
  return [8, 4, 4, 4, 12]
    .map((length, part, lengths) => {
      const start = lengths.slice(0, part).reduce((sum, before) => sum + before, 0);
      return hash.slice(start, start + length);
    })
    .join('-');
}
