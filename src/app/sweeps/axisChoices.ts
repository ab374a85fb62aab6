/** What can be varied of an experiment, and the values that are offered for it. */
import { applyChange } from '../../spec/changes/applyChange.ts';
import { knowsField } from '../../spec/changes/knownFields.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { OptionDescription } from '../../spec/fields/optionDescription.ts';
import { hasHierarchy, hierarchicalKinds } from '../../spec/methods/methodFacts.ts';
import { methods } from '../../spec/methods/methods.ts';
import { plainChoice } from '../../spec/objectives/objectives.ts';
import { optionAt, options } from '../../spec/options.ts';
import { readSpec } from '../../spec/readSpec.ts';
import { fieldOfAxis, type SweepAxis, type SweepValue } from '../../spec/sweeps/sweepSpec.ts';
import { fieldValue } from '../../store/sweeps/sweepDraft.ts';
import { listOf, listText, numberOf, numberText } from '../controls/fields/optionText.ts';

/** The axis of methods, whose values are methods with what makes them so. */
export const methodAxis = 'Method';

/** A field of an experiment that can be varied, and what it is set to. */
export interface VariableLine {
  readonly path: string;
  readonly label: string;
  readonly symbol: string | null;
  readonly value: unknown;
  /** The value in words. */
  readonly text: string;
}

const linesOf = new WeakMap<ExperimentSpec, readonly VariableLine[]>();

/** The fields that say something in an experiment, but for those that are varied. */
export function variableLines(base: ExperimentSpec, axes: readonly SweepAxis[]): VariableLine[] {
  const varied = new Set(
    axes.flatMap(({ values }) => values.flatMap(({ set }) => Object.keys(set))),
  );
  const lines = linesOf.get(base) ?? allLines(base);
  linesOf.set(base, lines);
  return lines.filter(({ path }) => !varied.has(path));
}

/** In which order sections are offered: what is compared most comes first. */
const sections = ['method', 'training', 'network', 'dataset', 'augment'];

const rankOf = ({ path }: VariableLine) => {
  const place = sections.indexOf(path.split('.')[0]);
  return place < 0 ? sections.length : place;
};

function allLines(base: ExperimentSpec): VariableLine[] {
  const lines = Object.entries<OptionDescription>(options).flatMap(([path, option]) => {
    if (!canVary(path, option) || !knowsField(base, path)) return [];
    const own = valueIn(base, path);
    const value = own === undefined ? option.neutral : own;
    if (value === undefined || !canSay(base, path, value)) return [];
    const { label, symbol = null } = option;
    return [{ path, label, symbol, value, text: valueText(path, value) }];
  });
  return lines.sort((one, other) => rankOf(one) - rankOf(other));
}

/** Whether a file can say that value: some fields are left out for what they mean when absent. */
function canSay(base: ExperimentSpec, path: string, value: unknown): boolean {
  const spec = structuredClone(base);
  return applyChange(spec, { path, value }) === null && readSpec(spec).ok;
}

/** Values that can be told by a chip; what a person is asked for a file for cannot. */
function canVary(path: string, { kind }: OptionDescription): boolean {
  if (path === 'seed' || path === 'method.kind' || path === 'network.kind') return false;
  return kind !== 'network' && kind !== 'tree' && kind !== 'classes';
}

function valueIn(base: ExperimentSpec, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined,
      base,
    );
}

/** A value as its chip says it. */
function valueText(path: string, value: unknown): string {
  const option = optionAt(path);
  if (option?.kind === 'choice') {
    return option.choices.find((one) => one.value === value)?.label ?? String(value);
  }
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : listText(value);
  return numberText(value);
}

/** What a chip of an axis says. */
export function chipText(axis: SweepAxis, value: SweepValue): string {
  const field = fieldOfAxis(axis);
  if (field === null || axis.name !== field) return value.name;
  return valueText(field, value.set[field]);
}

