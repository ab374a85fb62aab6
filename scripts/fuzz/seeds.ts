/**
 * Small sound files of every format, which fuzzing damages. Where checksums would refuse nearly
 * all damage at once, there is a second seed whose checksums are made right again afterwards, so
 * that what lies behind them is reached too.
 */
import { gzipSync, zlibSync } from 'fflate';
import { writeIdxPair } from '../../src/data/testing/writeIdx.ts';
import { writeBmp, writeGif, writePnm } from '../../src/data/testing/writeImages.ts';
import { writeNpy, writeNpz } from '../../src/data/testing/writeNpy.ts';
import { writeParquet } from '../../src/data/testing/writeParquet.ts';
import { pngHeader, writeChunks, writePng } from '../../src/data/testing/writePng.ts';
import { writeTable } from '../../src/data/testing/writeTable.ts';
import { withChecksum, writeTar } from '../../src/data/testing/writeTar.ts';
import { writeZip } from '../../src/data/testing/writeZip.ts';
import { crc32 } from '../../src/lib/crc32.ts';
import { joined, losslessWebp, lossyWebp, plainJpeg, plainPng } from '../hostile/bytes.ts';
import { type NamedBytes, named, text } from '../hostile/hostileCase.ts';

export interface FuzzSeed {
  readonly format: string;
  /** What is damaged; sound as it is. */
  readonly content: Uint8Array;
  /** The files to be read, of content that may be damaged. */
  readonly files: (content: Uint8Array) => readonly NamedBytes[];
  /**
   * What checksums guard, so that nothing else may come of it: all that decides the data set, its
   * images (where a name can be changed in all its places), or nothing.
   */
  readonly guarded: 'all' | 'images' | 'nothing';
  /** How many times fewer inputs than others it gets, being slow. */
  readonly slowness: number;
}

type Options = Partial<Pick<FuzzSeed, 'guarded' | 'slowness'>>;

const seed = (
  format: string,
  content: Uint8Array,
  files: FuzzSeed['files'],
  { guarded = 'nothing', slowness = 1 }: Options = {},
): FuzzSeed => ({ format, content, files, guarded, slowness });

/** A file among others. */
const beside =
  (name: string, others: Readonly<Record<string, Uint8Array>>) => (bytes: Uint8Array) => [
    { name, bytes },
    ...named(others),
  ];
const alone = (name: string) => beside(name, {});
/** A photo of a cat beside the sound one of a dog. */
const photo = (name: string, sound: Uint8Array) =>
  beside(`pets/cat/${name}`, { [`pets/dog/${name}`]: sound });
/** An image, which is damaged as it is. */
const image = (format: string, name: string, content: Uint8Array, options: Options = {}) =>
  seed(format, content, photo(name, content), options);

const { images, labels } = writeIdxPair(6, 2);
const labelsFile = { 'train-labels-idx1-ubyte': labels };
const noisy = Uint8Array.from({ length: 12 * 9 * 3 }, (_, at) => (at * 37) % 251);
const png = writePng(noisy, { height: 9, width: 12, channels: 3 });
const palette = Array.from({ length: 16 }, (_, index) => [index * 16, 255 - index, 7]);
const indices = Array.from({ length: 63 }, (_, at) => (at * 5) % 16);
const size = { height: 7, width: 9 };
const records = (count: number, labelBytes: readonly number[]) =>
  joined(
    Array.from({ length: count }, (_, at) =>
      joined([Uint8Array.from(labelBytes, (label) => label + at), new Uint8Array(3072).fill(at)]),
    ),
  );
