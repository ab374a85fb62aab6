/** Names of classes are foreign text: any length, any script. */
import { oneLine } from '../../../data/limits.ts';

const longest = 24;

/** Whether a name is one character, which the mono face tells apart best: I l 1 O 0. */
export function isCharacter(name: string): boolean {
  return charactersOf(name).length === 1;
}

/**
 * A name of at most 24 characters, its end cut off where it is longer. What would turn letters
 * round or break the line is replaced: `evil` behind an override does not read `live`.
 */
export function shortName(name: string): string {
  const shown = oneLine(name);
  if (shown.length <= longest) return shown;
  const characters = charactersOf(shown);
  return characters.length <= longest ? shown : `${characters.slice(0, longest - 1).join('')}…`;
}

const segmenter = new Intl.Segmenter();

/** As people count them: a letter with its accents is one. Very long names are cut first. */
function charactersOf(name: string): string[] {
  return [...segmenter.segment(name.slice(0, 500))].map(({ segment }) => segment);
}
