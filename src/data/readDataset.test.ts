import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { limitsWithin } from './limits.ts';
import type { LoadProgress } from './progress.ts';
import { type InMemoryOptions, readDataset, readOrAsk } from './readDataset.ts';
import { withChoice } from './readingChoices.ts';
import type { SourceFile } from './sourceFile.ts';
import { expectRefusal } from './testing/errors.ts';
import { patched, plainPng, sourceFile, zipOfImages } from './testing/sourceFiles.ts';
import { writeIdxPair } from './testing/writeIdx.ts';
import { writeBmp, writeGif, writePnm } from './testing/writeImages.ts';
import { jpegModule, writeJpeg } from './testing/writeJpeg.ts';
import { npyHeader, writeNpy, writeNpz } from './testing/writeNpy.ts';
import { writeParquet } from './testing/writeParquet.ts';
import { pngHeader, writeChunks } from './testing/writePng.ts';
import { writeTar } from './testing/writeTar.ts';
import { webpModule, writeWebp } from './testing/writeWebp.ts';
import { joined, writeZip } from './testing/writeZip.ts';

const read = (files: readonly SourceFile[], options?: InMemoryOptions) =>
  readDataset(files, options);
const zip = (paths: readonly string[], name = 'pets.zip') => sourceFile(name, zipOfImages(paths));
const zipped = (files: Record<string, Uint8Array>, name = 'pets.zip') =>
  sourceFile(name, writeZip(Object.entries(files).map(([path, bytes]) => ({ path, bytes }))));
const text = (value: string) => new TextEncoder().encode(value);
const grey = plainPng(7);
const colour = plainPng(9, { height: 4, width: 4, channels: 3 });
const wide = plainPng(1, { height: 4, width: 5, channels: 1 });

const train = writeIdxPair(12, 3);
const test10k = writeIdxPair(6, 3);
const idx = [
  sourceFile('mnist/train-images-idx3-ubyte.gz', gzipSync(train.images)),
  sourceFile('mnist/train-labels-idx1-ubyte', train.labels),
  sourceFile('mnist/t10k-images-idx3-ubyte', test10k.images),
  sourceFile('mnist/t10k-labels-idx1-ubyte.gz', gzipSync(test10k.labels)),
];

describe('readDataset with IDX files', () => {
  test('reads them compressed or not, in any order, under any names', async () => {
    const expected = await read(idx);
    expect(expected).toMatchObject({
      name: 'mnist',
      format: 'IDX, 4 files',
      classes: ['0', '1', '2'],
    });
    const renamed = idx.map((file, index) => ({ ...file, name: `x${index}.dat` })).reverse();
    expect((await read(renamed)).hash).toBe(expected.hash);
  });

  test('leaves other files and system files aside with a note of each', async () => {
    const more = ['README.md', '.DS_Store'].map((name) => sourceFile(name, new Uint8Array(9)));
    expect((await read([...more, ...idx])).notes).toEqual([
      'The files given: 1 hidden or system file skipped, as “.DS_Store”.',
      expect.stringContaining('another file was skipped, “README.md”'),
    ]);
  });

  test('finds them in an archive', async () => {
    const files = { 'a/train-images': train.images, 'a/train-labels': gzipSync(train.labels) };
    expect((await read([zipped(files)])).train.labels.length).toBe(12);
  });
});

