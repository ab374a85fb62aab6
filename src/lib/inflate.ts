/**
 * Inflating (RFC 1951) of bytes from outside, under a byte cap.
 *
 * Written here because what exists does not fit hostile input: `DecompressionStream` does not
 * say how many bytes it used, takes zeros after the end in one place and refuses gzip files of
 * several members in another, and costs a quarter of a millisecond a call, which is seconds for
 * a zip of 15,000 images; fflate checks no CRC and believes lengths. This one stops at the byte
 * that is wrong or that exceeds the cap, alike on every platform, in some 200 MB a second.
 */

/** What is wrong with deflate data. */
export type InflateFault = 'corrupt' | 'truncated' | 'over-limit';

/** Deflate data that was refused, at a byte of the input. */
export class InflateError extends Error {
  override readonly name = 'InflateError';
  constructor(
    readonly fault: InflateFault,
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/** Grows as bytes arrive, never beyond its limit. */
export class ByteSink {
  length = 0;
  buffer: Uint8Array<ArrayBuffer>;
  /** `expected` bytes are reserved at once (at most `limit`); a right guess saves a copy. */
  constructor(
    readonly limit: number,
    expected = 0,
  ) {
    this.buffer = new Uint8Array(Math.min(limit, expected));
  }

  /** What has arrived, a view. */
  get bytes(): Uint8Array<ArrayBuffer> {
    return this.buffer.subarray(0, this.length);
  }

  /** Makes room for `extra` more bytes and returns the buffer. @throws InflateError over the limit. */
  reserve(extra: number, at: number): Uint8Array<ArrayBuffer> {
    const needed = this.length + extra;
    if (needed <= this.buffer.length) return this.buffer;
    if (needed > this.limit) {
      throw new InflateError('over-limit', at, `it inflates to more than ${this.limit} bytes`);
    }
    const grown = new Uint8Array(Math.min(this.limit, Math.max(needed, 2 * this.length, 32_768)));
    grown.set(this.bytes);
    this.buffer = grown;
    return grown;
  }
}

/**
 * Inflates raw deflate data that starts at byte `start` of `input` into `sink`.
 * @returns the position of the first byte after the data.
 * @throws InflateError where the data are corrupt, end early, or exceed the sink's limit.
 */
export function inflate(input: Uint8Array, sink: ByteSink, start = 0): number {
  const reader = new BitReader(input, start);
  const origin = sink.length;
  let last = false;
  while (!last) {
    last = reader.take(1) === 1;
    const kind = reader.take(2);
    if (kind === 0) copyStored(reader, sink);
    else if (kind === 1) inflateBlock(reader, sink, origin, fixedLiterals, fixedDistances);
    else if (kind === 2) inflateBlock(reader, sink, origin, ...readTables(reader));
    else reader.fail('its block type is 3');
  }
  return reader.toByte();
}

/** Bits of a byte array, least significant first. */
class BitReader {
  bits = 0;
  bitCount = 0;
  constructor(
    readonly input: Uint8Array,
    public at: number,
  ) {}

  take(count: number): number {
    while (this.bitCount < count) {
      if (this.at >= this.input.length) this.endEarly();
      this.bits |= this.input[this.at++] << this.bitCount;
      this.bitCount += 8;
    }
    const value = this.bits & ((1 << count) - 1);
    this.bits >>>= count;
    this.bitCount -= count;
    return value;
  }

  /** Drops the rest of the current byte and returns the position of the next. */
  toByte(): number {
    this.at -= this.bitCount >> 3;
    this.bits = 0;
    this.bitCount = 0;
    return this.at;
  }

  fail(what: string): never {
    throw new InflateError('corrupt', this.toByte(), what);
  }

  endEarly(): never {
    throw new InflateError('truncated', this.input.length, 'its compressed data end early');
  }
}

function copyStored(reader: BitReader, sink: ByteSink): void {
  reader.toByte();
  const length = reader.take(16);
  if ((reader.take(16) ^ length) !== 0xffff) reader.fail('the length of a stored block is damaged');
  const from = reader.toByte();
  if (from + length > reader.input.length) reader.endEarly();
  sink.reserve(length, from).set(reader.input.subarray(from, from + length), sink.length);
  sink.length += length;
  reader.at = from + length;
}

/** A prefix code: entry `symbol << 4 | length` at each `bits` bits that start with its word. */
interface PrefixCode {
  readonly table: Uint16Array;
  readonly bits: number;
}

const lengthBase = Uint16Array.from([
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
  163, 195, 227, 258, 0, 0,
]);
const lengthExtra = Uint8Array.from([
  0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0, 0, 0,
]);
const distanceBase = Uint16Array.from([
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
  3073, 4097, 6145, 8193, 12289, 16385, 24577, 0, 0,
]);
const distanceExtra = Uint8Array.from([
  0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
  0, 0,
]);
/** The order in which a block lists the lengths of its code-length code. */
const codeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

const fixedLiterals = buildCode(
  Uint8Array.from({ length: 288 }, (_, s) => (s < 144 ? 8 : s < 256 ? 9 : s < 280 ? 7 : 8)),
  new Uint16Array(512),
) as PrefixCode;
const fixedDistances = buildCode(new Uint8Array(32).fill(5), new Uint16Array(32)) as PrefixCode;
/** Room for the longest words (15 bits), used again by every block. */
const literalStorage = new Uint16Array(32_768);
const distanceStorage = new Uint16Array(32_768);
const codeLengthStorage = new Uint16Array(128);

/**
 * The prefix code with the given word lengths, one a symbol, 0 for symbols that do not occur.
 * Null where no such code exists; as in zlib, one word of one bit may stand alone.
 */
function buildCode(lengths: Uint8Array, storage: Uint16Array): PrefixCode | null {
  const counts = new Uint16Array(16);
  for (const length of lengths) counts[length]++;
  counts[0] = 0;
  let bits = 15;
  while (bits > 1 && counts[bits] === 0) bits--;
  const next = new Uint16Array(16);
  let code = 0;
  for (let length = 1; length <= bits; length++) {
    code = (code + counts[length - 1]) << 1;
    next[length] = code;
    if (code + counts[length] > 1 << length) return null;
  }
  const complete = next[bits] + counts[bits] === 1 << bits;
  if (!complete && bits > 1) return null;
  fillTable(storage, lengths, next, bits);
  return { table: storage, bits };
}

function fillTable(table: Uint16Array, lengths: Uint8Array, next: Uint16Array, bits: number): void {
  table.fill(0, 0, 1 << bits);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol];
    if (length === 0) continue;
    const first = reversed(next[length]++, length);
    const entry = (symbol << 4) | length;
    for (let word = first; word < 1 << bits; word += 1 << length) table[word] = entry;
  }
}

