/**
 * An experiment in the form in which it has one hash: what is set to its neutral value is left out, as
 * the form leaves it out. For experiments that are being made; one that exists keeps the hash that it
 * was run under, and so what it spells out.
 */
import type { ExperimentSpec } from './experimentSpec.ts';
import { options } from './options.ts';
import { readSpec } from './readSpec.ts';

type Fields = Record<string, unknown>;

/** The paths of fields that may be left out, and what is then meant. */
const neutralValues = Object.entries(options).flatMap(([path, option]) =>
  'neutral' in option ? [{ keys: path.split('.'), neutral: option.neutral as unknown }] : [],
);

export function withoutNeutralValues(spec: ExperimentSpec): ExperimentSpec {
  const bare: unknown = structuredClone(spec);
  for (const { keys, neutral } of neutralValues) {
    for (const holder of holdersAt(bare, keys.slice(0, -1))) {
      const last = keys[keys.length - 1];
      if (holder[last] === neutral) delete holder[last];
    }
  }
  const reading = readSpec(bare);
  if (!reading.ok) throw new RangeError('A neutral value cannot be left out of this experiment');
  return reading.spec;
}

/** What holds the last key of a path; one for each network of a list. */
function holdersAt(value: unknown, keys: readonly string[]): Fields[] {
  if (Array.isArray(value)) return value.flatMap((each) => holdersAt(each, keys));
  if (typeof value !== 'object' || value === null) return [];
  const fields = value as Fields;
  return keys.length === 0 ? [fields] : holdersAt(fields[keys[0]], keys.slice(1));
}