describe('readDataset with NumPy arrays', () => {
  const arrays = {
    x_train: writeNpy([4, 2, 2], [...new Array(15).fill(3), 255]),
    y_train: writeNpy([4], [0, 1, 0, 1], { type: 'i8' }),
  };

  test('reads an NPZ file, stored or deflated, and NPY files, alike', async () => {
    const expected = await read([sourceFile('sets/tiny.npz', writeNpz(arrays))]);
    expect(expected).toMatchObject({
      name: 'sets',
      format: 'NumPy arrays, 2',
      classes: ['0', '1'],
    });
    const packed = await read([sourceFile('tiny.npz', writeNpz(arrays, true))]);
    expect(packed).toMatchObject({ name: 'tiny', hash: expected.hash });
    const files = Object.entries(arrays).map(([name, bytes]) => sourceFile(`${name}.npy`, bytes));
    expect((await read(files)).hash).toBe(expected.hash);
  });

  test('reads what NumPy compresses', async () => {
    // np.savez_compressed of x_train, big-endian uint16 in Fortran order, and of y_train, 2 × 1.
    const bytes = Uint8Array.from(
      Buffer.from(
        'UEsDBC0AAAAIAAAAIQDfeM4p//////////8LABQAeF90cmFpbi5ucHkBABAAmAAAAAAAAABfAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG5XaqSuo6Cell9UUpSYF59flJIKEg8pKk0FChdnJBakArkaRjoKQGSsqaNQq0Am4GJgYKhgsGHYwiDC0MMQwHCCQYNhAUMKwx0AUEsDBC0AAAAIAAAAIQCJbqW6//////////8LABQAeV90cmFpbi5ucHkBABAAkAAAAAAAAABKAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loG6TaaGuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GkY6CoaaOgq1CmQDLkYGVAAAUEsBAi0DLQAAAAgAAAAhAN94zilfAAAAmAAAAAsAAAAAAAAAAAAAAIABAAAAAHhfdHJhaW4ubnB5UEsBAi0DLQAAAAgAAAAhAIlupbpKAAAAkAAAAAsAAAAAAAAAAAAAAIABnAAAAHlfdHJhaW4ubnB5UEsFBgAAAAACAAIAcgAAACMBAAAAAA==',
        'base64',
      ),
    );
    const { train } = await read([sourceFile('a.npz', bytes)]);
    expect([...train.images]).toEqual(Array.from({ length: 12 }, (_, index) => index * 20));
    expect([...train.labels]).toEqual([1, 0]);
  });

  test('takes labels from a table beside them', async () => {
    const images = writeNpy([3, 2, 2], new Array(12).fill(9));
    for (const header of ['', 'id,label\n']) {
      const table = sourceFile('labels.csv', text(`${header}0,b\n1,a\n2,b\n`));
      const { classes, train, notes } = await read([sourceFile('x.npy', images), table]);
      expect(classes).toEqual(['a', 'b']);
      expect([...train.labels]).toEqual([1, 0, 1]);
      expect(notes).toEqual(['Labels were read from “labels.csv”.']);
    }
  });

  test('leaves pickled arrays aside where they are not needed', async () => {
    const meta = joined([
      npyHeader("{'descr': '|O', 'fortran_order': False, 'shape': (), }"),
      Uint8Array.of(0x80, 4, 0x2e),
    ]);
    const bytes = writeNpz({ ...arrays, meta });
    const { notes } = await read([sourceFile('a.npz', bytes)]);
    expect(notes).toEqual([expect.stringContaining('entry “meta.npy”')]);
    const needed = writeNpz({ x_train: arrays.x_train, y_train: meta });
    await expectRefusal(() => read([sourceFile('a.npz', needed)]), ['y_train.npy', 'pickled']);
  });
});

describe('readDataset with CIFAR files', () => {
  const batch = (label: number) => new Uint8Array(2 * 3073).fill(label, 0, 1).fill(9, 1, 3073);
  const names = text('a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n');
  const files = {
    'batches.meta.txt': names,
    'data_batch_1.bin': batch(1),
    'data_batch_2.bin': batch(2),
    'readme.html': text('<html>'),
    'test_batch.bin': batch(1),
  };

  test('reads the official archive as it reads its files', async () => {
    const entries = Object.entries(files).map(([path, bytes]) => ({ path: `c/${path}`, bytes }));
    const archive = sourceFile('cifar-10-binary.tar.gz', gzipSync(writeTar(entries)));
    const expected = await read([archive]);
    expect(expected).toMatchObject({
      name: 'cifar-10-binary',
      format: 'CIFAR-10 binary, 3 files',
      classes: ['a', 'b', 'c'],
    });
    const loose = entries.map(({ path, bytes }) => sourceFile(path, bytes));
    expect((await read(loose.reverse())).hash).toBe(expected.hash);
  });

  test('knows a batch that starts as IDX does', async () => {
    const dark = batch(0);
    dark.set([0, 0, 8, 1]);
    const dataset = await read([
      sourceFile('data_batch_1.bin', dark),
      sourceFile('data_batch_2.bin', batch(1)),
    ]);
    expect(dataset.format).toBe('CIFAR-10 binary, 2 files');
  });

  test('says what is wrong with a file so named', async () => {
    await expectRefusal(
      () => read([sourceFile('train.bin', new Uint8Array(3000))]),
      ['train.bin', '3,000 bytes'],
    );
  });
});

