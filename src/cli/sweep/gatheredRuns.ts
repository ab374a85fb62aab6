/** Runs as they are found, put to the places that a sweep has for them. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outcomeOfResult } from '../../analysis/results/outcomeOfResult.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { describeIssues, readSpec } from '../../spec/readSpec.ts';
import { hashesAskedFor, type PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { type FoundRun, foundRuns, logHead } from './foundRuns.ts';

/** A run of the sweep, in a folder. */
export interface GatheredRun {
  readonly folder: string;
  readonly phase: 'finished' | 'stopped' | 'failed' | 'begun';
  /** Null without a result. */
  readonly outcome: RunOutcome | null;
  /** Epochs that its log tells of; null with a result. */
  readonly epochs: number | null;
  /** Whether a process is at it, as far as can be told. */
  readonly isGoingOn: boolean;
}

/** A folder with something else. */
export interface Unmatched {
  readonly folder: string;
  /** What is there, for people. */
  readonly found: string;
}

export interface Gathered {
  /** By the run's place in the sweep; a run may lie in several folders. */
  readonly byRun: ReadonlyMap<number, readonly GatheredRun[]>;
  /** Runs of other experiments. */
  readonly others: readonly Unmatched[];
  /** Results that cannot be read. */
  readonly unread: readonly Unmatched[];
}

/** Milliseconds after which a lock that nobody touches was left behind. */
const longestSilence = 90_000;

/** All that lies below some folders, by what it is to the sweep. @throws UsageError */
export async function gatheredRuns(
  runs: readonly PlannedRun[],
  folders: readonly string[],
): Promise<Gathered> {
  const planned = new Map(runs.map((run) => [run.hash, run]));
  const byRun = new Map<number, GatheredRun[]>();
  const others: Unmatched[] = [];
  const unread: Unmatched[] = [];
  for (const found of await foundRuns(folders)) {
    const { folder } = found;
    const read = found.hasResult ? await readResult(found) : await readBegun(found);
    if ('found' in read) unread.push({ folder, found: read.found });
    else {
      const run = hashesAskedFor(read.spec).flatMap((hash) => planned.get(hash) ?? [])[0];
      const { name } = read.spec;
      if (run === undefined) others.push({ folder, found: name });
      else byRun.set(run.index, [...(byRun.get(run.index) ?? []), read.run]);
    }
  }
  return { byRun, others, unread };
}

type Read =
  | { readonly run: GatheredRun; readonly spec: PlannedRun['spec'] }
  | { readonly found: string };

const phaseSchema = z.object({ phase: z.string() });

async function readResult({ folder }: FoundRun): Promise<Read> {
  // A run that is gone on with takes its result away meanwhile.
  const text = await readFile(join(folder, 'result.json'), 'utf8').catch((error: Error) => error);
  if (text instanceof Error) return { found: `it could not be read (${text.message})` };
  const value = parsedJson(text);
  const reading = outcomeOfResult(value, folder);
  if (!reading.ok) return { found: reading.message };
  const { outcome } = reading;
  const named = phaseSchema.safeParse(value).data?.phase;
  // At its end a run has a digest; without one nothing says that it is whole.
  const isWhole = named === 'finished' && outcome.digest !== null;
  const phase = isWhole ? 'finished' : named === 'failed' ? 'failed' : 'stopped';
  const run = { folder, phase, outcome, epochs: null, isGoingOn: false } as const;
  return { run, spec: outcome.spec };
}

async function readBegun({ folder }: FoundRun): Promise<Read> {
  const head = await logHead(folder);
  const started = z.object({ spec: z.unknown() }).safeParse(head?.started);
  if (head === null || !started.success) return { found: 'its log does not say what it is of' };
  const reading = readSpec(started.data.spec);
  if (!reading.ok) return { found: describeIssues(reading.issues) };
  const lock = await stat(join(folder, 'run.lock')).catch(() => null);
  const isGoingOn = lock !== null && Date.now() - lock.mtimeMs < longestSilence;
  const run = { folder, phase: 'begun', outcome: null, epochs: head.epochs, isGoingOn } as const;
  return { run, spec: reading.spec };
}

/** Undefined for what is no JSON, which is then no result either. */
function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
