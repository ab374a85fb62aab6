/** NumPy files whose headers lie, hide code, or hold what no image is. */
import { npyHeader, writeNpy } from '../../src/data/testing/writeNpy.ts';
import { joined, patched } from './bytes.ts';
import { type HostileCase, hostileFamily, named, text } from './hostileCase.ts';

const soundImages = writeNpy([2, 2, 3], new Array(12).fill(200));
const soundLabels = writeNpy([2], [0, 1], { type: 'i4' });

const npy = hostileFamily({
  name: 'NPY',
  file: 'images.npy',
  allowed: 'NPY files as numpy.save writes them',
  remedy: 'write the file again with numpy.save',
  besides: [{ name: 'labels.npy', bytes: soundLabels }],
});
const sets = hostileFamily({
  name: 'NumPy sets',
  file: 'images.npy',
  allowed:
    'images of 3 or 4 dimensions (or flat, 2) with labels of one dimension, for training and, if you like, for testing',
  remedy: 'give images and labels together, named as x_train and y_train, x_test and y_test',
});

const headed = (header: string, ...data: number[]) =>
  joined([npyHeader(header), Uint8Array.from(data)]);
const described = (descr: string, shape: string, more = '') =>
  headed(`{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}${more}}`, 1, 2);
const bytesOf = (shape: string, more = '') => described("'|u1'", shape, more);
const pair = (images: Uint8Array, labels: Uint8Array = soundLabels) =>
  named({ 'images.npy': images, 'labels.npy': labels });
const numbers = (values: readonly number[], type: Parameters<typeof writeNpy>[2] = {}) =>
  writeNpy([values.length, 1, 1], values, type);
const split = (files: Readonly<Record<string, Uint8Array>>) =>
  named({ 'x_train.npy': soundImages, 'y_train.npy': soundLabels, ...files });

/** What is said of elements that are no real numbers. */
const forTypes = {
  allowed: 'whole numbers of 1 to 8 bytes, floats of 2, 4 or 8 bytes, and booleans',
  remedy: 'save the array with a plain type, as array.astype("uint8")',
};

/** What is said of arrays cut short or too long. */
const forLength = {
  allowed: 'files exactly as long as their header says',
  remedy: 'download or write the file again',
};

/** What is said of dimensions. */
const forDimensions = {
  allowed: 'at most 5 dimensions, none empty',
  remedy: 'write the array again',
};

/** What is said of dimensions that are no image. */
const forAxes = {
  allowed:
    'count × height × width, with 1 or 3 channels last or second, or rows of square grey images',
  remedy: 'reshape the array and save it again',
};

/** What is said of pixels that are no numbers. */
const forPixels = {
  allowed: 'pixel values from 0 to 255, from 0 to 16 or from 0 to 1',
  remedy: 'correct the array and save it again',
};

/** What is said of pixels beyond a byte. */
const forRange = {
  allowed: 'pixel values from 0 to 255, from 0 to 16 or from 0 to 1',
  remedy: 'save the images as they were before they were normalised, best as uint8',
};

/** What is said of labels. */
const forLabels = {
  file: 'labels.npy',
  allowed: 'labels that are whole numbers',
  remedy: 'correct the array and save it again',
};

