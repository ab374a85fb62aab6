import { currentVersion, type ExperimentSpec, experimentSpecSchema } from './experimentSpec.ts';
import { renewedSpec } from './renewedSpec.ts';
import { schemaIssues } from './schemaIssues.ts';
import type { SpecIssue } from './specIssue.ts';

export type SpecReading =
  | {
      readonly ok: true;
      readonly spec: ExperimentSpec;
      /** What has changed since the experiment was made, for people; absent where nothing has. */
      readonly note?: string;
    }
  | { readonly ok: false; readonly issues: readonly SpecIssue[] };

type Upgrader = (older: Record<string, unknown>) => Record<string, unknown>;

/** `upgraders[v]` turns a spec of version v into one of version v + 1. */
const upgraders: Readonly<Record<number, Upgrader>> = {};

for (let version = 1; version < currentVersion; version++) {
  if (!upgraders[version]) throw new Error(`The upgrader from spec version ${version} is missing`);
}

/** Reads a spec from outside: upgrades older versions, refuses newer ones, names every bad field. */
export function readSpec(value: unknown): SpecReading {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('', 'An experiment must be a JSON object');
  }
  const version = Reflect.get(value, 'version');
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    return refuse('version', `must be a whole number from 1 to ${currentVersion}`);
  }
  if (version > currentVersion) {
    return refuse(
      'version',
      `is ${version}; this Espalier reads versions up to ${currentVersion}. Open it in a newer one`,
    );
  }
  let current = value as Record<string, unknown>;
  for (let from = version; from < currentVersion; from++) current = upgraders[from](current);
  const parsed = experimentSpecSchema.safeParse(current);
  if (!parsed.success) return { ok: false, issues: schemaIssues(parsed.error, 'an experiment') };
  const { spec, note } = renewedSpec(parsed.data);
  return note === null ? { ok: true, spec } : { ok: true, spec, note };
}

function refuse(path: string, message: string): SpecReading {
  return { ok: false, issues: [{ path, message }] };
}

/** The issues as one text for people, a line each. */
export function describeIssues(issues: readonly SpecIssue[]): string {
  return issues
    .map(({ path, message }) => (path === '' ? message : `${path}: ${message}`))
    .join('\n');
}
