/** Where experiments differ, field by field, in the words of the form. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { membersPath } from '../../spec/methods/levelwise/members.ts';
import { methodText } from '../../spec/methods/methodFacts.ts';
import { optionAt } from '../../spec/options.ts';

export interface SpecDifference {
  readonly path: string;
  readonly label: string;
  /** The values as text. */
  readonly here: string;
  readonly there: string;
}

/** Fields that name an experiment, or describe its data, whose equality is known otherwise. */
const ignored = new Set(['name', 'version', 'dataset.hash', 'dataset.source']);

/** Values that are lists of fields themselves, told as one. */
const told = new Set([
  'augment.normalise',
  'dataset.validation',
  'method.hierarchy.imported',
  `${membersPath}.hierarchy.imported`,
  'tree',
]);

/**
 * The differing fields, in the order of the form. Where the kinds of two methods, networks or
 * schedules differ, the fields that only one of them has are left out; elsewhere a field that one
 * of them leaves out has its neutral value there.
 */
export function specDifferences(here: ExperimentSpec, there: ExperimentSpec): SpecDifference[] {
  const [one, other] = [leavesOf(here), leavesOf(there)];
  const paths = [...new Set([...other.keys(), ...one.keys()])];
  return paths
    .filter((path) => !ignored.has(path))
    .filter((path) => mayHave(one, path, other) && mayHave(other, path, one))
    .filter((path) => JSON.stringify(one.get(path)) !== JSON.stringify(other.get(path)))
    .map((path) => ({
      path,
      label: labelOf(path),
      here: fieldText(path, here) ?? neutralText(path),
      there: fieldText(path, there) ?? neutralText(path),
    }));
}

/**
 * The fields in which some of several experiments differ, in the order of the form. A field counts
 * among those experiments that have it or leave it out at its neutral value.
 */
export function differingPaths(specs: readonly ExperimentSpec[]): string[] {
  const all = specs.map(leavesOf);
  const paths = new Set(all.flatMap((one) => [...one.keys()]));
  return [...paths]
    .filter((path) => !ignored.has(path))
    .filter((path) => {
      const first = all[0].get(path);
      // As most are; what kinds they have need not be looked up then.
      if (all.every((one) => one.has(path) && Object.is(one.get(path), first))) return false;
      // Found once for all of them: experiments are compared by the hundred.
      const kinds = new Set(all.flatMap((one) => (one.has(path) ? [kindAround(one, path)] : [])));
      const values = all
        .filter((one) => mayBeIn(one, path) && (one.has(path) || kinds.has(kindAround(one, path))))
        .map((one) => JSON.stringify(one.get(path)));
      return new Set(values).size > 1;
    });
}

/** Whether an experiment has a field, or could have it since its method or network is of the kind that has. */
function mayHave(one: Leaves, path: string, other: Leaves): boolean {
  return mayBeIn(one, path) && (one.has(path) || kindAround(one, path) === kindAround(other, path));
}

/** Fields of members are of experiments alone that have members. */
const mayBeIn = (one: Leaves, path: string): boolean =>
  !path.startsWith(`${membersPath}.`) || one.has(membersPath);

/** The kind of the method, network or schedule that a field belongs to; undefined for others. */
function kindAround(found: Leaves, path: string): unknown {
  const keys = path.split('.').slice(0, -1);
  for (let depth = keys.length; depth > 0; depth--) {
    const kind = found.get([...keys.slice(0, depth), 'kind'].join('.'));
    if (kind !== undefined) return kind;
  }
  return undefined;
}

/** A field's value as the form shows it; null for an experiment that has no such field. */
export function fieldText(path: string, spec: ExperimentSpec): string | null {
  if (path === 'method.kind') return methodText(spec.method);
  const found = leavesOf(spec);
  return found.has(path) ? valueText(path, found.get(path)) : null;
}

type Leaves = ReadonlyMap<string, unknown>;

/** Experiments are compared by the hundred, and never change. */
const known = new WeakMap<ExperimentSpec, Leaves>();

function leavesOf(spec: ExperimentSpec): Leaves {
  const found = known.get(spec) ?? leaves(spec);
  known.set(spec, found);
  return found;
}

/** The values of a spec by path; lists and trees count as one value. */
function leaves(value: object, prefix = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, inner] of Object.entries(value)) {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const isBranch = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    if (path === membersPath) found.set(path, 'level-wise');
    if (isBranch && !told.has(path)) {
      for (const [deeper, leaf] of leaves(inner, path)) found.set(deeper, leaf);
    } else found.set(path, inner);
  }
  return found;
}

function labelOf(path: string): string {
  return optionAt(path)?.label ?? path;
}

/** What an experiment means that leaves a field out. */
function neutralText(path: string): string {
  return valueText(path, optionAt(path)?.neutral ?? null);
}

/** Values longer than this are cut. */
const longest = 48;

function valueText(path: string, value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const option = optionAt(path);
  if (option?.kind === 'choice' && !Array.isArray(value)) {
    const choice = option.choices.find((each) => each.value === String(value));
    if (choice !== undefined) return choice.label;
  }
  const text = plainText(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) {
    const isPlain = value.every((each) => typeof each !== 'object');
    return isPlain ? value.join(', ') || 'none' : `${value.length} entries`;
  }
  if (typeof value === 'object' && value !== null) {
    const name: unknown = Reflect.get(value, 'name');
    return name === undefined ? fieldsText(value) : String(name);
  }
  return String(value);
}

function fieldsText(value: object): string {
  return Object.entries(value)
    .map(([key, inner]) => `${key} ${plainText(inner)}`)
    .join('; ');
}