export const npyCases: readonly HostileCase[] = [
  npy(
    'its magic number alone',
    soundImages.subarray(0, 6),
    'byte 6',
    'the file ends in its header',
  ),
  npy(
    'no length of its header',
    soundImages.subarray(0, 9),
    'byte 9',
    'the file ends in its header',
  ),
  npy('a header cut short', soundImages.subarray(0, 40), 'byte 40', 'the file ends in its header'),
  npy(
    'a header alone',
    npyHeader("{'descr': '|u1', 'fortran_order': False, 'shape': (2, 2, 3)}"),
    'byte 128',
    'it ends after 0 bytes of elements, where shape (2, 2, 3) needs 12 bytes',
    forLength,
  ),
  npy('version 0', patched(soundImages, 6, 0), 'byte 6', 'the version is 0.0', {
    allowed: 'versions 1.0, 2.0 and 3.0',
  }),
  npy('version 4', patched(soundImages, 6, 4), 'byte 6', 'the version is 4.0', {
    allowed: 'versions 1.0, 2.0 and 3.0',
  }),
  npy('version 1.1', patched(soundImages, 7, 1), 'byte 6', 'the version is 1.1', {
    allowed: 'versions 1.0, 2.0 and 3.0',
  }),
  npy(
    'a header beyond the end',
    patched(soundImages, 8, 255, 31),
    'byte 140',
    'the file ends in its header',
  ),
  npy('a header of 60 kB', patched(soundImages, 8, 0, 240), 'byte 8', 'a header of 61,440 bytes', {
    allowed: 'at most 10,000 bytes',
  }),
  npy(
    'a header of 4 GB',
    patched(joined([soundImages]), 6, 2, 0, 255, 255, 255, 255),
    'byte 8',
    'a header of 4,294,967,295 bytes',
    { allowed: 'at most 10,000 bytes' },
  ),
  npy(
    'pickled objects',
    described("'|O'", '(1,)'),
    'byte 10',
    'its elements are Python objects; they are pickled, and opening a pickle can run any code',
    {
      ...forTypes,
      remedy:
        'save texts with array.astype(str), and numbers with a plain type, as array.astype("uint8")',
    },
  ),
  npy('text', described("'<U3'", '(1, 2)'), 'byte 10', 'its elements are text', forTypes),
  npy('bytes of text', described("'|S2'", '(1, 2)'), 'byte 10', 'its elements are text', forTypes),
  npy('raw bytes', described("'|V2'", '(1,)'), 'byte 10', 'its elements are raw bytes', forTypes),
  npy(
    'complex numbers',
    described("'<c8'", '(1,)'),
    'byte 10',
    'its elements are complex numbers',
    forTypes,
  ),
  npy('dates', described("'<M8'", '(1,)'), 'byte 10', 'its elements are dates', forTypes),
  npy('time spans', described("'<m8'", '(1,)'), 'byte 10', 'its elements are time spans', forTypes),
  npy(
    'floats of 16 bytes',
    described("'<f16'", '(1,)'),
    'byte 10',
    'its elements are floats of an unusual size',
    forTypes,
  ),
  npy(
    'whole numbers of 16 bytes',
    described("'<i16'", '(1,)'),
    'byte 10',
    'its elements are of an unknown type “<i16”',
    forTypes,
  ),
  npy(
    'an unknown type',
    described("'<x4'", '(1,)'),
    'byte 10',
    'its elements are of an unknown type “<x4”',
    forTypes,
  ),
  npy(
    'a type of HTML',
    described("'<b>'", '(1,)'),
    'byte 10',
    'its elements are of an unknown type “<b>”',
    forTypes,
  ),
  npy(
    'records',
    described("[('a', '|u1'), ('b', '|u1')]", '(1,)'),
    'byte 10',
    'its elements are records of several fields',
    forTypes,
  ),
  npy(
    'records of records',
    described("[('a', [('b', '|u1')])]", '(1,)'),
    'byte 10',
    'its elements are records of several fields',
    forTypes,
  ),
  npy('brackets without end', headed("{'descr': [["), 'byte 22', 'the header has an early end'),
  npy(
    'no byte order where one is needed',
    described("'|i4'", '(1,)'),
    'byte 10',
    'its elements are of an unknown type “|i4”',
    forTypes,
  ),
  npy(
    "the machine's own byte order",
    described("'=i4'", '(1,)'),
    'byte 10',
    'its elements are of an unknown type “=i4”',
    forTypes,
  ),
  npy(
    'an expression for a type',
    described("__import__('os').system('ls')", '(1,)'),
    'byte 19',
    "the header has “__import__('os').sys”",
  ),
  npy(
    'a call for a shape',
    bytesOf('tuple([2, 2, 3])'),
    'byte 59',
    'the header has “tuple” where “(” must stand',
  ),
  npy('a sum for a dimension', bytesOf('(1+1,)'), 'byte 62', 'the header has “+1,)}”'),
  npy('a product for a dimension', bytesOf('(2*3,)'), 'byte 62', 'the header has “*3,)}”'),
  npy('a fraction for a dimension', bytesOf('(1.5,)'), 'byte 62', 'the header has “.5,)}”'),
  npy(
    'an escape in a text',
    described("'|u1\\\\'", '(1,)'),
    'byte 19',
    "the header has “'|u1\\\\', 'fortran_or”",
  ),
  npy('a negative dimension', bytesOf('(-1,)'), 'byte 61', 'the header has a dimension of “-1”'),
  npy(
    'a dimension of 30 digits',
    bytesOf(`(${'9'.repeat(30)},)`),
    'byte 61',
    'the header has a dimension of “999999999999999999999999999999”',
  ),
  npy(
    'a dimension that is a word',
    bytesOf('(many,)'),
    'byte 61',
    'the header has a dimension of “many”',
  ),
  npy(
    'dimensions that multiply beyond 2^53',
    bytesOf('(4294967295, 4294967295, 9)'),
    'byte 130',
    'it ends after 2 bytes of elements, where shape (4294967295, 4294967295, 9) needs 166,020,696,586,076,550,000 bytes',
    forLength,
  ),
  npy(
    'an empty dimension',
    bytesOf('(0, 2, 3)'),
    'byte 10',
    'an empty dimension: (0, 2, 3)',
    forDimensions,
  ),
  npy(
    '99 dimensions',
    bytesOf(`(${'1,'.repeat(99)})`),
    'byte 10',
    '99 dimensions: (1, 1, 1, 1, 1, 1, 1, 1)',
    forDimensions,
  ),
  npy(
    'six dimensions',
    bytesOf('(2, 1, 1, 1, 1, 1)'),
    'byte 10',
    '6 dimensions: (2, 1, 1, 1, 1, 1)',
    forDimensions,
  ),
  npy(
    'a shape that is no tuple',
    bytesOf('3'),
    'byte 59',
    'the header has “3” where “(” must stand',
  ),
  npy(
    'a shape that is a list',
    bytesOf('[2, 1, 1]'),
    'byte 59',
    'the header has “[” where “(” must stand',
  ),
  npy(
    'an order that is a number',
    headed("{'descr': '|u1', 'fortran_order': 1, 'shape': (1,)}"),
    'byte 43',
    'the header has “1” where True or False must stand',
  ),
  npy(
    'an order that is a small word',
    headed("{'descr': '|u1', 'fortran_order': true, 'shape': (1,)}"),
    'byte 43',
    'the header has “true” where True or False must stand',
  ),
  npy(
    'no type',
    headed("{'fortran_order': False, 'shape': (1,)}", 1),
    'byte 10',
    'the header has no key “descr”',
  ),
  npy(
    'no order',
    headed("{'descr': '|u1', 'shape': (1,)}", 1),
    'byte 10',
    'the header has no key “fortran_order”',
  ),
  npy(
    'no shape',
    headed("{'descr': '|u1', 'fortran_order': False}", 1),
    'byte 10',
    'the header has no key “shape”',
  ),
  npy('no keys', headed('{}'), 'byte 10', 'the header has no key “descr”'),
  npy('no dictionary', headed('[]'), 'byte 10', 'the header has “[” where “{” must stand'),
  npy('an empty header', headed(''), 'byte 10', 'the header has an early end'),
  npy(
    'an unknown key',
    bytesOf('(2, 1, 1)', ", 'comment': 'x'"),
    'byte 70',
    'the header has an unknown key “comment”',
  ),
  npy(
    'a key called __proto__',
    bytesOf('(2, 1, 1)', ", '__proto__': 1"),
    'byte 70',
    'the header has an unknown key “__proto__”',
  ),
  npy(
    'a key twice',
    bytesOf('(2, 1, 1)', ", 'shape': (1,)"),
    'byte 70',
    'the header has the key “shape” twice',
  ),
  npy(
    'a header that goes on',
    headed("{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}; x"),
    'byte 65',
    'the header has “; x”',
  ),
  npy(
    'an element too few',
    soundImages.subarray(0, -1),
    'byte 139',
    'it ends after 11 bytes of elements, where shape (2, 2, 3) needs 12 bytes',
    forLength,
  ),
  npy(
    'a byte too many',
    joined([soundImages, Uint8Array.of(0)]),
    'byte 140',
    '1 byte follow the elements of shape (2, 2, 3)',
    forLength,
  ),
  npy(
    'a second array after it',
    joined([soundImages, soundImages]),
    'byte 140',
    '140 bytes follow the elements of shape (2, 2, 3)',
    forLength,
  ),
  sets(
    'images alone',
    named({ 'images.npy': soundImages }),
    'its shape and name',
    '1 array of images and 0 arrays of labels were found, and this one has no counterpart',
  ),
  sets(
    'labels alone',
    named({ 'labels.npy': soundLabels }),
    'its shape and name',
    '0 arrays of images and 1 array of labels were found, and this one has no counterpart',
    { file: 'labels.npy' },
  ),
  sets(
    'a label too few',
    pair(writeNpy([3, 2, 2], new Array(12).fill(200))),
    'its shape',
    '2 labels for the 3 images of “images.npy”',
    {
      file: 'labels.npy',
      allowed: 'one label an image',
      remedy: 'choose the labels that belong to these images',
    },
  ),
  sets(
    'a single number',
    pair(bytesOf('()').subarray(0, -1)),
    'its shape and name',
    '0 arrays of images and 1 array of labels were found, and this one has no counterpart',
    { file: 'labels.npy' },
  ),
  sets(
    'five dimensions',
    pair(writeNpy([2, 1, 1, 1, 1], [1, 2])),
    'its shape and name',
    '0 arrays of images and 1 array of labels were found, and this one has no counterpart',
    { file: 'labels.npy' },
  ),
  sets(
    'four channels',
    pair(writeNpy([2, 4, 4, 4], new Array(128).fill(9))),
    'its shape',
    'no dimension of 1 or 3 channels in (2, 4, 4, 4)',
    forAxes,
  ),
  sets(
    'two channels',
    pair(writeNpy([2, 4, 4, 2], new Array(64).fill(9))),
    'its shape',
    'no dimension of 1 or 3 channels in (2, 4, 4, 2)',
    forAxes,
  ),
  sets(
    'channels at either end',
    pair(writeNpy([2, 3, 4, 3], new Array(72).fill(9))),
    'its shape',
    'dimensions (2, 3, 4, 3), where either the second or the last may be the channels',
    forAxes,
  ),
  sets(
    'a feature beyond 32 bits',
    pair(writeNpy([2, 5], new Array(10).fill(9).with(7, 1e300), { type: 'f8' })),
    'element 7',
    'the value 1e+300',
    {
      allowed: 'finite numbers that 32 bits can hold',
      remedy: 'correct the array and save it again',
    },
  ),
  sets(
    'a feature that is no number',
    pair(writeNpy([2, 5], new Array(10).fill(9).with(7, Number.NaN), { type: 'f4' })),
    'element 7',
    'the value NaN',
    {
      allowed: 'finite numbers that 32 bits can hold',
      remedy: 'correct the array and save it again',
    },
  ),
  sets(
    '40,001 features',
    pair(writeNpy([2, 40_001], new Uint8Array(80_002).fill(9), { type: 'u2' })),
    'its shape',
    'vectors of 40,001 features',
    { allowed: 'at most 32,768', remedy: 'leave out features' },
  ),
  sets(
    '5,000 columns',
    pair(writeNpy([2, 1, 5000], new Uint8Array(10_000).fill(9))),
    'its shape',
    'images of 1 × 5000 pixels',
    { allowed: 'at most 4096 pixels a side', remedy: 'scale the images down' },
  ),
  sets(
    'pixels below 0',
    pair(numbers([-1, 2], { type: 'i2' })),
    'its elements',
    'pixel values from -1 to 2',
    forRange,
  ),
  sets(
    'pixels above 255',
    pair(numbers([1, 256], { type: 'u2' })),
    'its elements',
    'pixel values from 1 to 256',
    forRange,
  ),
  sets(
    'normalised pixels',
    pair(numbers([-1.5, 2.25], { type: 'f4' })),
    'its elements',
    'pixel values from -1.5 to 2.25',
    forRange,
  ),
  sets(
    'an infinite pixel',
    pair(numbers([1, Infinity], { type: 'f4' })),
    'element 1',
    'the value Infinity',
    forPixels,
  ),
  sets(
    'a pixel that is no number',
    pair(numbers([1, Number.NaN], { type: 'f8' })),
    'element 1',
    'the value NaN',
    forPixels,
  ),
  sets(
    'half a pixel that is no number',
    pair(patched(numbers([1, 1], { type: 'f2' }), 128, 255, 127)),
    'element 0',
    'the value NaN',
    forPixels,
  ),
  sets(
    'a pixel of 2^60',
    pair(numbers([1, 2 ** 60], { type: 'u8' })),
    'its elements',
    'pixel values from 1 to 1152921504606847000',
    forRange,
  ),
  sets(
    'a boolean of 2',
    pair(numbers([1, 2], { type: 'b1' })),
    'element 1',
    'the value 2',
    forPixels,
  ),
  sets(
    'labels with a fraction',
    pair(soundImages, writeNpy([2], [0, 1.5], { type: 'f4' })),
    'element 1',
    'the value 1.5',
    forLabels,
  ),
  sets(
    'a label that is no number',
    pair(soundImages, writeNpy([2], [0, Number.NaN], { type: 'f8' })),
    'element 1',
    'the value NaN',
    forLabels,
  ),
  sets(
    'an infinite label',
    pair(soundImages, writeNpy([2], [0, Infinity], { type: 'f8' })),
    'element 1',
    'the value Infinity',
    forLabels,
  ),
  sets(
    'a label beyond 32 bits',
    pair(soundImages, writeNpy([2], [0, 2 ** 40], { type: 'i8' })),
    'element 1',
    'the value 1099511627776',
    forLabels,
  ),
  sets(
    'a negative label',
    pair(soundImages, writeNpy([2], [-1, 3], { type: 'i1' })),
    'its labels',
    'label -1',
    {
      file: 'labels.npy',
      allowed: 'labels from 0',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
  sets('one class', pair(soundImages, writeNpy([2], [3, 3])), 'its labels', 'all 2 labels are 3', {
    file: 'labels.npy',
    allowed: 'at least 2 classes',
    remedy: 'check the labels, and that they belong to these images',
  }),
  sets(
    'one image',
    pair(writeNpy([1, 2, 2], [1, 2, 3, 4]), writeNpy([1], [0])),
    'its labels',
    'all 1 labels are 0',
    {
      file: 'labels.npy',
      allowed: 'at least 2 classes',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
  sets(
    'labels of objects',
    pair(soundImages, described("'|O'", '(2,)')),
    'byte 10',
    'its elements are Python objects; they are pickled, and opening a pickle can run any code',
    {
      file: 'labels.npy',
      allowed: 'whole numbers of 1 to 8 bytes, floats of 2, 4 or 8 bytes, and booleans',
      remedy:
        'save texts with array.astype(str), and numbers with a plain type, as array.astype("uint8")',
    },
  ),
  sets(
    'labels that are no text in UTF-8',
    pair(
      soundImages,
      headed("{'descr': '|S1', 'fortran_order': False, 'shape': (2,)}", 0x61, 0xff),
    ),
    'element 1',
    'bytes that are no text in UTF-8',
    {
      file: 'labels.npy',
      allowed: 'a label for each image',
      remedy: 'correct the array and save it again',
    },
  ),
  sets('more classes than the limit', pair(soundImages), 'its labels', '2 different labels', {
    file: 'labels.npy',
    allowed: 'at most 1 classes',
    remedy: 'check the labels, and that they belong to these images',
    limits: { classes: 1 },
  }),
  sets(
    'test labels without images',
    split({ 'y_test.npy': soundLabels }),
    'its shape and name',
    '1 array of images and 2 arrays of labels were found, and this one has no counterpart',
    { file: 'y_test.npy' },
  ),
  sets(
    'test images of another shape',
    split({ 'x_test.npy': writeNpy([2, 3, 2], new Array(12).fill(9)), 'y_test.npy': soundLabels }),
    'its header',
    'images of 3 × 2 × 1, where “x_train.npy” has 2 × 3 × 1',
    {
      file: 'x_test.npy',
      allowed: 'images of one shape and one element type',
      remedy: 'choose arrays that belong together',
    },
  ),
  sets(
    'test images of another type',
    split({
      'x_test.npy': writeNpy([2, 2, 3], new Array(12).fill(0.5), { type: 'f4' }),
      'y_test.npy': soundLabels,
    }),
    'its header',
    'elements of type f4, where “x_train.npy” has u1',
    {
      file: 'x_test.npy',
      allowed: 'images of one shape and one element type',
      remedy: 'choose arrays that belong together',
    },
  ),
  sets(
    'two arrays that may be the images',
    named({ 'x.npy': soundImages, 'data.npy': soundImages, 'labels.npy': soundLabels }),
    'its name',
    '“x.npy” and “data.npy” may both be the images',
    {
      file: 'x.npy',
      allowed: 'names that tell, as x_train and y_train, images and labels',
      remedy: 'rename the arrays, or leave one out',
    },
  ),
  sets(
    'a text called an array',
    named({ 'images.npy': text('no array, but a text'), 'labels.npy': soundLabels }),
    'its shape and name',
    '0 arrays of images and 1 array of labels were found, and this one has no counterpart',
    { file: 'labels.npy' },
  ),
];
