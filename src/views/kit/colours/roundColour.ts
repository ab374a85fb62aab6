import type { Round } from '../../../spec/units.ts';

/** Rounds with a colour of their own; from the next on colours repeat, with the number beside. */
const colours = 6;

/** The colour of a round's network, for marks. */
export function roundColour(round: Round): string {
  return `var(--round-${((round - 1) % colours) + 1})`;
}

/** The colour of a round's network, for text: dark enough to read. */
export function roundTextColour(round: Round): string {
  return `var(--round-${((round - 1) % colours) + 1}-text)`;
}