describe('readDataset with tables', () => {
  const row = (label: number, value: number) => `${new Array(25).fill(value).join(',')},${label}\n`;
  const table = text(row(0, 16) + row(1, 3) + row(0, 2));

  test('reads them by name or by content, alone or in an archive', async () => {
    const expected = await read([sourceFile('dots.csv', table)]);
    expect(expected).toMatchObject({ name: 'dots', format: 'a table of pixels' });
    expect(expected.train.images[0]).toBe(255);
    expect((await read([sourceFile('dots.data', table)])).hash).toBe(expected.hash);
    expect((await read([sourceFile('dots.csv.gz', gzipSync(table))])).hash).toBe(expected.hash);
    expect((await read([zipped({ 'x/dots.csv': table })])).hash).toBe(expected.hash);
  });

  test('leaves them aside where other files say by content what they are', async () => {
    const { notes } = await read([...idx, sourceFile('mnist/a.csv', table)]);
    expect(notes).toEqual([expect.stringContaining('another file was skipped, “mnist/a.csv”')]);
  });
});

describe('readDataset with tar archives', () => {
  test('reads class folders as from a zip', async () => {
    const paths = ['train/cat/1.png', 'train/dog/1.png', 'test/cat/2.png', 'test/dog/2.png'];
    const entries = paths.map((path, index) => ({ path: `./${path}`, bytes: plainPng(index) }));
    const expected = await read([zip(paths)]);
    for (const bytes of [writeTar(entries), gzipSync(writeTar(entries, { form: 'gnu' }))]) {
      const dataset = await read([sourceFile('pets.tar', bytes)]);
      expect(dataset).toMatchObject({
        name: 'pets',
        format: 'images in class folders, 1 tar archive',
        hash: expected.hash,
      });
    }
  });
});

