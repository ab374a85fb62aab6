/**
 * The values of one column in one row group of a Parquet file: a dictionary, then pages of levels
 * and values. Everything that a page says of itself is checked against its column before memory
 * is taken. Source: github.com/apache/parquet-format, README.md and Encodings.md.
 */
import { parquetHeader } from 'hyparquet/src/column.js';
import { crc32 } from '../../lib/crc32.ts';
import { complaintOf, type Decompress } from './parquetCodecs.ts';
import { readRuns } from './parquetRuns.ts';
import { endOfStruct } from './parquetThrift.ts';

/** A text or file as bytes, a number, or null where there is none. */
export type Cell = Uint8Array | number | null;

/** What the footer says of a column in a row group. */
export interface ColumnChunk {
  readonly type: 'BYTE_ARRAY' | 'INT32' | 'INT64';
  /** Definition level of values that are there: how many of the column and its parents may lack. */
  readonly level: number;
  readonly rows: number;
  /** The pages, compressed. */
  readonly bytes: Uint8Array;
  /** Bytes that all pages may inflate to. */
  readonly room: number;
  readonly decompress: Decompress;
}

/** Makes the error for what was found in the column. */
export type Refuse = (found: string, allowed?: string, remedy?: string) => Error;

type Header = ReturnType<typeof parquetHeader>;

/** The values, one a row. @throws what `refuse` makes where pages are damaged or of a kind not read. */
export function readColumn(chunk: ColumnChunk, refuse: Refuse): Cell[] {
  const cells: Cell[] = [];
  let dictionary: readonly Cell[] = [];
  let { room } = chunk;
  for (let at = 0; cells.length < chunk.rows; ) {
    const { header, start } = readHeader(chunk.bytes, at, refuse);
    const end = start + header.compressed_page_size;
    const packed = chunk.bytes.subarray(start, end);
    const size = header.uncompressed_page_size;
    if (end > chunk.bytes.length) throw refuse('a page ends after its column');
    if (size > room) throw refuse('its pages inflate to more than the footer says');
    room -= size;
    if (header.crc !== undefined && crc32(packed) !== header.crc >>> 0) {
      throw refuse('the checksum of a page does not match its content');
    }
    const page = { header, packed, chunk, refuse };
    if (header.type === 'DICTIONARY_PAGE') dictionary = readDictionary(page);
    else for (const cell of readDataPage(page, dictionary, cells.length)) cells.push(cell);
    at = end;
  }
  return cells;
}

interface Page {
  readonly header: Header;
  readonly packed: Uint8Array;
  readonly chunk: ColumnChunk;
  readonly refuse: Refuse;
}

function readHeader(
  bytes: Uint8Array,
  at: number,
  refuse: Refuse,
): { header: Header; start: number } {
  const end = endOfStruct(bytes, at);
  if (end === undefined) throw refuse('the header of a page is damaged, or missing');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const header = parquetHeader({ view, offset: at });
  if (!isSize(header.compressed_page_size) || !isSize(header.uncompressed_page_size)) {
    throw refuse('the header of a page gives no sizes');
  }
  return { header, start: end };
}

const isSize = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function inflated({ chunk, refuse }: Page, packed: Uint8Array, size: number): Uint8Array {
  let content: Uint8Array | null;
  try {
    content = chunk.decompress(packed, size);
  } catch (error) {
    throw refuse(`a page cannot be inflated: ${complaintOf(error)}`);
  }
  if (content?.length === size) return content;
  throw refuse('a page does not inflate to the size that its header says');
}

function readDictionary(page: Page): Cell[] {
  const { header, packed, chunk, refuse } = page;
  const content = inflated(page, packed, header.uncompressed_page_size);
  const count = header.dictionary_page_header?.num_values;
  // Every value takes a byte at least.
  if (!isSize(count) || count > content.length) throw refuse('a dictionary gives no count');
  return readPlain(content, count, chunk.type, refuse);
}

/** The values of a page; none of an index. */
function readDataPage(page: Page, dictionary: readonly Cell[], done: number): readonly Cell[] {
  if (page.header.type === 'DATA_PAGE') return readPage(page, dictionary, done);
  return page.header.type === 'DATA_PAGE_V2' ? readPage2(page, dictionary, done) : [];
}

/** How many rows a page has; never more than are left. */
function checkedCount(count: unknown, done: number, { chunk, refuse }: Page): number {
  if (isSize(count) && count >= 1 && count <= chunk.rows - done) return count;
  throw refuse('a page has more values than its row group has rows, or none');
}

