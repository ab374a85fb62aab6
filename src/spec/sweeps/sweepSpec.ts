/**
 * SweepSpec: a comparison stated once, as a base experiment, axes along which it varies, and seeds. A
 * combination of values is a setting, a setting with a seed a run. It names no files: where data lie
 * is said where it is run.
 */
import { hashJson } from '../../lib/hash.ts';
import type { ExperimentSpec } from '../experimentSpec.ts';
import { withoutNeutralValues } from '../withoutNeutralValues.ts';
import type { sweepFormat } from './sweepFormat.ts';

export const currentSweepVersion = 1;
/** As many runs as a sweep may have. */
export const mostSweepRuns = 10_000;

/** What varies, and the values that it takes. */
export interface SweepAxis {
  readonly name: string;
  readonly values: readonly SweepValue[];
}

/** One value of an axis: fields by their paths, set in this order. */
export interface SweepValue {
  readonly name: string;
  readonly set: Readonly<Record<string, unknown>>;
}

export interface SweepSpec {
  readonly format: typeof sweepFormat;
  readonly version: typeof currentSweepVersion;
  readonly name: string;
  /** What all runs have in common; its seed does not count. */
  readonly base: ExperimentSpec;
  /** The first varies slowest. */
  readonly axes: readonly SweepAxis[];
  readonly seeds: readonly number[];
  /** Combinations left out: an entry leaves out all that have every value that it names, by axis. */
  readonly leaveOut?: readonly Readonly<Record<string, string>>[];
}

/** The one field that an axis varies; null where its values set several, or different ones. */
export function fieldOfAxis({ values }: SweepAxis): string | null {
  const fields = new Set(values.flatMap(({ set }) => Object.keys(set)));
  const [only] = fields;
  return fields.size === 1 ? only : null;
}

/** The sweep's identity: of all that decides its runs. Its name, and the name and seed of its base, do not count. */
export function sweepHash({ name: _label, base, ...sweep }: SweepSpec): string {
  const { name: _name, seed: _seed, ...deciding } = withoutNeutralValues(base);
  return hashJson({ ...sweep, base: deciding });
}
