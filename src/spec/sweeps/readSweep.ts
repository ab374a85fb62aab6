/**
 * Reads a sweep from outside: its form, its base, and every setting that it comes to. What is wrong is
 * told with its place in the file and what to do.
 */
import { readSpec } from '../readSpec.ts';
import { schemaIssues } from '../schemaIssues.ts';
import type { SpecIssue } from '../specIssue.ts';
import { axisIssues } from './axisIssues.ts';
import { type CombinationIssue, expandAxes } from './expandAxes.ts';
import {
  axisOf,
  placeOfField,
  type SweepFile,
  seedCount,
  seedsOf,
  sweepFileSchema,
} from './sweepFile.ts';
import { sweepFormat } from './sweepFormat.ts';
import { currentSweepVersion, mostSweepRuns, type SweepSpec } from './sweepSpec.ts';
import { type VagueSetting, vagueSettings } from './vagueSettings.ts';

export type SweepReading =
  | {
      readonly ok: true;
      readonly sweep: SweepSpec;
      /** What has changed since its base was made, for people; absent where nothing has. */
      readonly note?: string;
    }
  | { readonly ok: false; readonly issues: readonly SpecIssue[] };

/** No more are told at once. */
const mostIssues = 20;

/** Whether a value says that it is a sweep, right or wrong. */
export function isSweep(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && Reflect.get(value, 'format') === sweepFormat
  );
}

/** Reads a sweep, and carries its axes out to see that every run can be. */
export function readSweep(value: unknown): SweepReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse([{ path: '', message: 'A sweep must be a JSON object' }]);
  }
  const version = Reflect.get(value, 'version');
  if (typeof version === 'number' && version > currentSweepVersion) {
    const message = `is ${version}; this Espalier reads sweeps of version ${currentSweepVersion}. Open it in a newer one`;
    return refuse([{ path: 'version', message }]);
  }
  const parsed = sweepFileSchema.safeParse(value);
  if (!parsed.success) return refuse(schemaIssues(parsed.error, 'a sweep'));
  const file = parsed.data;
  const base = readSpec(file.base);
  if (!base.ok) {
    return refuse(base.issues.map(({ path, message }) => ({ path: under('base', path), message })));
  }
  const sweep: SweepSpec = {
    format: file.format,
    version: file.version,
    name: file.name,
    base: base.spec,
    axes: file.axes.map(axisOf),
    seeds: seedsOf(file, mostSweepRuns),
    ...(file.leaveOut === undefined ? {} : { leaveOut: file.leaveOut }),
  };
  const issues = firstIssues(file, sweep);
  if (issues.length > 0) return refuse(issues);
  return base.note === undefined ? { ok: true, sweep } : { ok: true, sweep, note: base.note };
}

/** What is wrong with the axes; with their settings only where the axes themselves are right. */
function firstIssues(file: SweepFile, sweep: SweepSpec): SpecIssue[] {
  const ofAxes = [...tooManyCombinations(sweep, seedCount(file)), ...axisIssues(sweep)];
  if (ofAxes.length > 0) return distinct(ofAxes);
  const { settings, issues, unusedLeaveOuts } = expandAxes(sweep);
  if (issues.length > 0) return distinct(issues.map((issue) => placed(issue, file, sweep)));
  if (unusedLeaveOuts.length > 0) {
    const message =
      'leaves nothing out: no combination has all that it names. Take the entry away, or correct its names';
    return unusedLeaveOuts.map((at) => ({ path: `leaveOut.${at}`, message }));
  }
  if (settings.length === 0) {
    return [{ path: 'leaveOut', message: 'leaves nothing of the sweep: keep a combination' }];
  }
  const vague = vagueSettings(sweep, settings);
  if (vague.length > 0)
    return distinct(vague.map((one) => placed(vagueIssue(one, sweep), file, sweep)));
  const seeds = seedCount(file);
  const runs = settings.length * seeds;
  return runs <= mostSweepRuns
    ? []
    : [tooMany(`${settings.length} settings × ${seeds} seeds`, runs)];
}

/** Told at the value that leaves open what the other setting names. */
function vagueIssue({ setting, exact }: VagueSetting, { axes }: SweepSpec): CombinationIssue {
  const axis = setting.at.findLastIndex((place, which) => place !== exact.at[which]);
  const value = setting.at[axis] ?? 0;
  const [field = ''] = Object.keys(axes[axis].values[value].set);
  const message = `leaves open what the setting “${exact.name}” names, so that results of the two could not be told apart. Name it here as well, or take one of them out`;
  return {
    path: field,
    message,
    setting: setting.name,
    at: setting.at,
    place: { axis, value, field },
  };
}

function tooManyCombinations({ axes }: SweepSpec, seeds: number): SpecIssue[] {
  const counts = axes.map(({ values }) => values.length);
  const combinations = counts.reduce((product, count) => product * count, 1);
  if (combinations <= mostSweepRuns) return [];
  const product = [...counts.map(String), `${seeds} seeds`].join(' × ');
  return [tooMany(product, combinations * seeds)];
}

const tooMany = (product: string, runs: number): SpecIssue => ({
  path: 'axes',
  message: `come to ${product} = ${runs.toLocaleString('en-US')} runs; a sweep has at most ${mostSweepRuns.toLocaleString('en-US')}. Take fewer values or seeds, or make several sweeps`,
});

/** An issue at its place in the file, with the setting where that is not plain from the place. */
function placed(
  { place, path, message, setting }: CombinationIssue,
  file: SweepFile,
  sweep: SweepSpec,
) {
  if (place === null) {
    const remedy = 'Change it in the base, or leave the combination out by leaveOut';
    return {
      path: under('base', path),
      message: `${message} (in the setting “${setting}”). ${remedy}`,
    };
  }
  const { axis, value, field } = place;
  const inside = path.startsWith(`${field}.`) ? path.slice(field.length) : '';
  const isPlain = sweep.axes.length === 1 || setting === '';
  return {
    path: `${placeOfField(file, axis, value, field)}${inside}`,
    message: isPlain ? message : `${message} (in the setting “${setting}”)`,
  };
}

/** The first complaint of each place, and of those so many. */
function distinct(issues: readonly SpecIssue[]): SpecIssue[] {
  const byPlace = new Map<string, SpecIssue>();
  for (const issue of issues) if (!byPlace.has(issue.path)) byPlace.set(issue.path, issue);
  const all = [...byPlace.values()];
  if (all.length <= mostIssues) return all;
  const message = `${all.length - mostIssues} more places are wrong`;
  return [...all.slice(0, mostIssues), { path: '', message }];
}

const under = (place: string, path: string) => (path === '' ? place : `${place}.${path}`);

function refuse(issues: readonly SpecIssue[]): SweepReading {
  return { ok: false, issues };
}
