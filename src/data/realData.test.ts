/** Reads published data sets, where ESPALIER_DATA names a folder that holds them. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { hashBytes } from '../lib/hash.ts';
import { countClasses, type Dataset, imagesAt, type Split } from './dataset.ts';
import { readDataset } from './readDataset.ts';

const folder = process.env.ESPALIER_DATA ?? '';
const isThere = folder !== '' && existsSync(folder);
if (!isThere) process.stderr.write('ESPALIER_DATA is not set: published data sets are not read.\n');

async function readFolder(name: string, only = /./): Promise<Dataset> {
  const found = readdirSync(`${folder}/${name}`).filter((file) => only.test(file));
  const files = found.map((file) => ({
    name: `${name}/${file}`,
    size: statSync(`${folder}/${name}/${file}`).size,
    bytes: async () => new Uint8Array(readFileSync(`${folder}/${name}/${file}`)),
  }));
  const start = performance.now();
  const dataset = await readDataset(files);
  process.stderr.write(`${name}: ${Math.round(performance.now() - start)} ms\n`);
  return dataset;
}

/** The label of each image, by the image's own hash. */
function imagesIn({ images, labels }: Split): Record<string, number> {
  const size = images.length / labels.length;
  return Object.fromEntries(
    [...labels].map((label, index) => [
      hashBytes(Uint8Array.from(imagesAt(images, size, [index]))),
      label,
    ]),
  );
}

/** Image 5,000 and all labels are those of the file, read without our reader. */
function expectOriginalIdx(set: string, split: 'train' | 't10k', { images, labels }: Split): void {
  const content = (name: string) =>
    gunzipSync(readFileSync(`${folder}/${set}/${split}-${name}.gz`));
  const start = 16 + 5000 * 784;
  const original = content('images-idx3-ubyte').subarray(start, start + 784);
  expect(Buffer.compare(original, images.subarray(5000 * 784, 5001 * 784) as Uint8Array)).toBe(0);
  expect([...labels]).toEqual([...content('labels-idx1-ubyte').subarray(8)]);
}

/** The path and content of the image at a place in an archive, read without our reader. */
function entryOf(archive: string, place: number): [path: string, bytes: Uint8Array] {
  let seen = 0;
  const filter = ({ name }: { readonly name: string }) => name.endsWith('.png') && seen++ === place;
  return Object.entries(unzipSync(readFileSync(`${folder}/${archive}`), { filter }))[0];
}

