/** Bytes of a page of WebAssembly's memory. */
const pageBytes = 2 ** 16;

/** Share of what there is that memory may always grow by. */
const smallShare = 0.06;

/**
 * Has the backend's memory grow by little at a time, since it never shrinks. Wherever anything is
 * missing, Emscripten asks for a fifth more than there is; where that is refused for a tenth, then
 * for a twentieth, though never for less than is needed. So two larger amounts in turn are refused,
 * unless the second equals the first and is needed. Once for each memory: again changes nothing.
 */
export function growByLittle(memory: WebAssembly.Memory): void {
  if (Object.hasOwn(memory, 'grow')) return;
  const grow = memory.grow.bind(memory);
  let refused: readonly number[] = [];
  memory.grow = (pages) => {
    const isLarge = pages * pageBytes > smallShare * memory.buffer.byteLength;
    if (isLarge && refused.length < 2 && !refused.includes(pages)) {
      refused = [...refused, pages];
      throw new RangeError(`The memory may grow by less than ${pages} pages`);
    }
    refused = [];
    return grow(pages);
  };
}
