/** Parquet tables with footers, pages, columns and cells that cannot be. */

import { gzipSync } from 'fflate';
import { readableImages } from '../../src/data/codecs/decodedImage.ts';
import {
  type ParquetImages,
  type ParquetOptions,
  writeParquet,
} from '../../src/data/testing/writeParquet.ts';
import { joined, patched, plainPng } from './bytes.ts';
import { type HostileCase, hostileFamily, named, text } from './hostileCase.ts';

const parquet = hostileFamily({
  name: 'Parquet',
  file: 'pets.parquet',
  allowed: 'complete Parquet files with a footer that fits their content',
  remedy: 'download or write the file again',
});

const pets: ParquetImages = {
  images: [plainPng(1), plainPng(2), plainPng(3), plainPng(4)],
  labels: { label: [0, 1, 0, 1] },
  classNames: { label: ['cat', 'dog'] },
};
const plain = writeParquet(pets, { codec: 'UNCOMPRESSED' });
const { length } = plain;
const footerLength = new DataView(plain.buffer).getUint32(length - 8, true);
const footerAt = length - 8 - footerLength;
const made = (change: Partial<ParquetImages>, options: ParquetOptions = {}) =>
  writeParquet({ ...pets, ...change }, options);
const packedAs = (codec: 'LZO' | 'BROTLI' | 'LZ4' | 'LZ4_RAW' | 'GZIP' | 'ZSTD') =>
  made({}, { codec, compressors: { [codec]: (bytes: Uint8Array) => bytes } });
const withImage = (image: Uint8Array | null) => made({ images: pets.images.with(1, image) });
const bomb = made(
  { images: [new Uint8Array(4_000_000), ...pets.images.slice(1)] },
  { codec: 'GZIP', compressors: { GZIP: (bytes) => gzipSync(bytes, { mtime: 0 }) } },
);
/** Where the first data page's header ends in the column of images: its definition levels follow. */
const firstImageAt = plain.findIndex((_, at) => plain[at] === 0x89 && plain[at + 1] === 0x50);

/** What is said of rows. */
const forRows = {
  allowed: 'an image file and a label in each row',
  remedy: 'write the table again, or choose another',
};

/** What is said of other compressions. */
const forCodecs = {
  allowed: 'pages compressed by Snappy, gzip or Zstandard, or not at all',
  remedy: 'write the table again with one of these',
};

/** What is said of columns. */
const forColumns = {
  allowed:
    'one column of image files, as “image” (a struct of bytes and path, or bytes), and one of labels, as “label”',
  remedy: 'rename the columns, or leave others out',
};

