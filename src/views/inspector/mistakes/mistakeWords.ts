/** What the inspector says of a class's test images: who got them first, and how many vote. */
import type { FirstRightPart } from '../../../analysis/mistakes/firstRight.ts';
import type { Round } from '../../../spec/units.ts';

/** Up to this many networks each is named, also those that rescued nothing. */
const nameAllUpTo = 6;

/**
 * The parts in words: `23 network 1`, `13 rescued by 2`, `7 by 3`, `17 nobody yet`; of the only classifier
 * there is `23 right`, `37 wrong`.
 */
export function firstRightWords(
  parts: readonly FirstRightPart[],
  isOver: boolean,
  isAlone = false,
): readonly { readonly round: Round | null; readonly text: string }[] {
  const named = parts.filter(({ count }) => count > 0 || parts.length - 1 <= nameAllUpTo);
  let rescuers = 0;
  return named.map(({ round, count }) => {
    if (isAlone) return { round, text: `${count} ${round === null ? 'wrong' : 'right'}` };
    if (round === null) return { round, text: `${count} nobody${isOver ? '' : ' yet'}` };
    if (round === 1) return { round, text: `${count} network 1` };
    rescuers++;
    return { round, text: `${count} ${rescuers === 1 ? 'rescued by' : 'by'} ${round}` };
  });
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];

/** The section's title, as `One image, three votes`. */
export function votesTitle(networks: number): string {
  return `One image, ${words[networks] ?? networks} votes`;
}
