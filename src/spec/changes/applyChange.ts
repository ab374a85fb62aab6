/**
 * Changes of single fields of an experiment, as `--set`, sweeps and the page make them. The experiment
 * may be wrong after one and right after the next: the reader has the last word.
 */
import type { ExperimentSpec } from '../experimentSpec.ts';
import { levelwisePartOf } from '../methods/methodFacts.ts';
import { optionAt } from '../options.ts';
import type { SpecIssue } from '../specIssue.ts';
import { chooseKind } from './chosenKind.ts';

/** The field at a path (`training.epochs`, `network.1.depth`), and what it becomes. */
export interface FieldChange {
  readonly path: string;
  readonly value: unknown;
}

/**
 * Sets a field. A kind that is chosen begins anew, as in the form. Returns what is in the way, for
 * people; null where the field is set.
 */
export function applyChange(spec: ExperimentSpec, { path, value }: FieldChange): SpecIssue | null {
  const chosen = chooseKind(spec, path, value);
  if (chosen !== false) return chosen === true ? null : chosen;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent: unknown = spec;
  for (const key of keys) {
    if (!hasField(parent, key)) return noField(path, key);
    parent = Reflect.get(parent, key);
  }
  // A field may be absent, which is its neutral value; the form tells whether it belongs there.
  const mayBeAbsent = optionAt(path) !== null && isHolder(parent);
  if (!mayBeAbsent && !hasField(parent, last)) return noField(path, last);
  Object.assign(parent as object, { [last]: value });
  return null;
}

/** Empties the fields of a preset or of a base that cannot stand beside what a change sets. */
export function giveWay({ method }: ExperimentSpec, { path, value }: FieldChange): void {
  const part = levelwisePartOf(method);
  if (part === null || value === null) return;
  // A draft may lack it, or have it wrong.
  const hierarchy: unknown = part.settings.hierarchy;
  if (!isHolder(hierarchy)) return;
  const place = `${part.path}.hierarchy`;
  const isFrom = path === `${place}.from` && value !== 'features';
  if (isFrom || path === `${place}.levels`) Object.assign(hierarchy, { branching: null });
  if (isFrom || path === `${place}.branching`) Object.assign(hierarchy, { levels: null });
}

/** Whether something stands at a path of an experiment. */
export function hasValueAt(spec: ExperimentSpec, path: string): boolean {
  let parent: unknown = spec;
  for (const key of path.split('.')) {
    if (!hasField(parent, key)) return false;
    parent = Reflect.get(parent, key);
  }
  return true;
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

function hasField(parent: unknown, key: string): parent is object {
  const isPlace = !Array.isArray(parent) || /^\d+$/.test(key);
  return isHolder(parent) && Object.hasOwn(parent, key) && isPlace;
}

const noField = (path: string, key: string): SpecIssue => ({
  path,
  message: `the experiment has no field ${key} there`,
});