function reversed(word: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) result |= ((word >> bit) & 1) << (length - 1 - bit);
  return result;
}

function readTables(reader: BitReader): [PrefixCode, PrefixCode] {
  const literalCount = reader.take(5) + 257;
  const distanceCount = reader.take(5) + 1;
  const lengths = readLengths(reader, literalCount + distanceCount);
  if (lengths[256] === 0) reader.fail('a block has no end');
  const literals = buildCode(lengths.subarray(0, literalCount), literalStorage);
  const distances = buildCode(lengths.subarray(literalCount), distanceStorage);
  if (literals === null || distances === null) return reader.fail('a prefix code is damaged');
  return [literals, distances];
}

/** Word lengths of a block's two codes, themselves coded with repeats. */
function readLengths(reader: BitReader, count: number): Uint8Array {
  const ownLengths = new Uint8Array(19);
  const ownCount = reader.take(4) + 4;
  for (let index = 0; index < ownCount; index++)
    ownLengths[codeLengthOrder[index]] = reader.take(3);
  const code = buildCode(ownLengths, codeLengthStorage);
  if (code === null) return reader.fail('a prefix code is damaged');
  const lengths = new Uint8Array(count);
  let filled = 0;
  while (filled < count) {
    const symbol = takeSymbol(reader, code);
    if (symbol === 16 && filled === 0) reader.fail('it repeats a length before the first');
    const value = symbol < 16 ? symbol : symbol === 16 ? lengths[filled - 1] : 0;
    const end = filled + repeats(reader, symbol);
    if (end > count) reader.fail('it lists too many lengths');
    lengths.fill(value, filled, end);
    filled = end;
  }
  return lengths;
}

