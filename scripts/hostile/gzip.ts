/** Gzip files that are damaged, cut, packed too well, or not what their names say. */
import { gzipSync } from 'fflate';
import { writeIdxPair } from '../../src/data/testing/writeIdx.ts';
import { joined, patched } from './bytes.ts';
import { type HostileCase, hostileFamily, text } from './hostileCase.ts';

const { images, labels } = writeIdxPair(4, 2);
const gzip = hostileFamily({
  name: 'gzip',
  file: 'train-images-idx3-ubyte.gz',
  allowed: 'gzip data with matching checksums and nothing after them',
  remedy: 'download or copy the file again',
  besides: [{ name: 'train-labels-idx1-ubyte', bytes: labels }],
});

const packed = (bytes: Uint8Array) => gzipSync(bytes, { mtime: 0 });
const whole = packed(images);
const { length } = whole;
const withFlags = (flags: number, ...extra: number[]) =>
  joined([patched(whole.subarray(0, 10), 3, flags), Uint8Array.from(extra), whole.subarray(10)]);
/** One stored block of `length`, whose complement is `check`. */
const storedBlock = (size: number, check: number) =>
  joined([
    whole.subarray(0, 10),
    Uint8Array.of(1, size & 255, size >> 8, check & 255, check >> 8, 1, 2, 3),
    new Uint8Array(8),
  ]);
const withData = (...data: number[]) =>
  joined([whole.subarray(0, 10), Uint8Array.from(data), new Uint8Array(8)]);
/** Twenty-two bytes that made a library take 4 GiB: what they announce is 2^32 − 1 bytes. */
const fourGigabytes = joined([
  whole.subarray(0, 10),
  Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255),
]);

/** What is said of files cut short. */
const forEnds = { allowed: 'complete gzip files' };

export const gzipCases: readonly HostileCase[] = [
  gzip(
    'its mark alone',
    Uint8Array.of(0x1f, 0x8b),
    'byte 2',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'a header cut short',
    whole.subarray(0, 9),
    'byte 9',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'a header alone',
    whole.subarray(0, 10),
    'byte 10',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'half of it',
    whole.subarray(0, length >> 1),
    'byte 20',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'no checksum',
    whole.subarray(0, length - 8),
    'byte 32',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'half a checksum',
    whole.subarray(0, length - 4),
    'byte 36',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'a wrong checksum',
    patched(whole, length - 8, whole[length - 8] ^ 1),
    'byte 32',
    'the checksum does not match the content',
  ),
  gzip(
    'a length that lies',
    patched(whole, length - 4, whole[length - 4] ^ 1),
    'byte 32',
    'the checksum does not match the content',
  ),
  gzip(
    '22 bytes that announce 4 GB',
    fourGigabytes,
    'byte 12',
    'the checksum does not match the content',
  ),
  gzip(
    'a bomb of 1000 to 1',
    packed(new Uint8Array(3_000_000)),
    null,
    'it inflates to more than 1,000,000 bytes',
    {
      allowed: 'at most 1,000,000 bytes once inflated',
      remedy: 'use fewer or smaller images',
      limits: { decodedBytes: 1_000_000 },
    },
  ),
  gzip(
    'a bomb in its second member',
    joined([whole, packed(new Uint8Array(3_000_000))]),
    null,
    'it inflates to more than 1,000,000 bytes',
    {
      allowed: 'at most 1,000,000 bytes once inflated',
      remedy: 'use fewer or smaller images',
      limits: { decodedBytes: 1_000_000 },
    },
  ),
  gzip('an unknown method', patched(whole, 2, 7), 'byte 2', 'the compression method is unknown'),
  gzip('a reserved flag', withFlags(0x20), 'byte 3', 'reserved flags are set'),
  gzip(
    'an extra field beyond the end',
    withFlags(4, 255, 255),
    'byte 42',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'a name without end',
    joined([patched(whole.subarray(0, 10), 3, 8), text('abc')]),
    'byte 13',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'a comment without end',
    joined([patched(whole.subarray(0, 10), 3, 16), text('abc')]),
    'byte 13',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip('a block of an unknown kind', withData(7), 'byte 11', 'its block type is 3'),
  gzip(
    'a stored block whose length is damaged',
    storedBlock(3, 0),
    'byte 15',
    'the length of a stored block is damaged',
  ),
  gzip(
    'a stored block beyond the end',
    storedBlock(0xff00, 0x00ff),
    'byte 26',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'a code that no data need',
    withData(5, 0xe0, 0xff, 0xff, 0xff, 0xff),
    'byte 20',
    'a prefix code is damaged',
  ),
  gzip(
    'a copy from before the start',
    withData(0x03, 0x02, 0, 0),
    'byte 12',
    'it repeats bytes that are not there',
  ),
  gzip(
    'text after its end',
    joined([whole, text('and more')]),
    'byte 40',
    'other bytes follow the compressed data',
  ),
  gzip(
    'zeros after its end',
    joined([whole, new Uint8Array(512)]),
    'byte 40',
    'other bytes follow the compressed data',
  ),
  gzip(
    'a second member cut short',
    joined([whole, whole.subarray(0, 20)]),
    'byte 60',
    'the file ends before its compressed data do',
    forEnds,
  ),
  gzip(
    'a second member with a wrong checksum',
    joined([whole, patched(whole, length - 8, 0, 0)]),
    'byte 72',
    'the checksum does not match the content',
  ),
  gzip(
    'a text inside',
    packed(text('hello, I am no image')),
    'byte 0',
    'the magic number is 68 65 6c 6c',
    {
      allowed:
        'IDX images (count × height × width, or with 1 or 3 channels last), vectors (count × features) and labels (whole numbers; one dimension), no dimension empty',
      remedy: 'convert the file, or choose another',
    },
  ),
  gzip(
    'nothing inside',
    packed(text('')),
    'byte 0',
    'the file ends after 0 bytes, before the 4 bytes of its magic number',
    { allowed: 'files exactly as long as their header says' },
  ),
  gzip('a gzip inside', packed(whole), null, 'a gzip file inside a gzip file', {
    allowed: 'files packed once',
    remedy: 'unpack it once, then choose what comes out',
  }),
  gzip(
    'labels inside, twice',
    packed(labels),
    null,
    '0 IDX files of images and 2 of labels were given; the images of these training labels are missing',
    {
      allowed: 'one file of images with one of labels, for training and, if you like, for testing',
      remedy:
        'choose the files together: 2 (training), 4 (training and test) or 6 (validation too)',
    },
  ),
];
