/** How pages of Parquet files are compressed. */
import { gunzip } from '../archives/gzip.ts';
import { DataError } from '../dataError.ts';
import { unsnap } from './snappy.ts';

/** Inflates a page of `size` bytes; null, or an error, where it is damaged. */
export type Decompress = (packed: Uint8Array, size: number) => Uint8Array | null;

/** Names of the codecs that are read, for messages. */
export const readableCodecs = 'pages compressed by Snappy, gzip or Zstandard, or not at all';

/** What inflates pages of a codec, loaded when it is needed; null for those that are not read. */
export async function decompressorOf(codec: string): Promise<Decompress | null> {
  switch (codec) {
    case 'UNCOMPRESSED':
      return (packed) => packed;
    case 'SNAPPY':
      return unsnap;
    case 'GZIP':
      return (packed, size) => gunzip(packed, 'page', size);
    case 'ZSTD': {
      const { decompressZstd } = await import('hyparquet-compressors');
      return (packed, size) => decompressZstd(packed, new Uint8Array(size));
    }
    default:
      return null;
  }
}

/** What a decompressor said of a page. */
export function complaintOf(error: unknown): string {
  if (error instanceof DataError) return error.fault.found;
  return error instanceof Error ? error.message : String(error);
}
