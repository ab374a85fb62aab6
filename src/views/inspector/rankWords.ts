import { classesByDifficulty } from '../../analysis/run/classOrder.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';

/** Where a class stands, from the nearer end: `2nd hardest of 62`; a dash while unknown. */
export function rankWords(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  index: ClassIndex,
): string {
  const count = state.dataset.classes.length;
  const place = classesByDifficulty(state).classes.indexOf(index);
  if (place < 0) return `– of ${count} classes`;
  const fromHardest = place + 1;
  const fromEasiest = count - place;
  return fromHardest <= fromEasiest
    ? `${superlative(fromHardest, 'hardest')} of ${count}`
    : `${superlative(fromEasiest, 'easiest')} of ${count}`;
}

function superlative(place: number, word: string): string {
  return place === 1 ? `the ${word}` : `${ordinal(place)} ${word}`;
}

const suffixes: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const rules = new Intl.PluralRules('en-GB', { type: 'ordinal' });

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinal(place: number): string {
  return `${place}${suffixes[rules.select(place)]}`;
}