/** The axis that a line becomes, with the one value that it has. */
export function axisOfLine({ path, value }: Pick<VariableLine, 'path' | 'value'>): SweepAxis {
  return { name: path, values: [fieldValue(path, value)] };
}

/** The method of an experiment as the first value of an axis of methods. */
export function axisOfMethods(base: ExperimentSpec): SweepAxis {
  return { name: methodAxis, values: [ownMethod(base)] };
}

const ownMethod = ({ method }: ExperimentSpec): SweepValue => {
  const { label } = methods[method.kind];
  return { name: label, set: { 'method.kind': method.kind } };
};

/** All methods that can be compared on an experiment, its own first. */
export function methodChoices(base: ExperimentSpec): SweepValue[] {
  const own = ownMethod(base);
  const others = Object.values(methods).flatMap((descriptor): SweepValue[] => {
    const { kind, label } = descriptor;
    // How many groups of classes suit a tree is for a person to say, in the base.
    const isHierarchy = hierarchicalKinds.includes(kind);
    if (isHierarchy && !hasHierarchy(base.method) && base.dataset.classes === null) return [];
    const described: Readonly<Record<string, OptionDescription>> = descriptor.options;
    const set = { 'method.kind': kind };
    const permuted = described['method.permuted'];
    const objective = described['method.objective.kind'];
    const objectives = objective?.kind === 'choice' ? objective.choices : [];
    return [
      { name: label, set },
      ...(permuted === undefined
        ? []
        : [{ name: permuted.label, set: { ...set, 'method.permuted': true } }]),
      ...objectives
        .filter(({ value }) => value !== plainChoice)
        .map((one) => ({
          name: capitalised(one.label),
          set: { ...set, 'method.objective.kind': one.value },
        })),
    ];
  });
  return [own, ...others.filter((one) => !isSameValue(one, own))];
}

/** What is offered for an axis beside the values that it has. */
export function offeredValues(base: ExperimentSpec, axis: SweepAxis): SweepValue[] {
  if (axis.name === methodAxis) return methodChoices(base);
  const field = fieldOfAxis(axis);
  const option = field === null ? null : optionAt(field);
  if (field === null || option === null) return [];
  if (option.kind === 'choice') {
    const isNumber = typeof valueIn(base, field) === 'number';
    return option.choices.map(({ value }) => fieldValue(field, isNumber ? Number(value) : value));
  }
  return option.kind === 'flag' ? [false, true].map((value) => fieldValue(field, value)) : [];
}

/** Whether values of an axis can be typed. */
export function isTyped(axis: SweepAxis): boolean {
  const field = fieldOfAxis(axis);
  const kind = field === null ? undefined : optionAt(field)?.kind;
  return kind === 'integer' || kind === 'number' || kind === 'integers' || kind === 'numbers';
}

/** The value that a text means for an axis of one field; null for an empty text. */
export function typedValue(axis: SweepAxis, text: string): SweepValue | null {
  const field = fieldOfAxis(axis);
  if (field === null || text.trim() === '') return null;
  const kind = optionAt(field)?.kind;
  const isList = kind === 'integers' || kind === 'numbers';
  return fieldValue(field, isList ? listOf(text) : numberOf(text));
}

const capitalised = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const isSameValue = (one: SweepValue, other: SweepValue): boolean =>
  JSON.stringify(one.set) === JSON.stringify(other.set);

/** The methods among some that know a field, in a word; null where all do. */
export function knownBy(axes: readonly SweepAxis[], field: string): string | null {
  const values = axes.find(({ name }) => name === methodAxis)?.values;
  if (values === undefined || !field.startsWith('method.')) return null;
  const knowing = values.filter(({ set }) => {
    const kind = set['method.kind'];
    const descriptor = Object.values(methods).find((one) => one.kind === kind);
    return descriptor !== undefined && Object.hasOwn(descriptor.options, field);
  });
  if (knowing.length === values.length) return null;
  return knowing.length === 0
    ? 'of none of these methods'
    : `of ${knowing.map(({ name }) => name.toLowerCase()).join(', ')}`;
}
