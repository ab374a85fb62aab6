import fc from 'fast-check';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readableImages } from '../codecs/decodedImage.ts';
import { writeIdxPair } from '../testing/writeIdx.ts';
import { writeBmp, writeGif, writePnm } from '../testing/writeImages.ts';
import { writeJpeg } from '../testing/writeJpeg.ts';
import { writeNpy } from '../testing/writeNpy.ts';
import { writeParquet } from '../testing/writeParquet.ts';
import { writePng } from '../testing/writePng.ts';
import { writeTable } from '../testing/writeTable.ts';
import { writeTar } from '../testing/writeTar.ts';
import { writeWebp } from '../testing/writeWebp.ts';
import { writeZip } from '../testing/writeZip.ts';
import { formats, mayHoldData, readable, recognise } from './formats.ts';
import { imageFormats, isImageName } from './imageFormats.ts';

const size = { height: 2, width: 2 };
const shape = { ...size, channels: 1 } as const;
const png = writePng(Uint8Array.of(1, 2, 3, 4), shape);
const entries = [{ path: 'a/1.png', bytes: png }];
const row = [1, ...new Array(25).fill(7)];

/** A sound file of each format whose content tells it. */
const marked: Readonly<Record<string, Uint8Array>> = {
  png,
  jpeg: await writeJpeg(new Uint8ClampedArray(16), size),
  webp: await writeWebp(new Uint8ClampedArray(16), size),
  gif: writeGif([0, 1, 1, 0], size, [
    [0, 0, 0],
    [9, 9, 9],
  ]),
  bmp: writeBmp(new Array(12).fill(7), size, 24),
  pnm: writePnm(5, [1, 2, 3, 4], size),
  zip: writeZip(entries),
  tar: writeTar(entries),
  gzip: gzipSync(png),
  npy: writeNpy([2, 2], [1, 2, 3, 4]),
  parquet: writeParquet({ images: [png, png], labels: { label: [0, 1] } }),
  idx: writeIdxPair(4, 2).images,
};
/** What has no mark, by a name that tells it, or by its rows. */
const unmarked: readonly (readonly [kind: string, path: string, bytes: Uint8Array])[] = [
  ['cifar', 'data_batch_1.bin', new Uint8Array(3073)],
  ['table', 'a.csv', writeTable([['x'], [1]])],
  ['table', 'a', writeTable([row, row])],
  ['idx', 'train-images-idx3-ubyte', Uint8Array.of(9, 9, 9, 9)],
];

describe('formats', () => {
  it('are each called by a kind of its own', () => {
    const kinds = formats.map(({ kind }) => kind);
    expect(new Set(kinds).size).toBe(kinds.length);
    const told = new Set([...Object.keys(marked), ...unmarked.map(([kind]) => kind)]);
    expect(kinds.filter((kind) => !told.has(kind))).toEqual([]);
  });

  it('are known by their marks, whatever files are called', () => {
    const paths = fc.constantFrom('a.csv', 'a.bin', 'a.png', 'x-idx3-ubyte', 'a.zip', 'a');
    const kinds = fc.constantFrom(...Object.keys(marked));
    fc.assert(
      fc.property(kinds, paths, (kind, path) => {
        const found = recognise({ path, bytes: marked[kind] });
        expect(found).toMatchObject({ as: 'mark', format: { kind } });
      }),
    );
  });

  it.each(unmarked)('%s is likely of what is called %s', (kind, path, bytes) => {
    expect(recognise({ path, bytes })).toMatchObject({ as: 'likely', format: { kind } });
  });

  it('are none of what looks like nothing', () => {
    const bytes = new TextEncoder().encode('To whom it may concern');
    expect(recognise({ path: 'letter.txt', bytes })).toBeNull();
  });

  it('give a batch that starts as IDX does to CIFAR, and lists of names to lie beside it', () => {
    const dark = new Uint8Array(3073);
    dark[2] = 8;
    expect(recognise({ path: 'test_batch.bin', bytes: dark })?.format.kind).toBe('cifar');
    expect(recognise({ path: 'test_batch', bytes: dark })?.format.kind).toBe('idx');
    const list = { path: 'batches.meta.txt', bytes: new TextEncoder().encode('cat\ndog\n') };
    expect(recognise(list)).toMatchObject({ as: 'companion', format: { kind: 'cifar' } });
  });

  it('of images are named where people are told what is read, and found by their endings', () => {
    for (const { title, endings } of imageFormats) {
      expect(readable).toContain(title);
      expect(readableImages).toContain(title);
      expect(endings.filter((ending) => !isImageName(`A.${ending.toUpperCase()}`))).toEqual([]);
    }
  });

  it('say which entries of archives may hold data', () => {
    const likely = 'x.npy y.parquet data_batch_1.bin t.csv train-images a.GZ labels.txt'.split(' ');
    expect(likely.filter((path) => !mayHoldData(path))).toEqual([]);
    expect(['a.png', 'README.md', 'model.pt'].filter(mayHoldData)).toEqual([]);
  });
});
