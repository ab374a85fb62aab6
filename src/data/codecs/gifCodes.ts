/** Codes have 12 bits at most. */
const maxCodes = 4096;

/**
 * Unpacks GIF's variable-length LZW codes to exactly `size` bytes; nothing beyond is stored.
 * `codeBits` is the width of the plain values. Source: GIF89a specification, appendix F.
 * @throws what `refuse` makes where a code is unknown, or the values are too few or too many.
 */
export function unpackGifCodes(
  data: Uint8Array,
  codeBits: number,
  size: number,
  refuse: (found: string) => Error,
): Uint8Array {
  // The best that codes can do: each is one byte longer than the one before, until they run out.
  if (size > (Math.ceil((data.length * 8) / (codeBits + 1)) + 1) * maxCodes) {
    throw refuse('there are too few pixel data for its size');
  }
  const output = new Uint8Array(size);
  const prefix = new Uint16Array(maxCodes);
  const suffix = new Uint8Array(maxCodes);
  const lengths = new Uint16Array(maxCodes);
  const [clear, end] = [1 << codeBits, (1 << codeBits) + 1];
  for (let code = 0; code < clear; code++) {
    suffix[code] = code;
    lengths[code] = 1;
  }
  let next = end + 1;
  let width = codeBits + 1;
  let previous = -1;
  let out = 0;
  let bits = 0;
  let bitCount = 0;
  for (let at = 0; ; ) {
    while (bitCount < width && at < data.length) {
      bits |= data[at++] << bitCount;
      bitCount += 8;
    }
    if (bitCount < width) break;
    const code = bits & ((1 << width) - 1);
    bits >>>= width;
    bitCount -= width;
    if (code === end) break;
    if (code === clear) {
      next = end + 1;
      width = codeBits + 1;
      previous = -1;
      continue;
    }
    if (code > next || (code === next && (previous === -1 || next === maxCodes))) {
      throw refuse('the pixel data are damaged: an unknown code');
    }
    // The one code that is not known yet is the word before with its own first byte again.
    const known = code === next ? previous : code;
    const length = lengths[known] + (code === next ? 1 : 0);
    if (out + length > size) throw refuse('there are more pixel data than its size needs');
    let to = out + lengths[known] - 1;
    for (let from = known; to >= out; from = prefix[from]) output[to--] = suffix[from];
    const first = output[out];
    if (code === next) output[out + length - 1] = first;
    out += length;
    if (previous !== -1 && next < maxCodes) {
      prefix[next] = previous;
      suffix[next] = first;
      lengths[next] = lengths[previous] + 1;
      next++;
      if (next === 1 << width && width < 12) width++;
    }
    previous = code;
  }
  if (out < size) throw refuse('there are too few pixel data for its size');
  return output;
}
