/** The runs of a sweep, each by its place: all settings of the first seed, then of the next. */
import { type ExperimentSpec, specHash } from '../experimentSpec.ts';
import { withAwaitedTree } from '../experimentTree.ts';
import { expandAxes } from './expandAxes.ts';
import { runName, type SweepSetting } from './setting.ts';
import type { SweepSpec } from './sweepSpec.ts';

export interface PlannedRun {
  /** From 0. More seeds leave it as it is. */
  readonly index: number;
  readonly seed: number;
  readonly setting: SweepSetting;
  readonly spec: ExperimentSpec;
  /** Hash of the spec: what a run is known by. Recorded runs are found by {@link hashesAskedFor}. */
  readonly hash: string;
}

/** A setting with its experiment under the first seed. */
export interface PlannedSetting extends SweepSetting {
  readonly spec: ExperimentSpec;
}

/** The settings of a sweep as it was read. @throws RangeError for one that was not. */
export function plannedSettings(sweep: SweepSpec): PlannedSetting[] {
  const { settings, issues } = expandAxes(sweep);
  if (issues.length > 0) throw new RangeError('A sweep is carried out only as it was read');
  return settings.map(({ key, values, name, spec }) => {
    const seeded = { ...spec, seed: sweep.seeds[0] };
    return { key, values, name, spec: { ...seeded, name: runName(sweep, name, seeded) } };
  });
}

/** All runs of a sweep as it was read. @throws RangeError for one that was not. */
export function plannedRuns(sweep: SweepSpec): PlannedRun[] {
  const settings = plannedSettings(sweep);
  return sweep.seeds.flatMap((seed, ofSeed) =>
    settings.map(({ spec: first, ...setting }, place) => {
      const seeded = { ...first, seed };
      const spec = { ...seeded, name: runName(sweep, setting.name, seeded) };
      const index = ofSeed * settings.length + place;
      return { index, seed, setting, spec, hash: specHash(spec) };
    }),
  );
}

/**
 * The hashes that a recorded run may have been planned under, the most exact first. A record says more
 * than a plan may: which data it found, how their files were read, which device “auto” came to, and a tree that was
 * asked for by its hash.
 */
export function hashesAskedFor(recorded: ExperimentSpec): string[] {
  const { reading: _answers, ...unread } = recorded.dataset;
  const datasets = [recorded.dataset, unread].flatMap((dataset) => [
    dataset,
    { ...dataset, hash: null },
  ]);
  const devices = [recorded.device, 'auto'] as const;
  const specs = [...new Set([recorded, withAwaitedTree(recorded)])].flatMap((spec) =>
    devices.flatMap((device) => datasets.map((dataset) => ({ ...spec, device, dataset }))),
  );
  return [...new Set(specs.map(specHash))];
}