const pets = ['cat/1.png', 'dog/1.png', 'dog/2.png'].map((path, index) => ({
  path,
  bytes: plainPng(index),
  deflate: index > 0,
}));
const tar = writeTar(pets);
const tarOfLongNames = writeTar(
  pets.map((entry) => ({ ...entry, path: `${'x'.repeat(120)}/${entry.path}` })),
);
const table = writeTable(
  Array.from({ length: 6 }, (_, row) => [
    ...Array.from({ length: 25 }, (_, column) => (row * 45 + column * 9) % 256),
    row % 2,
  ]),
);
const namedTable = writeTable(
  [
    [...Array.from({ length: 25 }, (_, column) => `pixel${column}`), 'label'],
    ...Array.from({ length: 4 }, (_, row) => [...new Array(25).fill(row * 60), 'ab"c'[row]]),
  ],
  { quoteAll: true },
);
/** Shares of white, or features: the reader asks. */
const tableOfShares = writeTable(
  Array.from({ length: 4 }, (_, row) => [...new Array(25).fill(row * 0.25), 'abcd'[row]]),
);
const features = writeNpy(
  [4, 7],
  Array.from({ length: 28 }, (_, at) => at * 0.37 - 3),
  { type: 'f8' },
);
const tableOfFeatures = writeTable([
  ['height', 'width', 'weight', 'label'],
  ...Array.from({ length: 6 }, (_, row) => [row * 1.5, -2, 1e3 * row, 'xyz'[row % 3]]),
]);
const arrays = {
  x_train: writeNpy([4, 2, 3], new Array(24).fill(200)),
  y_train: writeNpy([4], [0, 1, 0, 1]),
};
const y = { 'y.npy': writeNpy([4], [0, 1, 0, 1], { type: 'i8' }) };
const parquet = (codec: 'SNAPPY' | 'UNCOMPRESSED') =>
  writeParquet(
    {
      images: [plainPng(1), plainPng(2), plainPng(3)],
      labels: { label: [0, 1, 0] },
      classNames: { label: ['a', 'b'] },
    },
    { codec, rowGroupSize: 2, pageSize: 200 },
  );
const tiny = (list: Uint8Array) =>
  named({
    't/train/n01/images/a.png': plainPng(1),
    't/train/n02/images/b.png': plainPng(2),
    't/val/images/c.png': plainPng(3),
    't/val/val_annotations.txt': list,
  });

/** The chunks of a PNG with their checksums made right, as far as they can be followed. */
function repairedPng(bytes: Uint8Array): Uint8Array {
  const repaired = bytes.slice();
  const view = new DataView(repaired.buffer);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 8 + view.getUint32(at);
    if (end + 4 > bytes.length) break;
    view.setUint32(end, crc32(repaired.subarray(at + 4, end)));
    at = end + 4;
  }
  return repaired;
}

/** The headers of a tar, each in its block of 512 bytes, with their checksums made right. */
function repairedTar(bytes: Uint8Array): Uint8Array {
  const repaired = bytes.slice();
  for (let at = 0; at + 512 <= bytes.length; at += 512) {
    const header = repaired.subarray(at, at + 512);
    if (header[257] === 0x75 && header[258] === 0x73) withChecksum(header);
  }
  return repaired;
}

/** A PNG of raw rows, which may be any bytes. */
const pngOfRows = (head: Uint8Array) => (raw: Uint8Array) =>
  writeChunks([
    ['IHDR', head],
    ['PLTE', palette.flat()],
    ['IDAT', zlibSync(raw)],
    ['IEND', []],
  ]);
/** An image whose raw rows are damaged, packed as they are. */
function rows(format: string, head: Uint8Array, content: Uint8Array): FuzzSeed {
  const pack = pngOfRows(head);
  return seed(format, content, (bytes) => photo('1.png', pack(content))(pack(bytes)));
}
const rowsOf = (bytesARow: number, height: number) =>
  Uint8Array.from({ length: (bytesARow + 1) * height }, (_, at) =>
    at % (bytesARow + 1) === 0 ? at % 5 : at * 3,
  );

