/**
 * What settings are called where their runs come from one sweep: as that sweep calls them. Its settings
 * are found by their experiments, whatever seeds have been added to it since, and whatever it is called.
 */
import { specHash } from '../../spec/experimentSpec.ts';
import { hashesAskedFor, plannedSettings } from '../../spec/sweeps/plannedRuns.ts';
import type { SweepSpec } from '../../spec/sweeps/sweepSpec.ts';
import type { RunOutcome } from './runOutcome.ts';
import type { SettingName } from './settingNames.ts';
import { settingKey } from './settings.ts';

/** Sweeps whose settings are worked out in search of one that has all runs. */
const mostTried = 5;

const known = new WeakMap<SweepSpec, ReadonlyMap<string, string>>();

/** What settings may have been planned under, by their keys: the same are asked for with every choice. */
const asked = new Map<string, readonly string[]>();

/** The names of a sweep's settings by the hash of each under seed 0. */
function namesOf(sweep: SweepSpec): ReadonlyMap<string, string> {
  const found =
    known.get(sweep) ??
    new Map(plannedSettings(sweep).map(({ spec, name }) => [specHash({ ...spec, seed: 0 }), name]));
  known.set(sweep, found);
  return found;
}

/**
 * The names that a sweep has for the settings of some runs, by their keys; null where none of the
 * sweeps has all of them, each under a name of its own.
 */
export function sweepNames(
  outcomes: readonly RunOutcome[],
  sweeps: readonly SweepSpec[],
): ReadonlyMap<string, SettingName> | null {
  const settings = new Map(outcomes.map((outcome) => [settingKey(outcome), outcome]));
  const [first] = settings.values();
  if (first === undefined) return null;
  for (const sweep of likely(first, sweeps)) {
    const names = namesOf(sweep);
    const found = [...settings].flatMap(([key, { spec }]): [string, SettingName][] => {
      const hashes = asked.get(key) ?? hashesAskedFor({ ...spec, seed: 0 });
      asked.set(key, hashes);
      const name = hashes.flatMap((hash) => names.get(hash) ?? [])[0];
      return name === undefined ? [] : [[key, { name, note: null }]];
    });
    const distinct = new Set(found.map(([, { name }]) => name));
    if (distinct.size === settings.size) return new Map(found);
  }
  return null;
}

/** Sweeps that a run may come from: before others those by whose name its own begins. */
function likely({ spec }: RunOutcome, sweeps: readonly SweepSpec[]): SweepSpec[] {
  const isNamed = ({ name }: SweepSpec) => Number(spec.name.startsWith(name));
  return sweeps.toSorted((a, b) => isNamed(b) - isNamed(a)).slice(0, mostTried);
}
