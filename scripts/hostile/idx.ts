/** IDX files whose headers lie, and files that do not belong together. */
import { writeIdx, writeIdxPair } from '../../src/data/testing/writeIdx.ts';
import { joined } from './bytes.ts';
import { type HostileCase, hostileFamily, named, text } from './hostileCase.ts';

const imagesName = 'train-images-idx3-ubyte';
const labelsName = 'train-labels-idx1-ubyte';
const train = writeIdxPair(4, 2);
const tests = writeIdxPair(2, 2);

/** What is said of pixels that are no bytes. */
const forPixels = {
  allowed: 'pixel values from 0 to 255, from 0 to 16 or from 0 to 1',
  remedy: 'save the images as they were before they were normalised, best as uint8',
};

const images = hostileFamily({
  name: 'IDX images',
  file: imagesName,
  allowed:
    'IDX images (count × height × width, or with 1 or 3 channels last), vectors (count × features) and labels (whole numbers; one dimension), no dimension empty',
  remedy: 'convert the file, or choose another',
  besides: [{ name: labelsName, bytes: train.labels }],
});
const labels = hostileFamily({
  name: 'IDX labels',
  file: labelsName,
  allowed: 'files exactly as long as their header says',
  remedy: 'download or copy the file again',
  besides: [{ name: imagesName, bytes: train.images }],
});
const sets = hostileFamily({
  name: 'IDX sets',
  file: imagesName,
  allowed: 'one file of images with one of labels, for training and, if you like, for testing',
  remedy: 'choose the files together: 2 (training), 4 (training and test) or 6 (validation too)',
});

/** A header of so many bytes a dimension, and what follows. */
const header = (type: number, dimensions: readonly number[], ...rest: number[]) => {
  const bytes = writeIdx(dimensions, []);
  bytes[2] = type;
  return joined([bytes, Uint8Array.from(rest)]);
};
const four = {
  [imagesName]: train.images,
  [labelsName]: train.labels,
  't10k-images-idx3-ubyte': tests.images,
  't10k-labels-idx1-ubyte': tests.labels,
};
const without = (name: keyof typeof four) => named(four).filter((file) => file.name !== name);
const instead = (files: Readonly<Record<string, Uint8Array>>) => named({ ...four, ...files });

/** What is said of files cut short or too long. */
const forLength = {
  allowed: 'files exactly as long as their header says',
  remedy: 'download or copy the file again',
};