export const parquetCases: readonly HostileCase[] = [
  parquet('its mark alone', text('PAR1'), 'byte 0', 'the file is too short'),
  parquet('both marks alone', text('PAR1PAR1'), 'byte 4', 'the file is too short'),
  parquet('no end', plain.subarray(0, -1), 'byte 876', 'the mark PAR1 at the end is missing'),
  parquet(
    'half of it',
    plain.subarray(0, length >> 1),
    'byte 436',
    'the mark PAR1 at the end is missing',
  ),
  parquet(
    'bytes after its end',
    joined([plain, text('more')]),
    'byte 881',
    'the mark PAR1 at the end is missing',
  ),
  parquet(
    'an encrypted footer',
    patched(plain, length - 4, 0x50, 0x41, 0x52, 0x45),
    'its footer',
    'it is encrypted',
    { allowed: 'tables that are not', remedy: 'write the table again without encryption' },
  ),
  parquet(
    'a footer of nothing',
    patched(plain, length - 8, 0, 0, 0, 0),
    'byte 873',
    'the footer is damaged',
  ),
  parquet(
    'a footer of 4 GB',
    patched(plain, length - 8, 255, 255, 255, 255),
    'byte 873',
    'a footer of 4,294,967,295 bytes',
  ),
  parquet(
    'a footer longer than the file',
    patched(plain, length - 8, 0, 0, 1, 0),
    'byte 873',
    'a footer of 65,536 bytes',
  ),
  parquet(
    'a footer a byte too short',
    patched(plain, length - 8, (footerLength - 1) & 255),
    'byte 442',
    'the footer is damaged',
  ),
  parquet(
    'a footer that starts elsewhere',
    patched(plain, footerAt, 0),
    'byte 441',
    'the footer is damaged',
  ),
  parquet(
    'a footer of zeros',
    patched(plain, footerAt, ...new Array(footerLength).fill(0)),
    'byte 441',
    'the footer is damaged',
  ),
  parquet(
    'a footer of 255',
    patched(plain, footerAt, ...new Array(footerLength).fill(255)),
    'byte 441',
    'the footer is damaged',
  ),
  parquet(
    'lists within lists without end',
    patched(plain, footerAt, ...new Array(footerLength).fill(0x19)),
    'byte 441',
    'the footer is damaged',
  ),
  parquet('more rows than the limit', plain, null, '4 rows', {
    allowed: 'at most 3',
    remedy: 'use fewer images',
    limits: { entries: 3 },
  }),
  parquet(
    'no rows',
    made({ images: [], labels: { label: [] } }),
    'its footer',
    'there are no rows',
  ),
  parquet(
    'an image that is missing',
    withImage(null),
    'row 2',
    'no image, or only its path',
    forRows,
  ),
  parquet('an empty image', withImage(text('')), 'byte 0', 'an empty file', {
    file: 'pets.parquet, row 2',
    allowed: readableImages,
    remedy: 'replace this image or leave it out',
  }),
  parquet('a text for an image', withImage(text('hello, I am text')), 'byte 0', 'a text', {
    file: 'pets.parquet, row 2',
    allowed: readableImages,
    remedy: 'replace this image or leave it out',
  }),
  parquet(
    'a damaged image',
    withImage(plainPng(1).subarray(0, -3)),
    'byte 67',
    'the image ends early',
    {
      file: 'pets.parquet, row 2',
      allowed: 'complete PNG, JPEG, WebP, GIF, BMP and PGM/PPM images',
      remedy: 'replace this image or leave it out',
    },
  ),
  parquet(
    'a label that is missing',
    made({ labels: { label: [0, null, 0, 1] } }),
    'row 2',
    'no label, or none in UTF-8',
    forRows,
  ),
  parquet(
    'a label without a name',
    made({ labels: { label: [0, 1, 2, 1] } }),
    'its labels',
    'label 2',
    {
      allowed: 'labels 0 to 1, which have names',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
  parquet(
    'a negative label',
    made({ labels: { label: [0, -1, 0, 1] } }),
    'its labels',
    'label -1',
    { allowed: 'labels from 0', remedy: 'check the labels, and that they belong to these images' },
  ),
  parquet(
    'an empty text for a label',
    made({ labels: { label: ['a', '', 'a', 'b'] }, classNames: {} }),
    'row 2',
    'no label, or none in UTF-8',
    forRows,
  ),
  parquet(
    'one class',
    made({ labels: { label: [1, 1, 1, 1] } }),
    'its labels',
    'all 4 labels are “dog”',
    {
      allowed: 'at least 2 classes',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
  parquet('no labels', made({ labels: {} }), 'its columns', 'no column of labels', forColumns),
  parquet(
    'columns that are not named label',
    made({ labels: { a: [0, 1, 0, 1], b: [1, 0, 1, 0] }, classNames: {} }),
    'its columns',
    'no column named label, but “a”, “b”',
    forColumns,
  ),
  parquet(
    'columns with names of HTML',
    made({ labels: { '<b>a</b>': [0, 1, 0, 1], '\u202eb': [1, 0, 1, 0] }, classNames: {} }),
    'its columns',
    'no column named label, but “<b>a</b>”, “�b”',
    forColumns,
  ),
  parquet(
    'LZO',
    packedAs('LZO'),
    'column “label”, row group 1',
    'its pages are compressed by LZO',
    forCodecs,
  ),
  parquet(
    'Brotli',
    packedAs('BROTLI'),
    'column “label”, row group 1',
    'its pages are compressed by BROTLI',
    forCodecs,
  ),
  parquet(
    'LZ4',
    packedAs('LZ4'),
    'column “label”, row group 1',
    'its pages are compressed by LZ4',
    forCodecs,
  ),
  parquet(
    'LZ4 without frames',
    packedAs('LZ4_RAW'),
    'column “label”, row group 1',
    'its pages are compressed by LZ4_RAW',
    forCodecs,
  ),
  parquet(
    'pages called gzip that are none',
    packedAs('GZIP'),
    'column “label”, row group 1',
    'a page cannot be inflated: the gzip signature is missing',
  ),
  parquet(
    'pages called Zstandard that are none',
    packedAs('ZSTD'),
    'column “label”, row group 1',
    'a page cannot be inflated: invalid zstd data',
  ),
  parquet(
    'a page bomb',
    bomb,
    'column “image.bytes”, row group 1',
    'it inflates to 4,000,280 bytes',
    {
      allowed: 'at most 1,000,000 bytes',
      remedy: 'use fewer images in a row group',
      limits: { decodedBytes: 1_000_000 },
    },
  ),
  parquet(
    'an image longer than its page',
    patched(plain, firstImageAt - 4, 255, 255, 255, 127),
    'column “image.bytes”, row group 1',
    'a page ends within a value',
  ),
  parquet(
    'an image shorter than it is',
    patched(plain, firstImageAt - 4, 1),
    'column “image.bytes”, row group 1',
    'a page ends within a value',
  ),
  parquet(
    'tables of other classes',
    named({ 'train.parquet': plain, 'test.parquet': made({ classNames: { label: ['a', 'b'] } }) }),
    'its columns',
    'the labels “label” are missing, or have other names than in another file',
    {
      file: 'train.parquet',
      allowed: 'tables of equal columns',
      remedy: 'choose tables that belong together',
    },
  ),
  parquet(
    'a class that is only tested',
    named({
      'train.parquet': made({ labels: { label: [0, 1, 0, 1] }, classNames: {} }),
      'test.parquet': made({ labels: { label: [0, 2, 0, 1] }, classNames: {} }),
    }),
    'its labels',
    'class 2 has test images and no training images',
    {
      file: 'train.parquet',
      allowed: 'classes with training images',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
];
