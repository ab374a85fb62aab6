/**
 * Parquet files: what their footer says of rows and columns, checked against the file, and columns
 * read a row group at a time. Source: github.com/apache/parquet-format.
 */
import { type FileMetaData, parquetMetadata, type RowGroup, type SchemaElement } from 'hyparquet';
import { formatCount } from '../../lib/numberFormat.ts';
import { DataError } from '../dataError.ts';
import { type DataLimits, exactBytes, quoted } from '../limits.ts';
import { decompressorOf, readableCodecs } from './parquetCodecs.ts';
import { type Cell, type ColumnChunk, type Refuse, readColumn } from './parquetPages.ts';
import { endOfStruct } from './parquetThrift.ts';

/** Where a table is: a file, or an entry of an archive. */
interface ParquetPlace {
  readonly file: string;
  readonly entry: string | null;
}

/** A column that has no further columns inside. */
export interface ParquetColumn {
  /** Its name, after those that it is inside of. */
  readonly path: readonly string[];
  readonly type: SchemaElement['type'];
  /** Whether its bytes are said to be text. */
  readonly isText: boolean;
  /** How many of the column and those around it may be absent. */
  readonly level: number;
  /** Whether it holds lists. */
  readonly isRepeated: boolean;
}

export interface ParquetFile extends ParquetPlace {
  readonly bytes: Uint8Array;
  readonly rows: number;
  readonly columns: readonly ParquetColumn[];
  /** Rows of each row group. */
  readonly groups: readonly { readonly rows: number; readonly group: RowGroup }[];
  /** Notes that its writer left, by their keys. */
  readonly notes: ReadonlyMap<string, string>;
  readonly limits: DataLimits;
}

const magic = 'PAR1';
/** What stands at the end of files whose footer is encrypted. */
const encryptedMagic = 'PARE';
/** A footer of more bytes describes more columns than any table of images has. */
const longestFooter = 2 ** 26;
const deepestColumn = 16;
const readableTypes: ReadonlySet<string | undefined> = new Set(['BYTE_ARRAY', 'INT32', 'INT64']);

export function isParquet(bytes: Uint8Array): boolean {
  return textAt(bytes, 0) === magic;
}

/**
 * A Parquet file's rows and columns.
 * @throws DataError naming the byte where the file is cut short, or its footer damaged, or its
 * row groups do not add up to the rows that it says it has.
 */
export function openParquet(
  bytes: Uint8Array,
  place: ParquetPlace,
  limits: DataLimits,
): ParquetFile {
  const metadata = readFooter(bytes, place);
  const refuse = (found: string) => parquetError(place, 'its footer', found);
  const groups = metadata.row_groups.map((group) => ({
    rows: countIn(group.num_rows, refuse),
    group,
  }));
  const rows = groups.reduce((sum, group) => sum + group.rows, 0);
  if (rows !== countIn(metadata.num_rows, refuse)) {
    throw refuse(
      `row groups of ${formatCount(rows)} rows, where the file says ${metadata.num_rows}`,
    );
  }
  if (rows === 0) throw refuse('there are no rows');
  if (rows > limits.entries) {
    const allowed = `at most ${formatCount(limits.entries)}`;
    throw parquetError(place, null, `${formatCount(rows)} rows`, allowed, 'use fewer images');
  }
  const notes = (metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value] as const);
  return {
    ...place,
    bytes,
    rows,
    columns: columnsOf(metadata.schema, refuse),
    groups,
    notes: new Map(notes.filter((note): note is [string, string] => note[1] !== undefined)),
    limits,
  };
}

function readFooter(bytes: Uint8Array, place: ParquetPlace): FileMetaData {
  const size = bytes.length;
  if (size >= 12 && textAt(bytes, size - 4) === encryptedMagic) {
    const remedy = 'write the table again without encryption';
    throw parquetError(place, 'its footer', 'it is encrypted', 'tables that are not', remedy);
  }
  if (size < 12 || textAt(bytes, size - 4) !== magic) {
    const found = size < 12 ? 'the file is too short' : 'the mark PAR1 at the end is missing';
    throw parquetError(place, `byte ${Math.max(0, size - 4)}`, found);
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset + size - 8, 4).getUint32(0, true);
  const start = size - 8 - length;
  if (start < 4 || length > longestFooter) {
    throw parquetError(place, `byte ${size - 8}`, `a footer of ${exactBytes(length)}`);
  }
  if (endOfStruct(bytes.subarray(0, size - 8), start) !== size - 8) {
    throw parquetError(place, `byte ${start}`, 'the footer is damaged');
  }
  try {
    return parquetMetadata(bytes.subarray(start), { geoparquet: false });
  } catch (error) {
    throw parquetError(place, `byte ${start}`, `the footer cannot be read${reasonOf(error)}`);
  }
}