describe.skipIf(!isThere)('published data sets', { timeout: 60_000 }, () => {
  test('MNIST', async () => {
    const { train, test: held, classes, hash, shape } = await readFolder('mnist');
    expect(shape).toEqual({ height: 28, width: 28, channels: 1 });
    expect(countClasses(train.labels, classes.length)).toEqual([
      5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949,
    ]);
    expect(countClasses(held!.labels, classes.length)).toEqual([
      980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009,
    ]);
    expect(hash).toMatch(/^55c30526/);
    expectOriginalIdx('mnist', 'train', train);
    expectOriginalIdx('mnist', 't10k', held!);
  });

  test('Fashion-MNIST', async () => {
    const { train, test: held, classes } = await readFolder('fashion-mnist');
    expect(countClasses(train.labels, classes.length)).toEqual(new Array(10).fill(6000));
    expect(countClasses(held!.labels, classes.length)).toEqual(new Array(10).fill(1000));
    expectOriginalIdx('fashion-mnist', 'train', train);
    expectOriginalIdx('fashion-mnist', 't10k', held!);
  });

  test('a part of CIFAR-100', async () => {
    const { train, test: held, classes, shape } = await readFolder('cifar-100');
    const names = readFileSync(`${folder}/cifar-100/fine_label_names.txt`, 'utf8').trim();
    expect(classes).toEqual(names.split(/\s+/));
    expect(shape).toEqual({ height: 32, width: 32, channels: 3 });
    expect(countClasses(train.labels, 100)).toEqual(new Array(100).fill(120));
    expect(countClasses(held!.labels, 100)).toEqual(new Array(100).fill(30));
    const [path, png] = entryOf('cifar-100/cifar-100-subset-train.zip', 7000);
    const original = hashBytes(Uint8Array.from(decode(png).data));
    expect(imagesIn(train)[original]).toBe(classes.indexOf(path.split('/')[1]));
  });

  test("CIFAR-100's binary form, as the images are in the archives", async () => {
    const archives = await readFolder('cifar-100', /zip$/);
    const { train, test: held, classes } = await readFolder('cifar-100', /bin$|_names.txt$/);
    expect(classes).toEqual(archives.classes);
    expect(countClasses(train.labels, 100)).toEqual(new Array(100).fill(8));
    expect(countClasses(held!.labels, 100)).toEqual(new Array(100).fill(2));
    expect(imagesIn(archives.train)).toEqual(expect.objectContaining(imagesIn(train)));
    expect(imagesIn(archives.test!)).toEqual(expect.objectContaining(imagesIn(held!)));
  });

  test('optdigits, tables of 64 values from 0 to 16', async () => {
    const { train, test: held, classes, shape, notes } = await readFolder('optdigits');
    expect(classes).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(shape).toEqual({ height: 8, width: 8, channels: 1 });
    expect(countClasses(train.labels, 10)).toEqual([
      376, 389, 380, 389, 387, 376, 377, 387, 380, 382,
    ]);
    expect(countClasses(held!.labels, 10)).toEqual([
      178, 182, 177, 183, 181, 182, 181, 179, 174, 180,
    ]);
    const values = [0, 1, 6, 15, 12, 1, 0, 0];
    expect([...train.images.subarray(0, 8)]).toEqual(values.map((v) => Math.round((v * 255) / 16)));
    expect(notes.join()).toContain('from 0 to 16 were scaled');
  });

  test('class vectors of ImageNet, their names beside them', async () => {
    const { train, classes, shape, notes } = await readFolder(
      'imagenet-hierarchy',
      /weights.npy$|1000-wnids.txt$/,
    );
    expect(shape).toEqual({ height: 1, width: 768, channels: 1 });
    expect(notes[1]).toContain('wnids.txt');
    expect(classes.length).toBe(1000);
    const wnids = readFileSync(`${folder}/imagenet-hierarchy/imagenet1000-wnids.txt`, 'utf8');
    expect([...train.labels].map((label) => classes[label])).toEqual(wnids.trim().split('\n'));
    const file = readFileSync(
      `${folder}/imagenet-hierarchy/imagenet1000-mobilenet_v1_0.75_192-fc-weights.npy`,
    );
    expect(train.images[999 * 768 + 7]).toBe(file.readFloatLE(128 + 4 * (999 * 768 + 7)));
  });

  test('Omniglot, two archives that share alphabets', async () => {
    const { train, test: held, classes, shape } = await readFolder('omniglot-small');
    expect(classes.length).toBe(242);
    expect(classes[0]).toBe('Balinese/character01');
    expect(shape).toEqual({ height: 105, width: 105, channels: 1 });
    expect(countClasses(train.labels, 242)).toEqual(new Array(242).fill(20));
    const [path, png] = entryOf('omniglot-small/images_background_small2.zip', 1000);
    const { data } = decode(png);
    // One bit a pixel, rows from a byte on: 14 bytes for 105 pixels.
    const pixels = Uint8Array.from({ length: 105 * 105 }, (_, at) => {
      const [row, column] = [Math.floor(at / 105), at % 105];
      return ((data[row * 14 + (column >> 3)] >> (7 - (column % 8))) & 1) * 255;
    });
    const name = path.split('/').slice(1, -1).join('/');
    expect(imagesIn(train)[hashBytes(pixels)]).toBe(classes.indexOf(name));
    expect(held).toBeNull();
  });
});
