/** The comparison as it stands on its page, wrong values included, and what is done with it. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { SpecIssue } from '../../spec/specIssue.ts';
import { expandAxes } from '../../spec/sweeps/expandAxes.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import { sweepFormat } from '../../spec/sweeps/sweepFormat.ts';
import {
  currentSweepVersion,
  type SweepAxis,
  type SweepSpec,
  type SweepValue,
} from '../../spec/sweeps/sweepSpec.ts';

export interface SweepDraft {
  /** Of the kept sweep that it is; null for one that is not kept yet. */
  readonly id: string | null;
  /** Whether it came by a link or a file and nobody has changed it: nothing is computed of it yet. */
  readonly isForeign: boolean;
  /** Whether somebody has changed it here since it was opened or kept last. */
  readonly isEdited: boolean;
  /** What the page shows. */
  readonly value: SweepSpec;
  /** The same where all of it is right; else null. */
  readonly sweep: SweepSpec | null;
  readonly issues: readonly SpecIssue[];
}

/** What a new comparison has before anything is chosen. */
const startingSeeds = 5;

export function newSweep(base: ExperimentSpec): SweepSpec {
  return {
    format: sweepFormat,
    version: currentSweepVersion,
    name: `${base.name}, compared`.slice(0, 200),
    base,
    axes: [],
    seeds: seedsFrom(base.seed, startingSeeds),
  };
}

export function draftOfSweep(
  value: SweepSpec,
  {
    id,
    isForeign,
    isEdited = false,
  }: Pick<SweepDraft, 'id' | 'isForeign'> & Partial<Pick<SweepDraft, 'isEdited'>>,
): SweepDraft {
  const reading = readSweep(value);
  return reading.ok
    ? { id, isForeign, isEdited, value, sweep: reading.sweep, issues: [] }
    : { id, isForeign, isEdited, value, sweep: null, issues: reading.issues };
}

/** So many seeds from the first on. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

/** A sweep with other axes, of whose combinations left out those stay that there still are. */
export function withAxes(sweep: SweepSpec, axes: readonly SweepAxis[]): SweepSpec {
  const changed = { ...sweep, axes };
  const known = (sweep.leaveOut ?? []).filter((entry) =>
    Object.entries(entry).every(([name, value]) =>
      axes.some((axis) => axis.name === name && axis.values.some((one) => one.name === value)),
    ),
  );
  const { unusedLeaveOuts } = expandAxes({ ...changed, leaveOut: known });
  const left = known.filter((_, at) => !unusedLeaveOuts.includes(at));
  return withLeaveOut(changed, left);
}

/** Without any entries the field is left out, so that such sweeps have one hash. */
export function withLeaveOut(
  { leaveOut: _before, ...sweep }: SweepSpec,
  leaveOut: readonly Readonly<Record<string, string>>[],
): SweepSpec {
  return leaveOut.length === 0 ? sweep : { ...sweep, leaveOut };
}

/** A sweep in which an axis has other values. */
export function withValues(
  sweep: SweepSpec,
  axis: number,
  values: readonly SweepValue[],
): SweepSpec {
  return withAxes(
    sweep,
    sweep.axes.map((one, at) => (at === axis ? { ...one, values } : one)),
  );
}

/** A value of one field, named as files name it. */
export function fieldValue(path: string, value: unknown): SweepValue {
  const name = typeof value === 'string' && value !== '' ? value : (JSON.stringify(value) ?? '');
  return { name: name.slice(0, 200), set: { [path]: value } };
}

/** What is wrong with a value of an axis, or with the axis; null where all is right. */
export function issueOfValue(
  { issues }: Pick<SweepDraft, 'issues'>,
  axis: number,
  value: number | null,
): string | null {
  const place = value === null ? `axes.${axis}` : `axes.${axis}.values.${value}`;
  const found = issues.find(({ path }) =>
    value === null ? path === place : path === place || path.startsWith(`${place}.`),
  );
  return found?.message ?? null;
}