function readPage(page: Page, dictionary: readonly Cell[], done: number): Cell[] {
  const { header, packed, chunk, refuse } = page;
  const details = header.data_page_header;
  const count = checkedCount(details?.num_values, done, page);
  const content = inflated(page, packed, header.uncompressed_page_size);
  if (chunk.level === 0)
    return readValues(content, null, count, details?.encoding, dictionary, page);
  if (content.length < 4) throw refuse('a page ends in its levels');
  const length = new DataView(content.buffer, content.byteOffset, 4).getUint32(0, true);
  if (length > content.length - 4) throw refuse('a page ends in its levels');
  const levels = readRuns(content.subarray(4, 4 + length), widthOf(chunk.level), count);
  if (levels === null) throw refuse('the levels of a page are damaged');
  const values = content.subarray(4 + length);
  return readValues(values, levels, count, details?.encoding, dictionary, page);
}

/** Pages of version 2 keep their levels apart, and never compress these. */
function readPage2(page: Page, dictionary: readonly Cell[], done: number): Cell[] {
  const { header, packed, chunk, refuse } = page;
  const details = header.data_page_header_v2;
  const count = checkedCount(details?.num_values, done, page);
  const length = details?.definition_levels_byte_length;
  const hasRepetition = details?.repetition_levels_byte_length !== 0;
  if (!isSize(length) || length > packed.length || hasRepetition) {
    throw refuse('a page ends in its levels, or repeats values');
  }
  const levels =
    chunk.level === 0 ? null : readRuns(packed.subarray(0, length), widthOf(chunk.level), count);
  if (levels === null && chunk.level > 0) throw refuse('the levels of a page are damaged');
  const rest = packed.subarray(length);
  const size = header.uncompressed_page_size - length;
  const values = details?.is_compressed === false ? rest : inflated(page, rest, Math.max(0, size));
  return readValues(values, levels, count, details?.encoding, dictionary, page);
}

const widthOf = (level: number): number => 32 - Math.clz32(level);

function readValues(
  bytes: Uint8Array,
  levels: Uint32Array | null,
  count: number,
  encoding: string | undefined,
  dictionary: readonly Cell[],
  { chunk, refuse }: Page,
): Cell[] {
  const present = levels?.reduce((sum, level) => sum + Number(level === chunk.level), 0) ?? count;
  const values = valuesOf(bytes, present, encoding, dictionary, chunk, refuse);
  if (levels === null) return values;
  let at = 0;
  return Array.from(levels, (level) => (level === chunk.level ? values[at++] : null));
}

function valuesOf(
  bytes: Uint8Array,
  count: number,
  encoding: string | undefined,
  dictionary: readonly Cell[],
  { type }: ColumnChunk,
  refuse: Refuse,
): Cell[] {
  if (count === 0) return [];
  if (encoding === 'PLAIN') return readPlain(bytes, count, type, refuse);
  if (encoding !== 'RLE_DICTIONARY' && encoding !== 'PLAIN_DICTIONARY') {
    throw refuse(
      `its values are encoded as ${encoding ?? 'nothing known'}`,
      'plain values and dictionaries',
      'write the table again with its writer’s usual settings (version 1.0 of the format)',
    );
  }
  const [width] = bytes;
  const indices =
    width === undefined || width > 32 ? null : readRuns(bytes.subarray(1), width, count);
  if (indices === null) throw refuse('the places in a dictionary are damaged');
  return Array.from(indices, (index) => {
    if (index < dictionary.length) return dictionary[index];
    throw refuse(`place ${index} of a dictionary of ${dictionary.length} values`);
  });
}

/** Values one after another, and nothing after them. */
function readPlain(
  bytes: Uint8Array,
  count: number,
  type: ColumnChunk['type'],
  refuse: Refuse,
): Cell[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (type === 'BYTE_ARRAY') return readTexts(view, count, refuse);
  const size = type === 'INT32' ? 4 : 8;
  if (bytes.length !== count * size) throw refuse('a page holds more or fewer values than it says');
  return Array.from({ length: count }, (_, index) => {
    if (size === 4) return view.getInt32(4 * index, true);
    const value = Number(view.getBigInt64(8 * index, true));
    if (Number.isSafeInteger(value)) return value;
    throw refuse(`the value ${value}, which is too large`);
  });
}

function readTexts(view: DataView, count: number, refuse: Refuse): Uint8Array[] {
  let at = 0;
  const texts = Array.from({ length: count }, () => {
    const length = at + 4 <= view.byteLength ? view.getUint32(at, true) : Infinity;
    const start = at + 4;
    at = start + length;
    if (at > view.byteLength) throw refuse('a page ends within a value');
    return new Uint8Array(view.buffer, view.byteOffset + start, length);
  });
  if (at !== view.byteLength) throw refuse('a page holds more values than it says');
  return texts;
}
