/**
 * How long a run will take, from runs that are finished: those that differ from it in nothing but the
 * seed, else those that cost the same by their data, network and training.
 */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { networkCountOf, roundsOf } from '../../spec/methods/methodFacts.ts';

/** A run that is finished, and the seconds that it took. */
export interface TimedRun {
  readonly spec: ExperimentSpec;
  readonly seconds: number;
}

/** Tells the seconds of a run; null where nothing like it is known. */
export type RunTimes = (spec: ExperimentSpec) => number | null;

/** What decides the time of a run, but for how fast the machine is. */
export function costKey({ dataset, augment, network, training, method, device }: ExperimentSpec) {
  const { hash: _hash, reading: _reading, ...data } = dataset;
  const parts = [roundsOf(method), networkCountOf(method), method.kind];
  return canonicalJson({ data, augment, network, training, parts, device });
}

/** All that differs between runs but the seed. */
export function seedlessKey({ name: _name, seed: _seed, dataset, ...rest }: ExperimentSpec) {
  const { hash: _hash, reading: _reading, ...data } = dataset;
  return canonicalJson({ ...rest, data });
}

/**
 * @param timed runs that are finished.
 * @param guessed seconds by {@link costKey}, of experiments that were timed for a moment.
 */
export function runTimes(
  timed: readonly TimedRun[],
  guessed: ReadonlyMap<string, number> = new Map(),
): RunTimes {
  const bySetting = new Map<string, number[]>();
  const byCost = new Map<string, number[]>();
  for (const { spec, seconds } of timed) {
    put(bySetting, seedlessKey(spec), seconds);
    put(byCost, costKey(spec), seconds);
  }
  const known = new Map<string, number | null>();
  return (spec) => {
    const setting = seedlessKey(spec);
    const before = known.get(setting);
    if (before !== undefined) return before;
    const cost = costKey(spec);
    const same = bySetting.get(setting) ?? byCost.get(cost);
    const seconds = same === undefined ? (guessed.get(cost) ?? null) : median(same);
    known.set(setting, seconds);
    return seconds;
  };
}

/** The seconds of several runs, and how many of them nothing is known of. */
export interface TotalTime {
  readonly seconds: number;
  readonly unknown: number;
}

/** The runs of which nothing is known are counted, not guessed. */
export function totalTime(specs: readonly ExperimentSpec[], times: RunTimes): TotalTime {
  const each = specs.map(times);
  return {
    seconds: each.reduce<number>((sum, seconds) => sum + (seconds ?? 0), 0),
    unknown: each.filter((seconds) => seconds === null).length,
  };
}

function put(lists: Map<string, number[]>, key: string, value: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** The middle value, of an even number the mean of the two in the middle. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
