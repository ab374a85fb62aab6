/**
 * Snappy's raw format, as Parquet compresses pages. Written here because hyparquet's own reader
 * never ends on literals of 2 GB and more. Source: github.com/google/snappy, format_description.txt.
 */

/** Inflates to exactly `size` bytes; null where the data are damaged or come to another size. */
export function unsnap(packed: Uint8Array, size: number): Uint8Array | null {
  const page = new Uint8Array(size);
  let from = 0;
  let announced = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = packed[from++];
    if (byte === undefined || factor > 2 ** 28) return null;
    announced += (byte & 127) * factor;
    if (byte < 128) break;
  }
  if (announced !== size) return null;
  let to = 0;
  while (from < packed.length) {
    const element = readElement(packed, from);
    if (element === null || element.length > size - to) return null;
    const { start, length, distance } = element;
    if (distance === 0) {
      if (length > packed.length - start) return null;
      page.set(packed.subarray(start, start + length), to);
      from = start + length;
    } else {
      if (distance > to) return null;
      repeat(page, to, distance, length);
      from = start;
    }
    to += length;
  }
  return to === size ? page : null;
}

interface Element {
  /** Where the literal's bytes are, or the next element. */
  readonly start: number;
  readonly length: number;
  /** How far back the bytes are that are repeated; 0 for a literal. */
  readonly distance: number;
}

function readElement(packed: Uint8Array, at: number): Element | null {
  const tag = packed[at];
  const high = tag >> 2;
  const wholeNumber = (bytes: number) => {
    let value = 0;
    for (let index = bytes; index > 0; index--) value = value * 256 + packed[at + index];
    return value;
  };
  const element = ((): Element => {
    switch (tag & 3) {
      case 0: {
        const bytes = Math.max(0, high - 59);
        const length = (bytes === 0 ? high : wholeNumber(bytes)) + 1;
        return { start: at + 1 + bytes, length, distance: 0 };
      }
      case 1:
        return {
          start: at + 2,
          length: (high & 7) + 4,
          distance: (tag >> 5) * 256 + packed[at + 1],
        };
      default: {
        const bytes = (tag & 3) === 2 ? 2 : 4;
        return { start: at + 1 + bytes, length: high + 1, distance: wholeNumber(bytes) };
      }
    }
  })();
  const isCopyOfNothing = (tag & 3) !== 0 && element.distance === 0;
  // A byte beyond the end makes its number none.
  return element.start > packed.length || isCopyOfNothing ? null : element;
}

/** Copies forwards byte by byte: what is repeated may overlap what it makes. */
function repeat(page: Uint8Array, to: number, distance: number, length: number): void {
  if (distance >= length) {
    page.copyWithin(to, to - distance, to - distance + length);
    return;
  }
  for (let at = to; at < to + length; at++) page[at] = page[at - distance];
}
