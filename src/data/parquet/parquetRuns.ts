/** Small whole numbers as Parquet packs them: runs of one value, and groups of eight bit by bit. */

/**
 * Exactly `count` numbers of `width` bits (at most 32). Null where the bytes end early, or a run
 * is longer than the numbers that are left; groups of eight may overhang the last one.
 */
export function readRuns(bytes: Uint8Array, width: number, count: number): Uint32Array | null {
  const values = new Uint32Array(count);
  const source = { bytes, at: 0 };
  let done = 0;
  while (done < count) {
    const header = readNumber(source);
    if (header === null) return null;
    const length = header % 2 === 1 ? ((header - 1) / 2) * 8 : header / 2;
    const left = count - done;
    if (length === 0 || length > left + (header % 2 === 1 ? 7 : 0)) return null;
    const isRead =
      header % 2 === 1
        ? readPacked(source, width, length, values, done)
        : readRun(source, width, length, values, done);
    if (!isRead) return null;
    done += length;
  }
  return values;
}

interface Source {
  readonly bytes: Uint8Array;
  at: number;
}

function readNumber(source: Source): number | null {
  let value = 0;
  for (let factor = 1; factor <= 2 ** 28; factor *= 128) {
    const byte = source.bytes[source.at++];
    if (byte === undefined) return null;
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
  return null;
}

function readRun(
  source: Source,
  width: number,
  length: number,
  values: Uint32Array,
  start: number,
): boolean {
  let value = 0;
  for (let index = 0; index < Math.ceil(width / 8); index++) {
    const byte = source.bytes[source.at++];
    if (byte === undefined) return false;
    value += byte * 256 ** index;
  }
  values.fill(value, start, start + length);
  return true;
}

function readPacked(
  source: Source,
  width: number,
  length: number,
  values: Uint32Array,
  start: number,
): boolean {
  const { bytes, at } = source;
  source.at = at + (length / 8) * width;
  if (source.at > bytes.length) return false;
  for (let index = 0; index < length && start + index < values.length; index++) {
    let value = 0;
    for (let bit = 0; bit < width; bit++) {
      const place = index * width + bit;
      value += ((bytes[at + (place >> 3)] >> (place & 7)) & 1) * 2 ** bit;
    }
    values[start + index] = value;
  }
  return true;
}
