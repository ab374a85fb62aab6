/**
 * Settings that their results could not be told from: a run under “auto” records the device that it
 * came to, and one without a data set's hash the hash that it found, as a setting that names them does.
 */
import { type ExperimentSpec, specHash } from '../experimentSpec.ts';
import type { ExpandedSetting } from './expandAxes.ts';
import type { SweepSpec } from './sweepSpec.ts';

/** A setting that leaves open what another one names. */
export interface VagueSetting {
  readonly setting: ExpandedSetting;
  readonly exact: ExpandedSetting;
}

/** The fields that a run fills in, and what leaves them to it. */
const leftOpen = { device: 'auto', 'dataset.hash': null } as const;

/** Those among the settings of a sweep; none where no axis has to do with what runs fill in. */
export function vagueSettings(
  { axes }: SweepSpec,
  settings: readonly ExpandedSetting[],
): VagueSetting[] {
  const fields = axes.flatMap(({ values }) => values.flatMap(({ set }) => Object.keys(set)));
  if (!fields.some((field) => field === 'dataset' || Object.hasOwn(leftOpen, field))) return [];
  const byHash = new Map(settings.map((setting) => [specHash(setting.spec), setting]));
  return settings.flatMap((exact) =>
    vaguer(exact.spec).flatMap((spec) => {
      const setting = byHash.get(specHash(spec));
      return setting === undefined || setting === exact ? [] : [{ setting, exact }];
    }),
  );
}

function vaguer(spec: ExperimentSpec): ExperimentSpec[] {
  const unbound = { ...spec, dataset: { ...spec.dataset, hash: leftOpen['dataset.hash'] } };
  return [{ ...spec, device: leftOpen.device }, unbound, { ...unbound, device: leftOpen.device }];
}