/** What the library says of a footer; nothing where it stumbles over a part that is missing. */
const reasonOf = (error: unknown): string =>
  error instanceof Error && !(error instanceof TypeError) ? ` (${error.message})` : '';

const textAt = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + 4));

function countIn(value: unknown, refuse: Refuse): number {
  const count = typeof value === 'bigint' ? Number(value) : -1;
  if (count >= 0 && Number.isSafeInteger(count)) return count;
  throw refuse('a number of rows or bytes is missing, or out of range');
}

/** Columns that hold values, in their order: the schema lists parents before their children. */
function columnsOf(schema: readonly SchemaElement[], refuse: Refuse): ParquetColumn[] {
  const columns: ParquetColumn[] = [];
  let next = 0;
  const visit = (parents: readonly string[], level: number, isRepeated: boolean) => {
    const element = schema[next++];
    if (element === undefined || parents.length > deepestColumn) {
      throw refuse('its columns are not listed as they must be');
    }
    const isRoot = next === 1;
    const path = isRoot ? [] : [...parents, element.name ?? ''];
    const own = level + (!isRoot && element.repetition_type !== 'REQUIRED' ? 1 : 0);
    const repeated = isRepeated || (!isRoot && element.repetition_type === 'REPEATED');
    if (element.num_children === undefined) {
      const isText = element.converted_type === 'UTF8' || element.logical_type?.type === 'STRING';
      columns.push({ path, type: element.type, isText, level: own, isRepeated: repeated });
    } else for (let child = 0; child < element.num_children; child++) visit(path, own, repeated);
  };
  visit([], 0, false);
  if (next === schema.length) return columns;
  throw refuse('it lists more columns than it has');
}

/**
 * The values of a column in a row group, one a row.
 * @throws DataError naming the column and the row group where they are damaged, of a type that is
 * not read, or inflate to more than the limits.
 */
export async function readGroup(
  file: ParquetFile,
  index: number,
  column: ParquetColumn,
): Promise<Cell[]> {
  const where = `column ${quoted(column.path.join('.'))}, row group ${index + 1}`;
  const refuse: Refuse = (...error) => parquetError(file, where, ...error);
  const { rows, group } = file.groups[index];
  if (column.isRepeated || !readableTypes.has(column.type)) {
    const found = column.isRepeated ? 'lists' : `values of type ${column.type ?? 'unknown'}`;
    throw parquetError(
      file,
      where,
      found,
      'columns of whole numbers, texts or image files',
      'choose another column, or convert the table',
    );
  }
  const chunk = await chunkOf(file, group, column, refuse);
  return readColumn({ ...chunk, rows }, refuse);
}

async function chunkOf(
  { bytes, limits }: ParquetFile,
  group: RowGroup,
  { path, type, level }: ParquetColumn,
  refuse: Refuse,
): Promise<Omit<ColumnChunk, 'rows'>> {
  const chunk = group.columns.find(({ meta_data }) => isSame(meta_data?.path_in_schema, path));
  const details = chunk?.meta_data;
  if (details === undefined || chunk?.crypto_metadata !== undefined || chunk?.file_path) {
    throw refuse('its values are missing, in another file, or encrypted');
  }
  if (details.type !== type) throw refuse(`its values are of type ${details.type ?? 'unknown'}`);
  const decompress = await decompressorOf(details.codec);
  if (decompress === null) {
    throw refuse(
      `its pages are compressed by ${details.codec ?? 'an unknown method'}`,
      readableCodecs,
      'write the table again with one of these',
    );
  }
  const data = countIn(details.data_page_offset, refuse);
  const { dictionary_page_offset: dictionary } = details;
  const start = dictionary ? Math.min(data, countIn(dictionary, refuse)) : data;
  const end = start + countIn(details.total_compressed_size, refuse);
  const room = countIn(details.total_uncompressed_size, refuse);
  if (start < 4 || end > bytes.length) throw refuse('its pages end after the file');
  if (room > limits.decodedBytes) {
    const allowed = `at most ${exactBytes(limits.decodedBytes)}`;
    throw refuse(`it inflates to ${exactBytes(room)}`, allowed, 'use fewer images in a row group');
  }
  return {
    type: type as ColumnChunk['type'],
    level,
    bytes: bytes.subarray(start, end),
    room,
    decompress,
  };
}

const isSame = (a: readonly string[] | undefined, b: readonly string[]): boolean =>
  a?.length === b.length && a.every((name, index) => name === b[index]);

/** A table that is refused, at a byte, a column or a row. */
export function parquetError(
  { file, entry }: ParquetPlace,
  where: string | null,
  found: string,
  allowed = 'complete Parquet files with a footer that fits their content',
  remedy = 'download or write the file again',
): DataError {
  const parts = [entry === null ? [] : `entry $quoted(entry)`, where ?? []].flat();
  const place = parts.length === 0 ? null : parts.join(', ');
  return new DataError({ file, place, found, allowed, remedy });
}
