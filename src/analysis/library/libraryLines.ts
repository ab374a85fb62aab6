/**
 * Runs that differ only in seed are one line: what they say together, with an interval. A run that
 * stands in the middle keeps a line of its own, since it waits for a press.
 */

import { areAlike } from '../../lib/areAlike.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { hashJson } from '../../lib/hash.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { type DigestRepeats, digestRepeats } from './digestRepeats.ts';
import { isUnderWay, type LibraryRun, type LibraryState } from './libraryRun.ts';
import { type SeedError, seedError } from './seedError.ts';

export interface LibraryLine {
  /** The same for the same runs, whatever is added to them. */
  readonly key: string;
  /** By seed, and of one seed the first first. */
  readonly runs: readonly LibraryRun[];
  readonly state: LibraryState;
  /** What all that have a title are called; null where there is none, or several. */
  readonly title: string | null;
  /** The experiment of the first; the others differ from it in seed, and may in name. */
  readonly spec: ExperimentSpec;
  /** Each once, rising. */
  readonly seeds: readonly number[];
  readonly testError: SeedError | null;
  readonly hardestFifth: SeedError | null;
  /** When the last of them was last written to, in milliseconds since 1970. */
  readonly updatedAt: number;
  /** Of training, all together; null where none is known. */
  readonly seconds: number | null;
  readonly bytes: number;
  readonly repeats: DigestRepeats | null;
}

/** The lines of some runs, in the order of their first runs. */
export function libraryLines(runs: readonly LibraryRun[]): LibraryLine[] {
  const lines = groupedBy(runs, lineKey);
  return [...lines].map(([key, members]) => {
    const [first] = members;
    const before = together.get(first);
    if (before !== undefined && before.line.key === key && areAlike(before.members, members)) {
      return before.line;
    }
    const line = lineOf(key, members);
    together.set(first, { members, line });
    return line;
  });
}

/** By the first of its runs: a line of the same runs stays the very same, so that nothing is drawn anew. */
const together = new WeakMap<
  LibraryRun,
  { readonly members: readonly LibraryRun[]; readonly line: LibraryLine }
>();

/** A line for each of some runs alone. */
export function singleLines(runs: readonly LibraryRun[]): LibraryLine[] {
  return runs.map((run) => {
    const line = alone.get(run) ?? lineOf(`run ${run.runId}`, [run]);
    alone.set(run, line);
    return line;
  });
}

/** Runs are listed with every letter of a search, and told as before while they are the same. */
const alone = new WeakMap<LibraryRun, LibraryLine>();

/** Keys take a hash each, and lists of runs are put on lines with every letter of a search. */
const known = new WeakMap<LibraryRun, string>();

function lineKey(run: LibraryRun): string {
  const key = known.get(run) ?? keyOf(run);
  known.set(run, key);
  return key;
}

function keyOf(run: LibraryRun): string {
  const { runId, state, spec, datasetHash, device } = run;
  if (state === 'interrupted') return `run ${runId}`;
  const { name: _name, seed: _seed, dataset, ...rest } = spec;
  const deciding = { ...rest, dataset: { ...dataset, hash: datasetHash } };
  return hashJson([canonicalJson(deciding), device, state === 'imported']);
}

function lineOf(key: string, members: readonly LibraryRun[]): LibraryLine {
  const runs = members.toSorted(
    (a, b) => a.spec.seed - b.spec.seed || a.startedAt - b.startedAt || compare(a.runId, b.runId),
  );
  const titles = new Set(runs.flatMap(({ title }) => title ?? []));
  const seconds = runs.flatMap((run) => run.seconds ?? []);
  return {
    key,
    runs,
    state: (runs.find(isUnderWay) ?? runs[0]).state,
    title: titles.size === 1 ? [...titles][0] : null,
    spec: runs[0].spec,
    seeds: [...new Set(runs.map(({ spec }) => spec.seed))],
    testError: seedError(runs, ({ testError }) => testError),
    hardestFifth: seedError(runs, ({ hardestFifth }) => hardestFifth),
    updatedAt: Math.max(...runs.map(({ updatedAt }) => updatedAt)),
    seconds: seconds.length === 0 ? null : sum(seconds),
    bytes: sum(runs.map(({ bytes }) => bytes)),
    repeats: digestRepeats(runs),
  };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
