/** Where experiments differ, field by field, in the words of the form. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import type { OptionDescription } from '../../spec/fields/optionDescription.ts';
import { methodText } from '../../spec/methods/methodFacts.ts';
import { options } from '../../spec/options.ts';

export interface SpecDifference {
  readonly path: string;
  readonly label: string;
  /** The values as text. */
  readonly here: string;
  readonly there: string;
}

/** Fields that name an experiment, or describe its data, whose equality is known otherwise. */
const ignored = new Set(['name', 'version', 'dataset.hash', 'dataset.source']);

/**
 * The differing fields, in the order of the form. Where the kinds of two methods, networks or
 * schedules differ, the fields that only one of them has are left out.
 */
export function specDifferences(here: ExperimentSpec, there: ExperimentSpec): SpecDifference[] {
  const [one, other] = [leavesOf(here), leavesOf(there)];
  const paths = [...new Set([...other.keys(), ...one.keys()])];
  return paths
    .filter((path) => !ignored.has(path))
    .filter((path) => one.has(path) === other.has(path))
    .filter((path) => JSON.stringify(one.get(path)) !== JSON.stringify(other.get(path)))
    .map((path) => ({
      path,
      label: labelOf(path),
      here: fieldText(path, here) ?? '',
      there: fieldText(path, there) ?? '',
    }));
}

/**
 * The fields in which some of several experiments differ, in the order of the form. A field counts
 * among those experiments that have it.
 */
export function differingPaths(specs: readonly ExperimentSpec[]): string[] {
  const all = specs.map(leavesOf);
  const paths = new Set(all.flatMap((one) => [...one.keys()]));
  return [...paths]
    .filter((path) => !ignored.has(path))
    .filter((path) => {
      const values = all.flatMap((one) => (one.has(path) ? JSON.stringify(one.get(path)) : []));
      return new Set(values).size > 1;
    });
}

/** A field's value as the form shows it; null for an experiment that has no such field. */
export function fieldText(path: string, spec: ExperimentSpec): string | null {
  if (path === 'method.kind') return methodText(spec.method);
  const found = leavesOf(spec);
  return found.has(path) ? valueText(path, found.get(path)) : null;
}

/** Experiments are compared by the hundred, and never change. */
const known = new WeakMap<ExperimentSpec, ReadonlyMap<string, unknown>>();

function leavesOf(spec: ExperimentSpec): ReadonlyMap<string, unknown> {
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
    if (isBranch && path !== 'method.hierarchy.imported') {
      for (const [deeper, leaf] of leaves(inner, path)) found.set(deeper, leaf);
    } else found.set(path, inner);
  }
  return found;
}

const described: Readonly<Record<string, OptionDescription>> = options;

function labelOf(path: string): string {
  return described[path]?.label ?? path;
}

/** Values longer than this are cut. */
const longest = 48;

function valueText(path: string, value: unknown): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  const option = described[path];
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
  if (typeof value === 'object' && value !== null) return String(Reflect.get(value, 'name') ?? '');
  return String(value);
}
