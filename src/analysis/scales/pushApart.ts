/**
 * Moves labels as little as possible (in squares) so that each stands `gap` from the next and all
 * lie between `min` and `max`: neighbours that collide merge into a block around their mean.
 * Positions must be sorted; the answer keeps their order. Labels that cannot all fit are spread
 * evenly over the room there is.
 */
export function pushApart(
  positions: readonly number[],
  gap: number,
  min: number,
  max: number,
): number[] {
  const room = Math.max(0, max - min);
  const spacing = positions.length > 1 ? Math.min(gap, room / (positions.length - 1)) : gap;
  const blocks: { sum: number; size: number }[] = [];
  positions.forEach((position, index) => {
    let block = { sum: position - index * spacing, size: 1 };
    while (blocks.length > 0 && offset(blocks[blocks.length - 1]) >= offset(block)) {
      const above = blocks.pop() as { sum: number; size: number };
      block = { sum: above.sum + block.sum, size: above.size + block.size };
    }
    blocks.push(block);
  });
  const lastStart = max - (positions.length - 1) * spacing;
  return blocks
    .flatMap((block) => Array.from({ length: block.size }, () => offset(block)))
    .map((start, index) => Math.min(Math.max(start, min), lastStart) + index * spacing);
}

/** Where a block's first label would stand if the labels before it took no room. */
function offset(block: { sum: number; size: number }): number {
  return block.sum / block.size;
}