function repeats(reader: BitReader, symbol: number): number {
  if (symbol < 16) return 1;
  if (symbol === 16) return 3 + reader.take(2);
  return symbol === 17 ? 3 + reader.take(3) : 11 + reader.take(7);
}

/** One symbol, bit by bit at the end of the input; for the short lists only. */
function takeSymbol(reader: BitReader, code: PrefixCode): number {
  let word = 0;
  for (let length = 1; length <= code.bits; length++) {
    word |= reader.take(1) << (length - 1);
    const entry = code.table[word];
    if ((entry & 15) === length) return entry >> 4;
  }
  return reader.fail('a word belongs to no symbol');
}

/**
 * Symbols of one block until its end. Bits are held in local variables, at least 16 before each
 * use, with zeros after the end of the input: this loop takes nearly all of the time.
 */
function inflateBlock(
  reader: BitReader,
  sink: ByteSink,
  origin: number,
  { table: literalTable, bits: literalBits }: PrefixCode,
  { table: distanceTable, bits: distanceBits }: PrefixCode,
): void {
  const { input } = reader;
  const literalMask = (1 << literalBits) - 1;
  const distanceMask = (1 << distanceBits) - 1;
  let { at, bits, bitCount } = reader;
  let output = sink.buffer;
  let out = sink.length;
  for (;;) {
    if (bitCount < 16) {
      bits |= next16(input, at) << bitCount;
      at += 2;
      bitCount += 16;
    }
    const entry = literalTable[bits & literalMask];
    bits >>>= entry & 15;
    bitCount -= entry & 15;
    if (entry < firstLengthEntry) {
      if (entry === 0) refuse(input, at, bitCount, 'a word belongs to no symbol');
      if (out === output.length) output = room(sink, out, 1, at);
      output[out++] = entry >> 4;
      continue;
    }
    const symbol = (entry >> 4) - 257;
    if (symbol < 0) break;
    if (bitCount < 16) {
      bits |= next16(input, at) << bitCount;
      at += 2;
      bitCount += 16;
    }
    const length = lengthBase[symbol] + (bits & ((1 << lengthExtra[symbol]) - 1));
    bits >>>= lengthExtra[symbol];
    bitCount -= lengthExtra[symbol];
    if (bitCount < 16) {
      bits |= next16(input, at) << bitCount;
      at += 2;
      bitCount += 16;
    }
    const word = distanceTable[bits & distanceMask];
    bits >>>= word & 15;
    bitCount -= word & 15;
    if (bitCount < 16) {
      bits |= next16(input, at) << bitCount;
      at += 2;
      bitCount += 16;
    }
    const extra = distanceExtra[word >> 4];
    const distance = distanceBase[word >> 4] + (bits & ((1 << extra) - 1));
    bits >>>= extra;
    bitCount -= extra;
    if (word === 0 || length === 0 || distance === 0 || distance > out - origin) {
      refuse(input, at, bitCount, 'it repeats bytes that are not there');
    }
    if (out + length > output.length) output = room(sink, out, length, at);
    for (const end = out + length; out < end; out++) output[out] = output[out - distance];
  }
  sink.length = out;
  const unread = bitCount >> 3;
  if (at - unread > input.length) reader.endEarly();
  reader.at = at - unread;
  reader.bitCount = bitCount & 7;
  reader.bits = bits & ((1 << reader.bitCount) - 1);
}

/** The least entry of a literal table that stands for the end of a block or a length. */
const firstLengthEntry = 256 << 4;

function next16(input: Uint8Array, at: number): number {
  return at + 1 < input.length ? input[at] | (input[at + 1] << 8) : lastBytes(input, at);
}

/** A block may be read ahead by four bytes; beyond that its data have ended early. */
function lastBytes(input: Uint8Array, at: number): number {
  if (at > input.length + 4) refuse(input, at, 0, '');
  return at < input.length ? input[at] : 0;
}

function room(sink: ByteSink, length: number, extra: number, at: number): Uint8Array<ArrayBuffer> {
  sink.length = length;
  return sink.reserve(extra, at);
}

function refuse(input: Uint8Array, at: number, bitCount: number, what: string): never {
  const byte = at - (bitCount >> 3);
  if (byte <= input.length) throw new InflateError('corrupt', byte, what);
  throw new InflateError('truncated', input.length, 'its compressed data end early');
}
