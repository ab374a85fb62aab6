/** A comparison of presets over seeds: of one, or of several as the values of one axis. */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import type { ExperimentSpec } from '../experimentSpec.ts';
import type { Preset } from '../presets/preset.ts';
import { sweepFormat } from '../sweeps/sweepFormat.ts';
import { currentSweepVersion, type SweepSpec } from '../sweeps/sweepSpec.ts';

/** As few as have an interval that is of use. */
const seeds: readonly number[] = [1, 2, 3, 4, 5];

/** What presets differ in, section by section. */
const sections = ['dataset', 'augment', 'network', 'training', 'method'] as const;

/** The first preset is the base; the others’ sections are set where they differ from it. */
export function presetSweep(
  [first, ...others]: readonly [Preset, ...Preset[]],
  name: string,
): SweepSpec {
  const base = first.spec;
  const presets = [first, ...others];
  const axis = {
    name: 'Row',
    values: presets.map(({ title, spec }) => ({ name: title, set: differences(base, spec) })),
  };
  return {
    format: sweepFormat,
    version: currentSweepVersion,
    name,
    base,
    axes: others.length === 0 ? [] : [axis],
    seeds,
  };
}

function differences(base: ExperimentSpec, spec: ExperimentSpec): Record<string, unknown> {
  const differing = sections.filter((section) => {
    return canonicalJson(spec[section]) !== canonicalJson(base[section]);
  });
  return Object.fromEntries(differing.map((section) => [section, spec[section]]));
}
