import { leafName } from '../../../analysis/groups/treeNames.ts';
import type { ClassIndex } from '../../../spec/units.ts';

/**
 * Classes whose name holds what was typed, at most `most`: those whose shown name begins with it
 * first, then those with a word that does, then the rest, each in the order of the classes.
 */
export function findClasses(classes: readonly string[], typed: string, most: number): ClassIndex[] {
  const wanted = plain(typed).trim();
  if (wanted === '') return [...classes.keys()].slice(0, most);
  const found: ClassIndex[][] = [[], [], []];
  classes.forEach((name, index) => {
    const whole = plain(name);
    if (!whole.includes(wanted)) return;
    const shown = plain(leafName(name));
    const rank = shown.startsWith(wanted)
      ? 0
      : ` ${whole.replaceAll('/', ' ')}`.includes(` ${wanted}`)
        ? 1
        : 2;
    found[rank].push(index);
  });
  return found.flat().slice(0, most);
}

function plain(text: string): string {
  return text.toLocaleLowerCase().replaceAll('_', ' ');
}
