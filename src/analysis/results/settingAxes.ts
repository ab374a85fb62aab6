/** Along what settings differ: the axes of a comparison, found in the experiments themselves. */
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { methods } from '../../spec/methods/methods.ts';
import { fieldName } from '../comparison/differingText.ts';
import { differingPaths, fieldText } from '../comparison/specDifferences.ts';
import type { SettingRow } from './resultsTable.ts';

export interface SettingAxis {
  readonly path: string;
  /** `μ`, `update`. */
  readonly name: string;
  /** Whether all values that there are of it are numbers. */
  readonly isNumeric: boolean;
}

type Row = Pick<SettingRow, 'outcomes' | 'dataset'>;

const specOf = ({ outcomes: [outcome] }: Row): ExperimentSpec => outcome.spec;

/** The fields in which some settings differ, in the order of the form. */
export function settingAxes(rows: readonly Row[]): SettingAxis[] {
  const specs = rows.map(specOf);
  return differingPaths(specs)
    .filter((path) => path !== 'seed')
    .map((path) => {
      const values = specs
        .map((spec) => specValue(spec, path))
        .filter((value) => value !== undefined);
      const isNumeric = values.every((value) => typeof value === 'number');
      return { path, name: fieldName(path), isNumeric };
    });
}

/** What an experiment has at a path; undefined where it has no such field. */
export function specValue(spec: ExperimentSpec, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined,
      spec,
    );
}

/** The value as the form shows it; null where a setting has no such field. */
export function axisText(row: Row, path: string): string | null {
  const spec = specOf(row);
  // Its text would tell of its options too, which have axes of their own.
  return path === 'method.kind' ? methods[spec.method.kind].label : fieldText(path, spec);
}

/** Settings that differ in one number alone. */
export interface AxisLine<Of> {
  readonly rows: readonly { readonly row: Of; readonly value: number }[];
}

/**
 * The settings along a numeric axis: lines of those that differ in nothing else, two at least,
 * by rising value; in the order of their first.
 */
export function linesAlong<Of extends Row>(rows: readonly Of[], path: string): AxisLine<Of>[] {
  const placed = rows.flatMap((row) => {
    const value = specValue(specOf(row), path);
    return typeof value === 'number' ? [{ row, value }] : [];
  });
  const lines = groupedBy(placed, ({ row }) => restKey(row, path));
  return [...lines.values()]
    .filter((line) => line.length > 1)
    .map((line) => ({ rows: line.toSorted((a, b) => a.value - b.value) }));
}

/** All but name, seed and one field. */
function restKey(row: Row, path: string): string {
  const { name: _name, seed: _seed, ...rest } = specOf(row);
  const without = structuredClone(rest) as unknown as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), without);
  Reflect.deleteProperty(Object(parent), last);
  return `${row.dataset.hash} ${canonicalJson(without)}`;
}
