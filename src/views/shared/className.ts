/** Names of classes are foreign text: any length, any script. */

const longest = 24;

/** Whether a name is one character, which the mono face tells apart best: I l 1 O 0. */
export function isCharacter(name: string): boolean {
  return charactersOf(name).length === 1;
}

/** A name of at most 24 characters, its end cut off where it is longer. */
export function shortName(name: string): string {
  if (name.length <= longest) return name;
  const characters = charactersOf(name);
  return characters.length <= longest ? name : `${characters.slice(0, longest - 1).join('')}…`;
}

const segmenter = new Intl.Segmenter();

/** As people count them: a letter with its accents is one. Very long names are cut first. */
function charactersOf(name: string): string[] {
  return [...segmenter.segment(name.slice(0, 500))].map(({ segment }) => segment);
}
