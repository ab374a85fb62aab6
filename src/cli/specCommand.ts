import { UsageError } from '../node/usageError.ts';
import { applyChange, type FieldChange, giveWay } from '../spec/changes/applyChange.ts';
import type { Preset } from '../spec/presets/preset.ts';
import { presetGroups } from '../spec/presets/presetGroups.ts';
import { presetOf, presets } from '../spec/presets/presets.ts';
import { describeIssues, readSpec } from '../spec/readSpec.ts';
import { withoutNeutralValues } from '../spec/withoutNeutralValues.ts';

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
  const parsed = changes.map(parseChange);
  for (const change of parsed) giveWay(spec, change);
  parsed.forEach((change, at) => {
    const issue = applyChange(spec, change);
    if (issue !== null) throw new UsageError(`--set ${changes[at]}: ${issue.message}`);
  });
  const reading = readSpec(spec);
  if (!reading.ok) throw new UsageError(describeIssues(reading.issues));
  return JSON.stringify(withoutNeutralValues(reading.spec), null, 2);
}

/** A change as it was typed. @throws UsageError for what is none. */
function parseChange(text: string): FieldChange {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new UsageError(`--set ${text}: write it as path=value, such as training.epochs=2`);
  }
  return { path: text.slice(0, equals), value: parseValue(text.slice(equals + 1)) };
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