export const idxCases: readonly HostileCase[] = [
  images(
    'an empty file',
    text(''),
    'byte 0',
    'the file ends after 0 bytes, before the 4 bytes of its magic number',
    forLength,
  ),
  images(
    'one byte',
    Uint8Array.of(0),
    'byte 1',
    'the file ends after 1 byte, before the 4 bytes of its magic number',
    forLength,
  ),
  images(
    'three bytes',
    Uint8Array.of(0, 0, 8),
    'byte 3',
    'the file ends after 3 bytes, before the 4 bytes of its magic number',
    forLength,
  ),
  images(
    'a magic number alone',
    Uint8Array.of(0, 0, 8, 3),
    'byte 4',
    'the file ends after 4 bytes, before the 16 bytes of its header',
    forLength,
  ),
  images(
    'dimensions cut short',
    train.images.subarray(0, 15),
    'byte 15',
    'the file ends after 15 bytes, before the 16 bytes of its header',
    forLength,
  ),
  images(
    'a header alone',
    train.images.subarray(0, 16),
    'byte 16',
    'the file ends after 16 bytes, before the 64 bytes of dimensions 4 × 4 × 3',
    forLength,
  ),
  images(
    'another magic number',
    Uint8Array.of(1, 2, 3, 4, 5),
    'byte 0',
    'the magic number is 01 02 03 04',
  ),
  images(
    'a magic number backwards',
    joined([Uint8Array.of(3, 8, 0, 0), train.images.subarray(4)]),
    'byte 0',
    'the magic number is 03 08 00 00',
  ),
  images(
    'a text',
    text('these are not the images you want'),
    'byte 0',
    'the magic number is 74 68 65 73',
  ),
  images(
    'an unknown element type',
    header(7, [4, 4, 3]),
    'byte 0',
    'the magic number is 00 00 07 03',
  ),
  images('element type 0', header(0, [4, 4, 3]), 'byte 0', 'the magic number is 00 00 00 03'),
  images(
    'signed pixels below 0',
    writeIdx([4, 1, 1], [1, 2, -3, 4], 'int8'),
    'its elements',
    'pixel values from -3 to 4',
    forPixels,
  ),
  images(
    'pixels of 16 bits beyond a byte',
    writeIdx([4, 1, 1], [1, 2, 300, 4], 'int16'),
    'its elements',
    'pixel values from 1 to 300',
    forPixels,
  ),
  images(
    'pixels of 32 bits beyond a byte',
    writeIdx([4, 1, 1], [1, 2, 70_000, 4], 'int32'),
    'its elements',
    'pixel values from 1 to 70000',
    forPixels,
  ),
  images(
    'a float pixel that is no number',
    writeIdx([4, 1, 1], [0.5, 1, Number.NaN, 0], 'float32'),
    'element 2',
    'the value NaN',
    { ...forPixels, remedy: 'correct the array and save it again' },
  ),
  images(
    'an infinite double pixel',
    writeIdx([4, 1, 1], [0.5, 1, 0, Infinity], 'float64'),
    'element 3',
    'the value Infinity',
    { ...forPixels, remedy: 'correct the array and save it again' },
  ),
  images(
    'an infinite feature',
    writeIdx([4, 3], new Array(12).fill(1).with(5, -Infinity), 'float32'),
    'element 5',
    'the value -Infinity',
    {
      allowed: 'finite numbers that 32 bits can hold',
      remedy: 'correct the array and save it again',
    },
  ),
  images('no dimensions', header(8, [], 0), 'byte 3', 'the array has 0 dimensions'),
  images('five dimensions', header(8, [1, 1, 1, 1, 1], 1), 'byte 3', 'the array has 5 dimensions'),
  images(
    '255 dimensions',
    header(8, new Array(255).fill(1), 1),
    'byte 3',
    'the array has 255 dimensions',
  ),
  images('no images', header(8, [0, 4, 3]), 'byte 4', 'dimension 1 is 0'),
  images('no rows', header(8, [4, 0, 3]), 'byte 8', 'dimension 2 is 0'),
  images('no columns', header(8, [4, 4, 0]), 'byte 12', 'dimension 3 is 0'),
  images(
    'dimensions that multiply beyond 2^53',
    header(8, new Array(4).fill(2 ** 32 - 1), 0),
    'byte 21',
    'the file ends after 21 bytes, before the 340,282,366,604,025,800,000,000,000,000,000,000,000 bytes of dimensions 4294967295 × 4294967295 × 4294967295 × 4294967295',
    forLength,
  ),
  images(
    'dimensions that multiply to 2^64',
    header(8, [2 ** 31, 2 ** 31, 4], 0),
    'byte 17',
    'the file ends after 17 bytes, before the 18,446,744,073,709,552,000 bytes of dimensions 2147483648 × 2147483648 × 4',
    forLength,
  ),
  images(
    'four billion images',
    header(8, [2 ** 32 - 1, 1, 1], 0),
    'byte 17',
    'the file ends after 17 bytes, before the 4,294,967,311 bytes of dimensions 4294967295 × 1 × 1',
    forLength,
  ),
  images(
    'a pixel too few',
    train.images.subarray(0, -1),
    'byte 63',
    'the file ends after 63 bytes, before the 64 bytes of dimensions 4 × 4 × 3',
    forLength,
  ),
  images(
    'a pixel too many',
    joined([train.images, Uint8Array.of(0)]),
    'byte 64',
    'the file is 1 byte longer than the 64 bytes of dimensions 4 × 4 × 3',
    forLength,
  ),
  images(
    'twice the same',
    joined([train.images, train.images]),
    'byte 64',
    'the file is 64 bytes longer than the 64 bytes of dimensions 4 × 4 × 3',
    forLength,
  ),
  images(
    'two channels',
    writeIdx([4, 1, 1, 2], [1, 2, 3, 4, 5, 6, 7, 8]),
    'byte 16',
    'images have 2 channels (dimensions 4 × 1 × 1 × 2)',
    {
      allowed: '1 channel (grey) or 3 (red, green, blue), as the last dimension',
      remedy: 'write the file with the channels last',
    },
  ),
  images(
    'four channels',
    writeIdx([4, 1, 1, 4], new Array(16).fill(1)),
    'byte 16',
    'images have 4 channels (dimensions 4 × 1 × 1 × 4)',
    {
      allowed: '1 channel (grey) or 3 (red, green, blue), as the last dimension',
      remedy: 'write the file with the channels last',
    },
  ),
  images(
    '5,000 columns',
    writeIdx([4, 1, 5000], new Uint8Array(20_000)),
    'byte 8',
    'images of 1 × 5000 pixels',
    { allowed: 'at most 4096 pixels a side', remedy: 'scale the images down' },
  ),
  images(
    '5,000 rows',
    writeIdx([4, 5000, 1], new Uint8Array(20_000)),
    'byte 8',
    'images of 5000 × 1 pixels',
    { allowed: 'at most 4096 pixels a side', remedy: 'scale the images down' },
  ),
  labels(
    'an empty file',
    text(''),
    'byte 0',
    'the file ends after 0 bytes, before the 4 bytes of its magic number',
  ),
  labels('float labels', header(13, [4], 0, 0, 0, 0), 'byte 2', 'labels are float32', {
    allowed:
      'IDX images (count × height × width, or with 1 or 3 channels last), vectors (count × features) and labels (whole numbers; one dimension), no dimension empty',
    remedy: 'convert the file, or choose another',
  }),
  labels('double labels', header(14, [4], 0, 0, 0, 0), 'byte 2', 'labels are float64', {
    allowed:
      'IDX images (count × height × width, or with 1 or 3 channels last), vectors (count × features) and labels (whole numbers; one dimension), no dimension empty',
    remedy: 'convert the file, or choose another',
  }),
  labels('no labels', header(8, [0]), 'byte 4', 'dimension 1 is 0', {
    allowed:
      'IDX images (count × height × width, or with 1 or 3 channels last), vectors (count × features) and labels (whole numbers; one dimension), no dimension empty',
    remedy: 'convert the file, or choose another',
  }),
  labels(
    'a label too few',
    writeIdx([3], [0, 1, 0]),
    'byte 4',
    '3 labels for the 4 images of “train-images-idx3-ubyte”',
    { allowed: 'one label an image', remedy: 'choose the label file that belongs to these images' },
  ),
  labels(
    'a label too many',
    writeIdx([5], [0, 1, 0, 1, 0]),
    'byte 4',
    '5 labels for the 4 images of “train-images-idx3-ubyte”',
    { allowed: 'one label an image', remedy: 'choose the label file that belongs to these images' },
  ),
  labels(
    'a byte too few',
    train.labels.subarray(0, -1),
    'byte 11',
    'the file ends after 11 bytes, before the 12 bytes of dimensions 4',
  ),
  labels(
    'a byte too many',
    joined([train.labels, Uint8Array.of(0)]),
    'byte 12',
    'the file is 1 byte longer than the 12 bytes of dimensions 4',
  ),
  labels(
    'labels of 16 bits cut inside one',
    header(11, [4], 0, 0, 0, 1, 0, 0, 0),
    'byte 15',
    'the file ends after 15 bytes, before the 16 bytes of dimensions 4',
  ),
  labels('a negative label', writeIdx([4], [0, 1, -1, 0], 'int8'), 'its labels', 'label -1', {
    allowed: 'labels from 0',
    remedy: 'check the labels, and that they belong to these images',
  }),
  labels(
    'a label of −2^31',
    writeIdx([4], [0, 1, -(2 ** 31), 0], 'int32'),
    'its labels',
    'label -2147483648',
    { allowed: 'labels from 0', remedy: 'check the labels, and that they belong to these images' },
  ),
  labels('one class', writeIdx([4], [7, 7, 7, 7]), 'its labels', 'all 4 labels are 7', {
    allowed: 'at least 2 classes',
    remedy: 'check the labels, and that they belong to these images',
  }),
  labels(
    'more classes than the limit',
    writeIdx([4], [0, 1, 2, 3]),
    'its labels',
    '4 different labels',
    {
      allowed: 'at most 3 classes',
      remedy: 'check the labels, and that they belong to these images',
      limits: { classes: 3 },
    },
  ),
  sets(
    'images alone',
    named({ [imagesName]: train.images }),
    null,
    '1 IDX file of images and 0 of labels were given; the labels of these training images are missing',
  ),
  sets(
    'labels alone',
    named({ [labelsName]: train.labels }),
    null,
    '0 IDX files of images and 1 of labels were given; the images of these training labels are missing',
    { file: 'train-labels-idx1-ubyte' },
  ),
  sets(
    'no test labels',
    without('t10k-labels-idx1-ubyte'),
    null,
    '2 IDX files of images and 1 of labels were given; the labels of these test images are missing',
    { file: 't10k-images-idx3-ubyte' },
  ),
  sets(
    'no test images',
    without('t10k-images-idx3-ubyte'),
    null,
    '1 IDX file of images and 2 of labels were given; the images of these test labels are missing',
    { file: 't10k-labels-idx1-ubyte' },
  ),
  sets(
    'no training labels',
    without(labelsName),
    null,
    '2 IDX files of images and 1 of labels were given; the labels of these training images are missing',
  ),
  sets(
    'training images with test labels',
    named({ [imagesName]: train.images, 't10k-labels-idx1-ubyte': tests.labels }),
    null,
    '1 IDX file of images and 1 of labels were given; the labels of these training images are missing',
  ),
  sets(
    'five files',
    instead({ more: train.images }),
    null,
    '3 IDX files of images and 2 of labels were given; the labels of these images are missing',
    { file: 'more' },
  ),
  sets(
    'two files of images',
    named({ [imagesName]: train.images, 'train-images-2-idx3-ubyte': train.images }),
    null,
    '2 IDX files of images and 0 of labels were given; the labels of these training images are missing',
  ),
  sets(
    'test images of another shape',
    instead({ 't10k-images-idx3-ubyte': writeIdxPair(2, 2, [3, 4]).images }),
    'byte 8',
    'images of 3 × 4, where “train-images-idx3-ubyte” has 4 × 3',
    {
      file: 't10k-images-idx3-ubyte',
      allowed: 'images of one shape',
      remedy: 'choose files that belong together',
    },
  ),
  sets(
    'test images in colour',
    instead({ 't10k-images-idx3-ubyte': writeIdxPair(2, 2, [4, 3, 3]).images }),
    'byte 8',
    'images of 4 × 3 × 3, where “train-images-idx3-ubyte” has 4 × 3',
    {
      file: 't10k-images-idx3-ubyte',
      allowed: 'images of one shape',
      remedy: 'choose files that belong together',
    },
  ),
  sets(
    'test labels of other images',
    instead({ 't10k-labels-idx1-ubyte': train.labels }),
    'byte 4',
    '4 labels for the 2 images of “t10k-images-idx3-ubyte”',
    {
      file: 't10k-labels-idx1-ubyte',
      allowed: 'one label an image',
      remedy: 'choose the label file that belongs to these images',
    },
  ),
  sets(
    'a class that is only tested',
    instead({ 't10k-labels-idx1-ubyte': writeIdx([2], [0, 9]) }),
    'its labels',
    'class 9 has test images and no training images',
    {
      file: 'train-labels-idx1-ubyte',
      allowed: 'classes with training images',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
  sets(
    'halves of equal counts without names',
    named({ a: train.images, b: train.labels, c: train.images, d: train.labels }),
    null,
    '“c” holds as many images, and the names do not tell which to train on',
    {
      file: 'a',
      allowed: 'names with “train” and “test” (or “t10k”) in them',
      remedy: 'rename the files and try again',
    },
  ),
];
