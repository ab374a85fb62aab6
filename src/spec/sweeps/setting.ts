/** A setting: all that differs between runs but the seed. */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { optionAt } from '../options.ts';
import { fieldOfAxis, type SweepAxis, type SweepSpec, type SweepValue } from './sweepSpec.ts';

export interface SweepSetting {
  /** The same for the same experiment, whatever sweep it stands in. */
  readonly key: string;
  /** The name of its value on each axis; null where the axis says nothing to it (μ, to averaging). */
  readonly values: readonly (string | null)[];
  /** `Complementary, μ 0.7`, for people. */
  readonly name: string;
}

/** Which value a setting has on each axis, by place; null where the axis is passed over. */
export type Combination = readonly (number | null)[];

/** What a combination is called. */
export function settingName(sweep: Pick<SweepSpec, 'axes' | 'name'>, at: Combination): string {
  const words = sweep.axes.flatMap((axis, place) => {
    const value = at[place];
    return value === null ? [] : [valueWords(axis, axis.values[value])];
  });
  return words.length === 0 ? sweep.name : words.join(', ');
}

/** `μ 0.7`, `Averaging`, `update as printed`; what a person has named stays as it is. */
export function valueWords(axis: SweepAxis, { name, set }: SweepValue): string {
  const field = fieldOfAxis(axis);
  const option = field === null ? null : optionAt(field);
  if (field === null || option === null) return name;
  const isUnnamed = name === String(set[field]) || name === JSON.stringify(set[field]);
  if (!isUnnamed) return name;
  const choice =
    option.kind === 'choice' ? option.choices.find(({ value }) => value === set[field]) : undefined;
  if (choice !== undefined && field.endsWith('.kind')) return choice.label;
  const label = axis.name === field ? (option.symbol ?? option.label.toLowerCase()) : axis.name;
  return `${label} ${choice?.label ?? name}`;
}

/** The name of a run, no longer than names may be. */
export function runName(sweep: SweepSpec, setting: string, { seed }: Pick<ExperimentSpec, 'seed'>) {
  const end = `, seed ${seed}`;
  const named = setting === sweep.name ? sweep.name : `${sweep.name}: ${setting}`;
  const room = 200 - end.length;
  return `${named.length > room ? `${named.slice(0, room - 1)}…` : named}${end}`;
}
