/** What a file is, by its first bytes; names may lie. */
import { isGzip } from '../archives/gzip.ts';
import { isTar } from '../archives/tar.ts';
import { isZip } from '../archives/zip.ts';
import { isIdx } from '../arrays/idx.ts';
import { isNpy } from '../arrays/npy.ts';
import { isBmp } from '../codecs/bmp.ts';
import { isGif } from '../codecs/gif.ts';
import { isJpeg } from '../codecs/jpegHeader.ts';
import { isPng } from '../codecs/png.ts';
import { isPnm } from '../codecs/pnm.ts';
import { isWebp } from '../codecs/webpHeader.ts';
import { isParquet } from '../parquet/parquetFile.ts';

/** Kinds that are read. */
export type FileKind =
  | 'idx'
  | 'npy'
  | 'parquet'
  | 'gzip'
  | 'zip'
  | 'tar'
  | 'png'
  | 'jpeg'
  | 'webp'
  | 'gif'
  | 'bmp'
  | 'pnm';

/** What a pickle is called, which deserves an answer of its own. */
export const pickle = 'a Python pickle';

/** Kinds that are known and not read, with their names for people. */
const known: readonly (readonly [name: string, test: (bytes: Uint8Array) => boolean])[] = [
  ['an empty file', (bytes) => bytes.length === 0],
  ['an HDF5 file', startsWith('\x89HDF')],
  [pickle, (bytes) => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5],
  ['a MATLAB file', startsWith('MATLAB')],
  ['a TIFF image', (bytes) => startsWith('II*\0')(bytes) || startsWith('MM\0*')(bytes)],
  ['an icon file', (bytes) => startsWith('\0\0\x01\0')(bytes) && bytes.length > 4],
  [
    'a JPEG 2000 image',
    (bytes) => /^.{4}jP {2}/s.test(textOf(bytes)) || startsWith('\xff\x4f\xff\x51')(bytes),
  ],
  ['a HEIC or AVIF image', (bytes) => /^ftyp(hei|mif|msf|avi)/.test(textOf(bytes.subarray(4)))],
  ['an SVG drawing', (bytes) => /^\s*(<\?xml|<!DOCTYPE svg|<svg)/i.test(textOf(bytes))],
  ['a web page', (bytes) => /^\s*<(!DOCTYPE html|html)/i.test(textOf(bytes))],
  ['a 7z archive', startsWith('7z\xbc\xaf')],
  ['a RAR archive', startsWith('Rar!')],
  ['an XZ file', startsWith('\xfd7zXZ')],
  ['a bzip2 file', startsWith('BZh')],
  ['a PDF document', startsWith('%PDF')],
  ['a text', (bytes) => /^[\t\n\r\x20-\x7e]{8,}$/.test(textOf(bytes))],
];

/** The kind of a file that can be read; null for any other. */
export function kindOf(bytes: Uint8Array): FileKind | null {
  if (isPng(bytes)) return 'png';
  if (isJpeg(bytes)) return 'jpeg';
  if (isWebp(bytes)) return 'webp';
  if (isNpy(bytes)) return 'npy';
  if (isParquet(bytes)) return 'parquet';
  if (isGif(bytes)) return 'gif';
  if (isBmp(bytes)) return 'bmp';
  if (isPnm(bytes)) return 'pnm';
  if (isZip(bytes)) return 'zip';
  if (isGzip(bytes)) return 'gzip';
  if (isTar(bytes)) return 'tar';
  return isIdx(bytes) ? 'idx' : null;
}

/** What a file that cannot be read is, for people. */
export function describeUnknown(bytes: Uint8Array): string {
  const name = known.find(([, test]) => test(bytes))?.[0];
  return name ?? `a file of an unknown kind (it starts with ${firstBytes(bytes)})`;
}

function startsWith(text: string): (bytes: Uint8Array) => boolean {
  return (bytes) => [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

const textOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes.subarray(0, 64));

const firstBytes = (bytes: Uint8Array): string =>
  [...bytes.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
