import type { ClassIndex } from '../../../spec/units.ts';
import type { PlacedGroup } from './treeLayout.ts';

const radius = 2.4;

/** Dots for those classes of a folded group that are wanted, as one path. */
export function budsOf(
  { group, buds }: PlacedGroup,
  isWanted: (index: ClassIndex) => boolean,
): string {
  if (buds === null) return '';
  return group.classes
    .slice(0, buds.room)
    .map((index, seat) => {
      if (!isWanted(index)) return '';
      const x = buds.from.x + buds.step * seat - radius;
      const y = buds.from.y;
      return `M${x} ${y}a${radius} ${radius} 0 1 1 ${2 * radius} 0a${radius} ${radius} 0 1 1 ${-2 * radius} 0Z`;
    })
    .join('');
}
