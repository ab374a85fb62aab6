/** The fields in which experiments differ, and their values, in a few words. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { experimentNetworksText } from '../../spec/networkTexts.ts';
import { describedPath, optionAt } from '../../spec/options.ts';
import { fieldText } from './specDifferences.ts';

/** A field in a few letters: its symbol where it is a number that has one, else its label. */
export function fieldName(path: string): string {
  if (path.startsWith('network')) return 'network';
  const option = optionAt(path);
  if (option === null) return path;
  const isNumber = option.kind === 'number' || option.kind === 'integer';
  if (isNumber && option.symbol !== undefined) return option.symbol;
  return lowered(option.label).replace(/ from$/, '');
}

/** Names of fields, each once. */
export function fieldNames(paths: readonly string[]): string[] {
  return [...new Set(paths.map(fieldName))];
}

/** The values of an experiment's fields that are not told by what it is called; `–` for none. */
export function differsText(paths: readonly string[], spec: ExperimentSpec, title: string): string {
  let told = title;
  const values: string[] = [];
  for (const value of paths.flatMap((path) => valueText(path, spec) ?? [])) {
    if (told.includes(value)) continue;
    values.push(value);
    told += `, ${value}`;
  }
  return values.join(', ') || '–';
}

/** Choices that say what they are without their field: `soft`, `released code`. */
const selfExplaining = new Set([
  'method.errors',
  'method.objective',
  'method.update',
  'method.hierarchy.from',
  'training.optimizer',
]);

function valueText(path: string, spec: ExperimentSpec): string | null {
  if (path.startsWith('network')) return experimentNetworksText(spec);
  const value = fieldText(path, spec);
  const option = optionAt(path);
  if (value === null || path === 'method.kind') return value;
  switch (option?.kind) {
    case 'choice':
      return selfExplaining.has(describedPath(path)) ? value : `${lowered(option.label)} ${value}`;
    case 'flag':
      return value === 'on' ? lowered(option.label) : `no ${lowered(option.label)}`;
    default:
      return `${fieldName(path)} ${value}`;
  }
}

/** Abbreviations keep their capitals. */
function lowered(label: string): string {
  const isWord = /^\p{Lu}\p{Ll}/u.test(label);
  return isWord ? label.charAt(0).toLowerCase() + label.slice(1) : label;
}
