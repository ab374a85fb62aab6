/** One combination of values, carried out on the base of a sweep. */
import { applyChange, type FieldChange, giveWay } from '../changes/applyChange.ts';
import { choosesKind } from '../changes/chosenKind.ts';
import { knowsField } from '../changes/knownFields.ts';
import type { ExperimentSpec } from '../experimentSpec.ts';
import { isMethodKind } from '../methods/methodFacts.ts';
import { isNetworkKind } from '../networks/networkFacts.ts';
import type { Combination } from './setting.ts';
import type { SweepSpec } from './sweepSpec.ts';

/** A field that a value of an axis sets; both by their places. */
export interface AxisChange extends FieldChange {
  readonly axis: number;
  readonly choice: number;
}

/** What it comes to before it is read. */
export interface CarriedOut {
  readonly spec: ExperimentSpec;
  readonly at: Combination;
  readonly changes: readonly AxisChange[];
  readonly issues: readonly { readonly change: AxisChange; readonly message: string }[];
}

/** Sets what the values set, as far as the experiment has such fields; notes in `known` which it has. */
export function carryOut(
  sweep: SweepSpec,
  places: readonly number[],
  known: Set<string>,
): CarriedOut {
  const spec = structuredClone(sweep.base);
  const changes = changesOf(sweep, places);
  const used: AxisChange[] = [];
  const issues: { change: AxisChange; message: string }[] = [];
  const carry = (change: AxisChange) => {
    if (!isWhole(spec) || !knowsField(spec, change.path)) return;
    known.add(nameOf(change));
    used.push(change);
    const issue = applyChange(spec, change);
    if (issue !== null) issues.push({ change, message: issue.message });
  };
  const beginning = changes.filter(({ path }) => rankOf(path) < ranks.fields);
  const others = changes.filter(({ path }) => rankOf(path) === ranks.fields);
  beginning.forEach(carry);
  if (isWhole(spec)) for (const change of others) giveWay(spec, change);
  others.forEach(carry);
  // A value that leaves the base as it is says something where another of its axis would.
  const isSaid = (axis: number) =>
    used.some((one) => one.axis === axis) ||
    (isEmpty(sweep, places, axis) && isWhole(spec) && knowsAny(spec, sweep, axis));
  const at = places.map((place, axis) => (isSaid(axis) ? place : null));
  return { spec, at, changes: used, issues };
}

const isEmpty = ({ axes }: SweepSpec, places: readonly number[], axis: number) =>
  Object.keys(axes[axis].values[places[axis]].set).length === 0;

const knowsAny = (spec: ExperimentSpec, { axes }: SweepSpec, axis: number) =>
  axes[axis].values.some(({ set }) => Object.keys(set).some((path) => knowsField(spec, path)));

/** Which field of which value. */
export const nameOf = ({ axis, choice, path }: Omit<AxisChange, 'value'>) =>
  `${axis}.${choice}.${path}`;

/** What the values set, whole sections first, then what a chosen kind is fitted to, then kinds. */
function changesOf({ axes }: SweepSpec, places: readonly number[]): AxisChange[] {
  const changes = axes.flatMap(({ values }, axis) =>
    Object.entries(values[places[axis]].set).map(([path, value]) => ({
      axis,
      choice: places[axis],
      path,
      value: structuredClone(value),
    })),
  );
  return changes.sort((one, other) => rankOf(one.path) - rankOf(other.path));
}

const ranks = { sections: 0, surroundings: 1, method: 2, kinds: 3, fields: 4 } as const;

function rankOf(path: string): number {
  if (!path.includes('.')) return ranks.sections;
  if (path === 'training.epochs' || path.startsWith('dataset.')) return ranks.surroundings;
  if (path === 'method.kind') return ranks.method;
  return choosesKind(path) ? ranks.kinds : ranks.fields;
}

/** Whether what other changes build on is there; of what is not, the reader tells. */
function isWhole({ method, network, training, dataset }: ExperimentSpec): boolean {
  const sections: readonly unknown[] = [method, training, dataset, ...[network].flat()];
  if (!sections.every((one) => typeof one === 'object' && one !== null)) return false;
  return isMethodKind(method.kind) && [network].flat().every(({ kind }) => isNetworkKind(kind));
}
