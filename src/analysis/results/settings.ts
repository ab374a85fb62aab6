/** Runs folded over their seeds: what is left to differ is a setting. */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import { hashJson } from '../../lib/hash.ts';
import { countedRuns, type RunOutcome } from './runOutcome.ts';

export interface Setting {
  /** The same for the same experiment on the same data, but for name and seed. */
  readonly key: string;
  /** By seed. */
  readonly runs: readonly [RunOutcome, ...RunOutcome[]];
  /** Each once, rising: of runs at their end alone, where there are any. */
  readonly seeds: readonly number[];
}

/** The settings of some runs, in the order of their first runs. */
export function settingsOf(outcomes: readonly RunOutcome[]): Setting[] {
  return [...groupedBy(outcomes, settingKey)].map(([key, [first, ...others]]) => {
    const runs: [RunOutcome, ...RunOutcome[]] = [first, ...others];
    runs.sort((a, b) => a.spec.seed - b.spec.seed);
    return { key, runs, seeds: [...new Set(countedRuns(runs).map(({ spec }) => spec.seed))] };
  });
}

/** Keys take a hash each, and the same runs are put together again with every choice on the page. */
interface Keys {
  readonly setting: string;
  readonly counterpart: string;
}
const known = new WeakMap<RunOutcome, Keys>();

function keysOf(outcome: RunOutcome): Keys {
  const found = known.get(outcome) ?? made(outcome);
  known.set(outcome, found);
  return found;
}

function made({ spec, datasetHash }: RunOutcome): Keys {
  const { name: _name, seed: _seed, dataset, ...rest } = spec;
  const { source: _source, hash: _hash, ...chosen } = dataset;
  const counterpart = hashJson(canonicalJson({ ...rest, dataset: chosen }));
  return { counterpart, setting: hashJson([counterpart, datasetHash]) };
}

/** What all runs of a setting share: the experiment but for name and seed, and the data it had. */
export function settingKey(outcome: RunOutcome): string {
  return keysOf(outcome).setting;
}

/** The same on whatever data: a setting and its counterpart on other data share it. */
export function counterpartKey(outcome: RunOutcome): string {
  return keysOf(outcome).counterpart;
}