describe('readDataset with class folders', () => {
  test('reads an archive, with or without a folder around it, in any order of entries', async () => {
    const paths = ['train/cat/1.png', 'train/dog/1.png', 'test/cat/2.png', 'test/dog/2.png'];
    const expected = await read([zip(paths)]);
    expect(expected).toMatchObject({
      name: 'pets',
      format: 'images in class folders, 1 zip archive',
      classes: ['cat', 'dog'],
      shape: { height: 4, width: 4, channels: 1 },
      notes: [],
    });
    expect([...expected.train.labels]).toEqual([0, 1]);
    expect([...expected.test!.labels]).toEqual([0, 1]);
    expect([expected.train.images[0], expected.train.images[16]]).toEqual([0, 1]);
    const images = paths.map((path, index) => ({ path, bytes: plainPng(index) }));
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(images, { minLength: 4 }),
        fc.boolean(),
        async (entries, around) => {
          const moved = entries.map(({ path, bytes }) => ({
            path: around ? `pets/${path}` : path,
            bytes,
          }));
          expect((await read([sourceFile('b.zip', writeZip(moved))])).hash).toBe(expected.hash);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('reads dropped folders, few files or many', async () => {
    for (const count of [2, 20]) {
      const files = Array.from({ length: count }, (_, index) =>
        sourceFile(`pets/${index % 2 ? 'cat' : 'dog'}/${index}.png`, plainPng(index)),
      );
      const dataset = await read([...files, sourceFile('pets/Thumbs.db', grey)]);
      expect(dataset).toMatchObject({ name: 'pets', classes: ['cat', 'dog'], test: null });
      expect(dataset.train.labels.length).toBe(count);
    }
  });

  test('joins a training and a test archive', async () => {
    const dataset = await read([
      zip(['test/cat/1.png', 'test/dog/1.png'], 'pets-test.zip'),
      zip(['train/cat/1.png', 'train/dog/1.png'], 'pets-train.zip'),
    ]);
    expect(dataset.name).toBe('pets');
    expect(dataset.test?.labels.length).toBe(2);
  });

  test('joins an archive and the folders beside it', async () => {
    const expected = await read([zip(['a/1.png', 'b/1.png', 'a/2.png', 'b/2.png'])]);
    const loose = ['pets/a/2.png', 'pets/b/2.png'].map((name) => sourceFile(name, plainPng(1)));
    const part = zip(['a/1.png', 'b/1.png'], 'part.zip');
    const joint = await read([part, ...loose]);
    expect(joint.train.labels.length).toBe(expected.train.labels.length);
    expect(joint.classes).toEqual(['a', 'b']);
    expect(joint.format).toBe('images in class folders, 2 files and 1 zip archive');
    expect((await read([...loose.toReversed(), part])).hash).toBe(joint.hash);
  });

  test('takes an image once that is in two archives', async () => {
    const first = zipped({ 'x/cat/1.png': grey, 'x/dog/1.png': plainPng(1) }, 'a.zip');
    const second = zipped({ 'y/cat/1.png': grey, 'y/dog/2.png': plainPng(2) }, 'b.zip');
    const dataset = await read([first, second]);
    expect(dataset.train.labels.length).toBe(3);
    expect(dataset.notes).toEqual(['1 image is in two archives; taken once.']);
  });

  test('takes grey images beside others for colour where nobody can be asked, in any order', async () => {
    const images = [1, 2, 3, 4].map((value) =>
      plainPng(value, { height: 4, width: 4, channels: value === 3 ? 3 : 1 }),
    );
    const files = images.map((bytes, at) => sourceFile(`pets/${at % 2}/${at}.png`, bytes));
    const chosen = await read(files, { choices: { colour: 'colour' } });
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(files, { minLength: 4 }), async (order) => {
        const dataset = await read(order, { takesDefaults: true });
        expect(dataset.hash).toBe(chosen.hash);
        expect(dataset.reading).toBeUndefined();
        expect(dataset.notes).toEqual([
          '3 of 4 images are grey; they became colour, as the others are (--images grey makes all grey).',
        ]);
      }),
      { numRuns: 10 },
    );
  });

  test('asks about grey images beside others in colour', async () => {
    const files = [zipped({ 'cat/1.png': grey, 'cat/2.png': colour, 'dog/1.png': grey })];
    const reading = await readOrAsk(files);
    expect(reading).toMatchObject({
      kind: 'choice',
      questions: [{ kind: 'colour', file: 'pets.zip', greyCount: 2, colourCount: 1 }],
    });
    const asColour = await read(files, { choices: { colour: 'colour' } });
    expect(asColour.shape.channels).toBe(3);
    expect([...asColour.train.images]).toEqual([
      ...new Array(48).fill(7),
      ...new Array(48).fill(9),
      ...new Array(48).fill(7),
    ]);
    expect(asColour.notes[0]).toContain('2 of 3 images became colour');
    const asGrey = await read(files, { choices: { colour: 'grey' } });
    expect([asGrey.shape.channels, asGrey.train.images[16]]).toEqual([1, 9]);
  });

  test('asks about sizes and colours at once, and every alternative decides', async () => {
    const files = [zipped({ 'cat/1.png': grey, 'cat/2.png': wide, 'dog/1.png': colour })];
    const reading = await readOrAsk(files);
    if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
    const [size, colours] = reading.questions;
    expect([size.kind, colours.kind]).toEqual(['size', 'colour']);
    expect(size.found).toBe(
      'the 3 images are of 2 sizes, from 4 × 4 to 5 × 4 pixels, most often (2 images) 4 × 4',
    );
    for (const { choices, previews } of size.alternatives) {
      expect(previews.length).toBe(3);
      for (const other of colours.alternatives) {
        const all = withChoice(choices, other.choices);
        const dataset = await read(files, { choices: all });
        expect(dataset.shape).toMatchObject({ height: 4, width: 4 });
        expect(dataset.reading).toEqual(all);
        expect(dataset.notes.join()).toContain('1 of 3 images were');
      }
    }
  });

  test('asks for a size where images of several are too large together', async () => {
    const large = plainPng(1, { height: 90, width: 80, channels: 1 });
    const files = [zipped({ 'cat/1.png': large, 'dog/1.png': grey })];
    const limits = { decodedBytes: 9000 };
    expect(await readOrAsk(files, { limits })).toMatchObject({ kind: 'choice' });
    const size = { fitting: 'crop', height: 6, width: 5 } as const;
    const dataset = await read(files, { limits, choices: { size } });
    expect(dataset.shape).toEqual({ height: 6, width: 5, channels: 1 });
    const tooLarge = { ...size, height: 1000, width: 1000 };
    await expectRefusal(() => read(files, { limits, choices: { size: tooLarge } }), ['2,000,000']);
    const none = { ...size, height: 0 };
    await expectRefusal(() => read(files, { limits, choices: { size: none } }), ['5 × 0 pixels']);
  });

  test('decodes by content, whatever the name says', async () => {
    const jpeg = await writeJpeg(new Uint8ClampedArray(64).fill(128), { height: 4, width: 4 });
    const dataset = await read([zipped({ 'cat/1.png': jpeg, 'dog/1.jpg': colour })], {
      jpegModule,
    });
    expect(dataset.train.images[0]).toBe(128);
    expect(dataset.train.images[48]).toBe(9);
  });

  test('reads WebP images, in folders and in Parquet tables', async () => {
    const webp = await writeWebp(new Uint8ClampedArray(64).fill(255).fill(40, 0, 3), {
      height: 4,
      width: 4,
    });
    const files = [zipped({ 'cat/1.webp': webp, 'dog/1.png': colour })];
    const { train } = await read(files, { webpModule });
    expect([...train.images.subarray(0, 4)]).toEqual([40, 40, 40, 255]);
    const table = writeParquet({ images: [webp, colour], labels: { label: [0, 1] } });
    const same = await read([sourceFile('a.parquet', table)], { webpModule });
    expect(same.train.images).toEqual(train.images);
  });

  test('reads GIF, BMP and PGM images beside others', async () => {
    const size = { height: 2, width: 2 };
    const palette = [
      [0, 0, 0],
      [255, 255, 255],
    ];
    const dataset = await read([
      zipped({
        'cat/1.gif': writeGif([0, 1, 1, 0], size, palette, { frames: 2 }),
        'cat/2.bmp': writeBmp([0, 1, 1, 0], size, 1, { palette }),
        'dog/1.pgm': writePnm(5, [0, 255, 255, 0], size),
        'dog/2.png': plainPng(9, { ...size, channels: 1 }),
      }),
    ]);
    expect(dataset.shape).toEqual({ ...size, channels: 1 });
    const same = [0, 255, 255, 0];
    expect([...dataset.train.images]).toEqual([...same, ...same, ...same, 9, 9, 9, 9]);
    expect(dataset.notes).toEqual([expect.stringContaining('1 of 4 images are animated')]);
  });

  test('asks which folders are the classes where some lie within others', async () => {
    const files = [zip(['dog/1.png', 'dog/pug/2.png', 'cat/1.png', 'cat/pug/2.png'])];
    const reading = await readOrAsk(files);
    if (reading.kind !== 'choice') throw new Error('Nothing was asked.');
    const [{ found, alternatives }] = reading.questions;
    expect(found).toBe('images lie in “cat” and in “cat/pug” within it');
    expect(alternatives[1].description).toBe('2 classes: “cat”, “dog”.');
    const classes = alternatives.map(
      async ({ choices }) => (await read(files, { choices })).classes,
    );
    expect(await Promise.all(classes)).toEqual([
      ['cat', 'cat/pug', 'dog', 'dog/pug'],
      ['cat', 'dog'],
      ['cat', 'dog', 'pug'],
    ]);
    const even = [zip(['a/x/1.png', 'a/y/1.png', 'b/1.png'])];
    expect((await read(even)).classes).toEqual(['a/x', 'a/y', 'b']);
    const outer = await read(even, { choices: { folders: 'outer' } });
    expect(outer.classes).toEqual(['a', 'b']);
  });

  test("reads Tiny ImageNet's layout, from an archive or a folder", async () => {
    const images = {
      't/train/n01/images/n01_0.JPEG': plainPng(1),
      't/train/n02/images/n02_0.JPEG': plainPng(2),
      't/val/images/val_0.JPEG': plainPng(3),
      't/val/images/val_1.JPEG': plainPng(4),
      't/test/images/test_0.JPEG': plainPng(5),
    };
    const list = 'val_0.JPEG\tn02\t0\t0\t3\t3\nval_1.JPEG\tn01\t0\t0\t3\t3\n';
    const all = { ...images, 't/val/val_annotations.txt': text(list), 't/wnids.txt': text('n01') };
    const loose = Object.entries(all).map(([path, bytes]) => sourceFile(path, bytes));
    for (const files of [[zipped(all)], loose]) {
      const { classes, train, test: held, notes } = await read(files);
      expect(classes).toEqual(['n01', 'n02']);
      expect([...train.labels]).toEqual([0, 1]);
      expect([...held!.labels]).toEqual([0, 1]);
      expect([held!.images[0], held!.images[16]]).toEqual([4, 3]);
      expect(notes.join()).toContain('Images under test/ have no labels');
    }
    const short = { ...all, 't/val/val_annotations.txt': text(list.slice(0, 23)) };
    await expectRefusal(() => read([zipped(short)]), ['val_annotations.txt', '“val_1.JPEG”']);
  });

  test('takes long names of classes, and says which are too long', async () => {
    const long = 'x'.repeat(10_000);
    const { classes } = await read([zip([`${long}/1.png`, 'b/1.png'])]);
    expect(classes).toEqual(['b', long]);
    const longer = 'x'.repeat(20_001);
    await expectRefusal(
      () => read([zip([`${longer}/1.png`, 'b/1.png'])]),
      ['a class name of 20,001 characters', 'at most 20,000', 'a shorter name'],
    );
  });

  test('takes the names of JavaScript for class names', async () => {
    const { classes } = await read([zip(['__proto__/1.png', 'constructor/1.png'])]);
    expect(classes).toEqual(['__proto__', 'constructor']);
  });

  test('notes what it skips', async () => {
    const files = { 'cat/1.png': grey, 'dog/1.png': grey, 'labels.csv': grey, 'more.zip': grey };
    const { notes } = await read([zipped(files)]);
    expect(notes).toEqual([
      'pets.zip: an archive inside was not opened, “more.zip”.',
      'pets.zip: another file was skipped, “labels.csv”.',
    ]);
  });
});

describe('reading that is followed', () => {
  const paths = Array.from(
    { length: 40 },
    (_, index) => `${index % 2 ? 'cat' : 'dog'}/${index}.png`,
  );

  test('tells how far it is, to the end', async () => {
    const told: LoadProgress[] = [];
    const file = zip(paths);
    await read([file], { onProgress: (progress) => told.push(progress) });
    const whole = { stage: 'read', what: 'pets.zip' };
    expect(told[0]).toEqual({ ...whole, unit: 'bytes', done: file.size, total: file.size });
    expect(told.at(-1)).toEqual({ ...whole, unit: 'images', done: 40, total: 40 });
  });

  test.each(['bytes', 'images'])('ends when it is given up while %s are read', async (unit) => {
    const abort = new AbortController();
    const reason = new Error('given up');
    let after = 0;
    const onProgress = (progress: LoadProgress) => {
      if (abort.signal.aborted) after++;
      if (progress.unit === unit) abort.abort(reason);
    };
    const reading = read([zip(paths)], { onProgress, signal: abort.signal });
    await expect(reading).rejects.toBe(reason);
    expect(after).toBe(0);
  });
});

describe('readDataset refuses', () => {
  const large: SourceFile = {
    name: 'big.bin',
    size: 5e9,
    bytes: () => Promise.reject(new Error()),
  };
  const gone: SourceFile = {
    name: 'gone',
    size: 5,
    bytes: () => Promise.reject(new Error('lost')),
  };
  const one = (name: string, bytes: Uint8Array) => [sourceFile(name, bytes)];
  const damaged = patched(grey, 40, 1, 2, 3);
  const hostile: readonly [string, readonly SourceFile[], string[]][] = [
    ['nothing', [], ['there are none', 'choose files']],
    ['system files alone', one('.DS_Store', grey), ['there are none']],
    [
      'an empty file',
      one('a.zip', new Uint8Array()),
      ['a.zip', 'an empty file', 'zip and tar archives'],
    ],
    ['5 GB', [large], ['big.bin', '5,000,000,000 bytes', '2,147,483,648']],
    ['a file that vanished', [gone], ['gone', 'lost', 'choose it again']],
    [
      'a NumPy array cut short',
      one('x.npy', Uint8Array.from([0x93, ...text('NUMPY')])),
      ['x.npy', 'byte 6'],
    ],
    ['a pickle', one('data_batch_1', Uint8Array.of(0x80, 2, 0x7d)), ['Python pickle']],
    ['an SVG drawing', one('a.png', text('<svg xmlns="http://www.w3.org/2000/svg">')), ['SVG']],
    ['a text', one('notes.md', text('Images, and more.\n\nSoon.\n')), ['notes.md', 'a text']],
    ['anything else', one('x', Uint8Array.of(9, 8, 7, 6)), ['09 08 07 06']],
    ['IDX among archives', [...idx, zip(['cat/1.png', 'dog/1.png'])], ['of another kind']],
    [
      'an archive without images',
      [zipped({ 'a.txt': text('hello') })],
      ['no images in 1 entries', 'a.txt'],
    ],
    ['an empty archive', [zipped({})], ['no images in 0 entries']],
    [
      'an archive of an archive',
      [zipped({ 'pets.zip': zipOfImages(['cat/1.png']) })],
      ['no images', 'unpack'],
    ],
    [
      'TIFF images',
      [zipped({ 'cat/1.tif': Uint8Array.of(0x49, 0x49, 42, 0), 'dog/1.png': grey })],
      ['cat/1.tif', 'a TIFF image', '--leave-out broken'],
    ],
    ['a single class', [zip(['cat/1.png', 'cat/2.png'])], ['1 class, “cat”']],
    [
      'an image outside of the classes',
      [zip(['cat/1.png', '1.png'])],
      ['“1.png”', 'no class folder'],
    ],
    [
      'a class only tested',
      [zip(['train/a/1.png', 'train/b/1.png', 'test/c/1.png'])],
      ['“c”', '“test/c/1.png”', 'no training images'],
    ],
    [
      'a damaged image',
      [zipped({ 'cat/1.png': grey, 'dog/1.png': damaged })],
      ['pets.zip', '“dog/1.png”', 'byte'],
    ],
    [
      'a text called an image',
      [zipped({ 'cat/1.png': text('not an image at all'), 'dog/1.png': grey })],
      ['“cat/1.png”', 'a text'],
    ],
    [
      'mixed sizes',
      [zipped({ 'cat/1.png': grey, 'dog/1.png': wide })],
      ['pets.zip', '4 × 4', '5 × 4', 'one size', '--images crop:4x4, --images resize:4x4 or'],
    ],
    [
      'a huge image',
      [
        zipped({
          'cat/1.png': writeChunks([['IHDR', pngHeader(60_000, 60_000, 8, 2)]]),
          'dog/1.png': grey,
        }),
      ],
      ['60000 × 60000'],
    ],
    [
      'different images under one path',
      [zip(['cat/1.png', 'dog/1.png'], 'a.zip'), zip(['dog/1.png', 'cat/1.png'], 'b.zip')],
      ['b.zip', '“dog/1.png”', 'same path'],
    ],
    [
      'JPEG without a decoder',
      [zipped({ 'cat/1.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0xd9), 'dog/1.png': grey })],
      ['“cat/1.jpg”'],
    ],
    [
      'a gzip around something else',
      one('a.gz', gzipSync(text('hello world'))),
      ['a.gz', 'a text'],
    ],
    [
      'a gzip bomb',
      one('a.gz', gzipSync(new Uint8Array(3_000_000))),
      ['a.gz', 'more than 2,000,000'],
    ],
  ];
  test.each(hostile)('%s', async (name, files, parts) => {
    const limits = name === 'a gzip bomb' ? { decodedBytes: 2_000_000 } : {};
    await expectRefusal(() => read(files, { limits }), parts);
  });

  test('images that come to too much', async () => {
    const limits = { decodedBytes: 1000 };
    const big = plainPng(0, { height: 40, width: 40, channels: 1 });
    const files = [sourceFile('a/cat/1.png', big), sourceFile('a/dog/1.png', big)];
    await expectRefusal(() => read(files, { limits }), ['2 images of 40 × 40 × 1', '3,200 bytes']);
  });

  test('images that come to more than this device has memory for', async () => {
    const limits = limitsWithin(4000);
    const big = plainPng(0, { height: 40, width: 40, channels: 1 });
    const files = [sourceFile('a/cat/1.png', big), sourceFile('a/dog/1.png', big)];
    const parts = ['at most 1,000 bytes once decoded, a quarter of this device’s memory'];
    await expectRefusal(() => read(files, { limits }), parts);
  });

  test('few bytes of flat pictures that would fill a memory', async () => {
    const flat = plainPng(0, { height: 256, width: 256, channels: 1 });
    const files = Array.from({ length: 8 }, (_, at) =>
      sourceFile(`a/${at % 2 === 0 ? 'cat' : 'dog'}/${at}.png`, flat),
    );
    const limits = { unquestionedBytes: 100_000 };
    await expectRefusal(
      () => read(files, { limits }),
      [
        '8 images of 256 × 256 × 1 come to 524,288 bytes, of files of',
        'beyond 100,000 bytes at most 200 times the files’ own bytes',
        'scale the images down',
      ],
    );
    expect((await read(files)).train.labels).toHaveLength(8);
    const size = { fitting: 'resize', height: 64, width: 64 } as const;
    expect((await read(files, { limits, choices: { size } })).shape.height).toBe(64);
  });

  test('few bytes of a packed file that would fill a memory', async () => {
    const files = [sourceFile('digits.csv.gz', gzipSync(new Uint8Array(500_000).fill(0x30)))];
    const limits = { unquestionedBytes: 100_000 };
    const parts = ['digits.csv.gz: it inflates to more than', 'at most'];
    await expectRefusal(() => read(files, { limits }), parts);
  });

  test('few bytes of a table of flat pictures that would fill a memory', async () => {
    const flat = plainPng(0, { height: 256, width: 256, channels: 1 });
    const label = [0, 1, 0, 1, 0, 1, 0, 1];
    const table = writeParquet({ images: label.map(() => flat), labels: { label } });
    const limits = { unquestionedBytes: 100_000 };
    const parts = ['8 images of 256 × 256 × 1', 'at most 200 times the files’ own bytes'];
    await expectRefusal(() => read([sourceFile('flat.parquet', table)], { limits }), parts);
  });

  test('too many files or classes', async () => {
    const files = ['a/1.png', 'b/1.png', 'c/1.png'].map((path) => sourceFile(path, grey));
    await expectRefusal(() => read(files, { limits: { entries: 2 } }), ['there are 3']);
    await expectRefusal(() => read(files, { limits: { classes: 2 } }), ['3 classes']);
  });
});
