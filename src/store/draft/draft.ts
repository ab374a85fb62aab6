/**
 * The draft: the experiment as it stands in the form, wrong values included. It is a plain JSON
 * object edited by path (`training.epochs`) and read through readSpec after every change, so the
 * form, a link and the command line complain in the same words.
 */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { readSpec } from '../../spec/readSpec.ts';
import type { SpecIssue } from '../../spec/specIssue.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { dataIssues } from './dataIssues.ts';

type JsonObject = Readonly<Record<string, unknown>>;

export interface Draft {
  /** What the form shows. */
  readonly value: JsonObject;
  /** The experiment, or null while something in it is wrong. */
  readonly spec: ExperimentSpec | null;
  readonly issues: readonly SpecIssue[];
  /** The experiment as it last was well formed: what charts in waiting are laid out for. */
  readonly lastGood: ExperimentSpec;
  /** Whether the person, a link or a preset has set anything; the first draft is nobody's. */
  readonly touched: boolean;
}

/** The draft of an experiment whose form is right; the data at hand may not suit it. */
export function draftOf(
  spec: ExperimentSpec,
  touched = true,
  held: DatasetView | null = null,
): Draft {
  const issues = dataIssues(spec, held);
  return { value: spec, spec: issues.length === 0 ? spec : null, issues, lastGood: spec, touched };
}

/**
 * The draft with the value at a path replaced, or left out where it is undefined, held against the
 * data at hand. A path may lead through a list: `network.1.depth`.
 */
export function withValue(
  draft: Draft,
  path: string,
  value: unknown,
  held: DatasetView | null = null,
): Draft {
  const changed = replaceAt(draft.value, path.split('.'), value);
  const reading = readSpec(changed);
  if (reading.ok) return { ...draftOf(reading.spec, true, held), value: changed };
  const { issues } = reading;
  return { value: changed, spec: null, issues, lastGood: draft.lastGood, touched: true };
}

/** What stands at a path of the draft; undefined where nothing does. */
export function valueAt(draft: Draft, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (isHolder(value) ? value[key] : undefined), draft.value);
}

/** The complaint about a field, or about something inside it; null where it is right. */
export function issueAt(draft: Draft, path: string): string | null {
  const found = draft.issues.find(
    (issue) => issue.path === path || issue.path.startsWith(`${path}.`),
  );
  return found?.message ?? null;
}

function replaceAt(value: unknown, path: readonly string[], leaf: unknown): JsonObject {
  const [key, ...rest] = path;
  const holder = isHolder(value) ? value : {};
  const next = rest.length === 0 ? leaf : replaceAt(holder[key], rest, leaf);
  if (Array.isArray(holder)) return Object.assign([...holder], { [key]: next });
  if (next !== undefined) return { ...holder, [key]: next };
  const { [key]: _before, ...others } = holder;
  return others;
}

/** What has values by key: an object, or a list by place. */
function isHolder(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}
