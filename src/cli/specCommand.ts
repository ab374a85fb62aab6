import { UsageError } from '../node/usageError.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { levelwisePartOf } from '../spec/methods/methodFacts.ts';
import { optionAt } from '../spec/options.ts';
import type { Preset } from '../spec/presets/preset.ts';
import { presetGroups } from '../spec/presets/presetGroups.ts';
import { presetOf, presets } from '../spec/presets/presets.ts';
import { describeIssues, readSpec } from '../spec/readSpec.ts';
import { withoutNeutralValues } from '../spec/withoutNeutralValues.ts';
import { chooseKind } from './chosenKind.ts';

/** `presets`: every preset under its table, with its paper, expectation and cost. */
export function describePresets(): string {
  return presetGroups(presets)
    .map(({ name, paper, members }) =>
      [`${name}${paper === null ? '' : ` (${paper})`}`, ...members.map(describePreset)].join(
        '\n\n',
      ),
    )
    .join('\n\n\n');
}

function describePreset({ id, title, summary, row, expected, cost, files }: Preset): string {
  return [
    `${id}: ${row ?? title}`,
    row === null ? `  ${summary}` : `  ${title}. ${summary}`,
    `  expected: ${expected}`,
    `  cost: ${cost}`,
    ...(files === null ? [] : [`  data: ${files}`]),
  ].join('\n');
}

/**
 * `spec <preset> [--set path=value]…`: the preset's spec with fields changed, as JSON. Values are
 * JSON where they parse as such, else text. A kind that is chosen begins anew, as in the form; what a
 * preset says of a hierarchy's levels gives way to what is set in its stead. @throws UsageError for what is not a field or value.
 */
export function presetJson(id: string | undefined, changes: readonly string[]): string {
  const preset = presetOf(id ?? '');
  if (!preset) {
    const known = presets.map((one) => one.id).join(', ');
    throw new UsageError(`There is no preset ${JSON.stringify(id ?? '')}. Known: ${known}`);
  }
  const spec = structuredClone(preset.spec);
  for (const change of changes) giveWay(spec, change);
  for (const change of changes) applyChange(spec, change);
  const reading = readSpec(spec);
  if (!reading.ok) throw new UsageError(describeIssues(reading.issues));
  return JSON.stringify(withoutNeutralValues(reading.spec), null, 2);
}

/** Empties the preset's fields that cannot stand beside what a change sets. */
function giveWay({ method }: ExperimentSpec, change: string): void {
  const part = levelwisePartOf(method);
  if (part === null) return;
  const { hierarchy } = part.settings;
  const equals = change.indexOf('=');
  const value = parseValue(change.slice(equals + 1));
  if (value === null) return;
  const path = change.slice(0, equals);
  const place = `${part.path}.hierarchy`;
  const isFrom = path === `${place}.from` && value !== 'features';
  if (isFrom || path === `${place}.levels`) hierarchy.branching = null;
  if (isFrom || path === `${place}.branching`) hierarchy.levels = null;
}

function applyChange(spec: ExperimentSpec, change: string): void {
  const equals = change.indexOf('=');
  if (equals < 1) {
    throw new UsageError(`--set ${change}: write it as path=value, such as training.epochs=2`);
  }
  const path = change.slice(0, equals);
  const value = parseValue(change.slice(equals + 1));
  if (chooseKind(spec, path, value)) return;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let parent: unknown = spec;
  for (const key of keys) parent = ownField(parent, key, change);
  // A field may be absent, which is its neutral value; the form tells whether it belongs there.
  const mayBeAbsent = optionAt(path) !== null && typeof parent === 'object';
  if (!mayBeAbsent) ownField(parent, last, change);
  Object.assign(parent as object, { [last]: value });
}

function ownField(parent: unknown, key: string, change: string): unknown {
  const isPlace = !Array.isArray(parent) || /^\d+$/.test(key);
  if (typeof parent !== 'object' || parent === null || !Object.hasOwn(parent, key) || !isPlace) {
    throw new UsageError(`--set ${change}: the experiment has no field ${key} there`);
  }
  return Reflect.get(parent, key);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
