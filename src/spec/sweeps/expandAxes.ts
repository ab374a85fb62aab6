/**
 * From axes to settings: every combination of their values, carried out on the base. An axis whose
 * fields the chosen method does not know is passed over, so that such combinations are one setting.
 */
import { type ExperimentSpec, specHash } from '../experimentSpec.ts';
import { readSpec } from '../readSpec.ts';
import type { SpecIssue } from '../specIssue.ts';
import { withoutNeutralValues } from '../withoutNeutralValues.ts';
import { type AxisChange, type CarriedOut, carryOut, nameOf } from './carryOut.ts';
import { type Combination, type SweepSetting, settingName } from './setting.ts';
import type { SweepAxis, SweepSpec } from './sweepSpec.ts';

/** A setting with its experiment, whose seed and name are those of the base. */
export interface ExpandedSetting extends SweepSetting {
  readonly at: Combination;
  readonly spec: ExperimentSpec;
}

/** What is wrong with a combination. */
export interface CombinationIssue extends SpecIssue {
  /** The value to change; null where no value of an axis has to do with the field. */
  readonly place: { readonly axis: number; readonly value: number; readonly field: string } | null;
  /** The setting that it came up in. */
  readonly setting: string;
  /** Its combination; null where the field is no setting's. */
  readonly at: Combination | null;
}

export interface Expansion {
  readonly settings: readonly ExpandedSetting[];
  readonly issues: readonly CombinationIssue[];
  /** Entries of `leaveOut`, by place, that leave nothing out. */
  readonly unusedLeaveOuts: readonly number[];
}

/** All settings of a sweep whose form is right, the first axis varying slowest. */
export function expandAxes(sweep: SweepSpec): Expansion {
  const known = new Set<string>();
  const seen = new Set<string>();
  const byHash = new Map<string, ExpandedSetting>();
  const leaveOuts = placedLeaveOuts(sweep);
  const usedLeaveOuts = new Set<number>();
  const issues: CombinationIssue[] = [];
  for (const places of combinations(sweep.axes.map(({ values }) => values.length))) {
    const draft = carryOut(sweep, places, known);
    const key = draft.at.join();
    if (seen.has(key)) continue;
    seen.add(key);
    const leftOut = leaveOutsOf(leaveOuts, draft.at);
    for (const entry of leftOut) usedLeaveOuts.add(entry);
    if (leftOut.length > 0) continue;
    const read = readDraft(sweep, draft);
    if (!read.ok) issues.push(...read.issues);
    else {
      const hash = specHash({ ...read.setting.spec, seed: 0 });
      const same = byHash.get(hash);
      if (same === undefined) byHash.set(hash, { ...read.setting, key: hash.slice(0, 16) });
      else issues.push(duplicate(read.setting, same, sweep));
    }
  }
  const unusedLeaveOuts = (sweep.leaveOut ?? []).flatMap((_, at) =>
    usedLeaveOuts.has(at) ? [] : [at],
  );
  return {
    settings: [...byHash.values()],
    issues: [...issues, ...unknownFields(sweep, known)],
    unusedLeaveOuts,
  };
}

/** Places of values, one of each axis; the last varies fastest. */
function* combinations(counts: readonly number[]): Generator<readonly number[]> {
  const [count, ...rest] = counts;
  if (count === undefined) return yield [];
  for (let place = 0; place < count; place++) {
    for (const others of combinations(rest)) yield [place, ...others];
  }
}

/** A value of an axis, both by their places; −1 for what there is none of. */
interface PlacedValue {
  readonly axis: number;
  readonly place: number;
}

/** What each entry of `leaveOut` names, found once for all combinations. */
function placedLeaveOuts({ axes, leaveOut = [] }: SweepSpec): PlacedValue[][] {
  return leaveOut.map((entry) =>
    Object.entries(entry).map(([name, value]) => {
      const axis = axes.findIndex((one) => one.name === name);
      const place = axes[axis]?.values.findIndex((one) => one.name === value) ?? -1;
      return { axis, place };
    }),
  );
}

/** Places of the entries that name nothing but what the combination has. */
function leaveOutsOf(entries: readonly (readonly PlacedValue[])[], at: Combination): number[] {
  return entries.flatMap((entry, which) =>
    entry.every(({ axis, place }) => at[axis] === place) ? [which] : [],
  );
}

type DraftReading =
  | { readonly ok: true; readonly setting: Omit<ExpandedSetting, 'key'> }
  | { readonly ok: false; readonly issues: readonly CombinationIssue[] };

function readDraft(sweep: SweepSpec, { spec, at, changes, issues }: CarriedOut): DraftReading {
  const name = settingName(sweep, at);
  if (issues.length > 0) {
    return {
      ok: false,
      issues: issues.map(({ change, message }) => ({
        ...issueAt(change, change.path, message, name),
        at,
      })),
    };
  }
  const reading = readSpec(spec);
  if (!reading.ok) {
    return {
      ok: false,
      issues: reading.issues.map(({ path, message }) => {
        const cause = changes.findLast((change) => concerns(change.path, path));
        return { ...issueAt(cause ?? null, path, message, name), at };
      }),
    };
  }
  const values = sweep.axes.map((axis, place) => valueName(axis, at[place]));
  return { ok: true, setting: { at, values, name, spec: withoutNeutralValues(reading.spec) } };
}

const valueName = ({ values }: SweepAxis, place: number | null) =>
  place === null ? null : values[place].name;

/** Whether a complaint about one path is about what was set at another. */
const concerns = (set: string, path: string) =>
  path === set || path.startsWith(`${set}.`) || set.startsWith(`${path}.`);

function issueAt(
  change: AxisChange | null,
  path: string,
  message: string,
  setting: string,
): Omit<CombinationIssue, 'at'> {
  const place =
    change === null ? null : { axis: change.axis, value: change.choice, field: change.path };
  return { path, message, place, setting };
}

/** Two values of an axis that both say something, and the same. */
function duplicate(
  { at, name }: Omit<ExpandedSetting, 'key'>,
  same: ExpandedSetting,
  { axes }: SweepSpec,
): CombinationIssue {
  const axis = at.findLastIndex((place, which) => place !== null && place !== same.at[which]);
  const value = at[axis] ?? null;
  const [field = ''] = value === null ? [] : Object.keys(axes[axis].values[value].set);
  const message = `comes to the same experiment as the setting “${same.name}”: every run would be there twice. Take one of them out, or leave the combination out`;
  return {
    path: field,
    message,
    setting: name,
    at,
    place: value === null ? null : { axis, value, field },
  };
}

/** Fields that no setting has: they are misspelled, or their method is not among those compared. */
function unknownFields({ axes }: SweepSpec, known: ReadonlySet<string>): CombinationIssue[] {
  return axes.flatMap(({ values }, axis) =>
    values.flatMap(({ set }, value) =>
      Object.keys(set)
        .filter((field) => !known.has(nameOf({ axis, choice: value, path: field })))
        .map((field) => ({
          path: field,
          message: `no setting has a field ${field}: correct its name, or choose the method or network that has it`,
          setting: '',
          at: null,
          place: { axis, value, field },
        })),
    ),
  );
}
