/** Options and their values as text: in fields, beside them, and back. */
import { assertNever } from '../../../lib/assertNever.ts';
import type { NumberOption, OptionDescription } from '../../../spec/fields/optionDescription.ts';

/** The range of an option in words; null where there is nothing to say. */
export function rangeOf(option: OptionDescription): string | null {
  switch (option.kind) {
    case 'integer':
      return `Whole numbers from ${bare(option.min)} to ${bare(option.max)}`;
    case 'number':
      return `From ${bare(option.min)} to ${bare(option.max)}`;
    case 'integers':
      return `Up to ${option.maxLength} whole numbers from ${bare(option.min)} to ${bare(option.max)}`;
    case 'numbers':
      return `Up to ${option.maxLength} numbers from ${bare(option.min)} to ${bare(option.max)}`;
    case 'choice':
    case 'flag':
    case 'network':
    case 'tree':
    case 'classes':
      return null;
    default:
      return assertNever(option, 'option');
  }
}

/** A number as it stands in a field; empty for none. */
export function numberText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'number' ? bare(value) : String(value);
}

/**
 * The number that a field's text means. Text that is no number is kept as it is, for the schema to
 * refuse at the field; an empty field means none.
 */
export function numberOf(text: string): number | string | null {
  const trimmed = text.trim().replace(',', '.');
  if (trimmed === '') return null;
  const value = Number(trimmed);
  return Number.isNaN(value) ? text : value;
}

/** The value one step of a field's arrow keys away, kept inside its range. */
export function stepped(option: NumberOption, value: number, steps: number): number {
  const moved = value + steps * option.step;
  const rounded = Number(moved.toPrecision(10));
  return Math.min(option.max, Math.max(option.min, rounded));
}

export function listText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') : numberText(value);
}

/** The list that a field's text means, numbers apart by commas or spaces. */
export function listOf(text: string): (number | string | null)[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(numberOf);
}

/** A number without grouping and without digits that say nothing. */
function bare(value: number): string {
  const plain = String(Number(value.toPrecision(10)));
  return plain.includes('e') ? value.toExponential().replace('+', '') : plain;
}