export const fuzzSeeds: readonly FuzzSeed[] = [
  seed('IDX images', images, beside('train-images-idx3-ubyte', labelsFile)),
  seed(
    'IDX labels',
    labels,
    beside('train-labels-idx1-ubyte', { 'train-images-idx3-ubyte': images }),
  ),
  seed('gzip', gzipSync(images, { mtime: 0 }), beside('train-images-idx3-ubyte.gz', labelsFile), {
    guarded: 'all',
  }),
  seed(
    'gzip, stored',
    gzipSync(images, { mtime: 0, level: 0 }),
    beside('train-images-idx3-ubyte.gz', labelsFile),
    { guarded: 'all' },
  ),
  seed('IDX in gzip', images, (bytes) =>
    beside('train-images-idx3-ubyte.gz', labelsFile)(gzipSync(bytes, { mtime: 0 })),
  ),
  seed('CIFAR-10', records(3, [0]), alone('data_batch_1.bin'), { slowness: 4 }),
  seed('CIFAR-100', records(3, [0, 5]), alone('train.bin'), { slowness: 4 }),
  seed(
    'CIFAR names',
    text('a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n'),
    beside('batches.meta.txt', { 'data_batch_1.bin': records(2, [0]) }),
    { slowness: 4 },
  ),
  seed(
    'NPY images',
    writeNpy([4, 2, 3], [...noisy.subarray(0, 24)], { type: 'f4' }),
    beside('x.npy', y),
  ),
  seed('NPY labels', y['y.npy'], beside('y.npy', { 'x.npy': arrays.x_train })),
  seed(
    'NPY, Fortran order',
    writeNpy([4, 2, 3], [...noisy.subarray(0, 24)], {
      type: 'i2',
      bigEndian: true,
      fortranOrder: true,
      version: 2,
    }),
    beside('x.npy', y),
  ),
  seed('NPZ', writeNpz(arrays, true), alone('a.npz'), { guarded: 'all' }),
  seed('NPY in NPZ', arrays.x_train, (bytes) =>
    alone('a.npz')(writeNpz({ ...arrays, x_train: bytes })),
  ),
  seed('zip', writeZip(pets), alone('pets.zip'), { guarded: 'images' }),
  seed('zip64', writeZip(pets, { zip64: true, comment: 'a comment' }), alone('pets.zip'), {
    guarded: 'images',
  }),
  seed(
    'PNG in zip',
    png,
    (bytes) =>
      alone('pets.zip')(
        writeZip([
          { path: 'cat/1.png', bytes },
          { path: 'dog/1.png', bytes: png },
        ]),
      ),
    { guarded: 'all' },
  ),
  seed('tar', tar, alone('pets.tar')),
  seed('tar, checksums made right', tar, (bytes) => alone('pets.tar')(repairedTar(bytes))),
  seed('tar of long names, checksums made right', tarOfLongNames, (bytes) =>
    alone('pets.tar')(repairedTar(bytes)),
  ),
  seed('tar.gz', gzipSync(tar, { mtime: 0 }), alone('pets.tar.gz'), { guarded: 'all' }),
  image('PNG', '1.png', png, { guarded: 'all' }),
  seed('PNG, checksums made right', png, (bytes) => photo('1.png', png)(repairedPng(bytes))),
  rows('PNG rows of a palette', pngHeader(9, 7, 4, 3), rowsOf(5, 7)),
  rows('PNG rows in colour', pngHeader(9, 7, 8, 2), rowsOf(27, 7)),
  image('JPEG', '1.jpg', plainJpeg, { slowness: 8 }),
  image('WebP', '1.webp', losslessWebp, { slowness: 8 }),
  image('WebP, lossy', '1.webp', lossyWebp, { slowness: 8 }),
  image('GIF', '1.gif', writeGif(indices, size, palette)),
  image(
    'GIF, interlaced',
    '1.gif',
    writeGif(indices, size, palette, { interlaced: true, frames: 2, transparent: 3 }),
  ),
  image('BMP', '1.bmp', writeBmp(indices, size, 4, { palette })),
  image(
    'BMP with masks',
    '1.bmp',
    writeBmp(new Array(4 * 63).fill(9), size, 32, { hasMasks: true }),
  ),
  image('PPM', '1.ppm', writePnm(6, new Array(3 * 63).fill(9), size)),
  image('PGM of text', '1.pgm', writePnm(2, indices, size, 15)),
  image(
    'PBM',
    '1.pbm',
    writePnm(
      4,
      indices.map((value) => value & 1),
      size,
    ),
  ),
  seed('CSV', table, alone('digits.csv')),
  seed('CSV with names', namedTable, alone('digits.csv')),
  seed('CSV with shares', tableOfShares, alone('digits.csv')),
  seed('NPY features', features, beside('x.npy', y)),
  seed('labels of NPY images in a table', text('id,label\n0,b\n1,"a"\n2,b\n3,a\n'), (bytes) => [
    { name: 'labels.csv', bytes },
    ...named({ 'x.npy': arrays.x_train }),
  ]),
  seed('CSV of features', tableOfFeatures, alone('flowers.csv')),
  seed('Tiny ImageNet list', text('c.png\tn01\t0\t0\t3\t3\n'), tiny, { slowness: 2 }),
  seed('Parquet', parquet('UNCOMPRESSED'), alone('pets.parquet'), { slowness: 2 }),
  seed('Parquet, Snappy', parquet('SNAPPY'), alone('pets.parquet'), { slowness: 2 }),
];
