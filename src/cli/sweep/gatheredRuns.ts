/** Runs as they are found, put to the places that a sweep has for them. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { outcomeOfResult } from '../../analysis/results/outcomeOfResult.ts';
import type { RunOutcome } from '../../analysis/results/runOutcome.ts';
import { describeIssues, readSpec } from '../../spec/readSpec.ts';
import { hashesAskedFor, type PlannedRun } from '../../spec/sweeps/plannedRuns.ts';
import { type FoundRun, foundRuns, logHead } from './foundRuns.ts';
import { isResultsFile, readResultsFile } from './resultsFile.ts';

/** A run of the sweep, in a folder or in a file of results. */
export interface GatheredRun {
  /** Or the line of a file. */
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

/**
 * All that lies below some folders, and in files of results, by what it is to the sweep.
 * @param places folders, and files that `sweep gather` wrote.
 * @throws UsageError for places that cannot be read.
 */
export async function gatheredRuns(
  runs: readonly PlannedRun[],
  places: readonly string[],
): Promise<Gathered> {
  const planned = new Map(runs.map((run) => [run.hash, run]));
  const byRun = new Map<number, GatheredRun[]>();
  const others: Unmatched[] = [];
  const unread: Unmatched[] = [];
  for (const { folder, read } of await readRuns(places)) {
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

async function readRuns(places: readonly string[]): Promise<ReadRun[]> {
  const read: ReadRun[] = [];
  for (const found of await foundRuns(places.filter((place) => !isResultsFile(place)))) {
    const { folder } = found;
    read.push({ folder, read: await (found.hasResult ? readResult(found) : readBegun(found)) });
  }
  for (const file of places.filter(isResultsFile)) {
    for (const { place, outcome } of await readResultsFile(file)) {
      read.push({ folder: place, read: outcomeRead(outcome, place) });
    }
  }
  return read;
}

interface ReadRun {
  /** Of a line of a file its place there. */
  readonly folder: string;
  readonly read: Read;
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

function outcomeRead(outcome: RunOutcome | null, place: string): Read {
  if (outcome === null) return { found: 'it is no result of a run, or of another version' };
  const phase = outcome.digest === null ? 'stopped' : 'finished';
  const run = { folder: place, phase, outcome, epochs: null, isGoingOn: false } as const;
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
