/** NPZ archives with arrays that are missing, doubled, pickled or damaged. */
import { readable } from '../../src/data/formats/formats.ts';
import { npyHeader, writeNpy, writeNpz } from '../../src/data/testing/writeNpy.ts';
import { writeZip } from '../../src/data/testing/writeZip.ts';
import { joined, patched } from './bytes.ts';
import { type HostileCase, hostileFamily, text } from './hostileCase.ts';

const npz = hostileFamily({
  name: 'NPZ',
  file: 'digits.npz',
  allowed:
    'images of 3 or 4 dimensions (or flat, 2) with labels of one dimension, for training and, if you like, for testing',
  remedy: 'give images and labels together, named as x_train and y_train, x_test and y_test',
});

const x_train = writeNpy([2, 2, 3], new Array(12).fill(200));
const y_train = writeNpy([2], [0, 1]);
const pickled = joined([
  npyHeader("{'descr': '|O', 'fortran_order': False, 'shape': (2,)}"),
  Uint8Array.of(0x80, 4, 0x2e),
]);
const sound = writeNpz({ x_train, y_train });

export const npzCases: readonly HostileCase[] = [
  npz('no arrays', writeNpz({}), null, 'no images in 0 entries', {
    allowed: 'archives of images in class folders, of NumPy arrays, or of IDX files',
    remedy: 'unpack archives inside the archive, and drop the folder with the class folders',
  }),
  npz(
    'images alone',
    writeNpz({ x_train }),
    'entry “x_train.npy”, its shape and name',
    '1 array of images and 0 arrays of labels were found, and this one has no counterpart',
  ),
  npz(
    'labels alone',
    writeNpz({ y_train }),
    'entry “y_train.npy”, its shape and name',
    '0 arrays of images and 1 array of labels were found, and this one has no counterpart',
  ),
  npz(
    'an array twice',
    writeZip([
      { path: 'x.npy', bytes: x_train },
      { path: 'x.npy', bytes: x_train },
    ]),
    'entry “x.npy”',
    'another entry has the same name',
    {
      allowed: 'relative paths with forward slashes, each once',
      remedy: 'make the archive again from a folder',
    },
  ),
  npz(
    'three arrays of images',
    writeNpz({ a: x_train, b: x_train, c: x_train, y_train }),
    'entry “y_train.npy”, its shape and name',
    '3 arrays of images and 1 array of labels were found, and this one has no counterpart',
  ),
  npz(
    'pickled labels',
    writeNpz({ x_train, y_train: pickled }),
    'entry “y_train.npy”, byte 10',
    'its elements are Python objects; they are pickled, and opening a pickle can run any code',
    {
      allowed: 'whole numbers of 1 to 8 bytes, floats of 2, 4 or 8 bytes, and booleans',
      remedy:
        'save texts with array.astype(str), and numbers with a plain type, as array.astype("uint8")',
    },
  ),
  npz(
    'pickled images',
    writeNpz({ x_train: pickled, y_train }),
    'entry “x_train.npy”, byte 10',
    'its elements are Python objects; they are pickled, and opening a pickle can run any code',
    {
      allowed: 'whole numbers of 1 to 8 bytes, floats of 2, 4 or 8 bytes, and booleans',
      remedy:
        'save texts with array.astype(str), and numbers with a plain type, as array.astype("uint8")',
    },
  ),
  npz(
    'pickles alone',
    writeZip([{ path: 'x_train.npy', bytes: Uint8Array.of(0x80, 4, 0x7d, 0x2e) }]),
    'entry “x_train.npy”',
    'it is a Python pickle, and opening one can run any code',
    {
      allowed: readable,
      remedy: 'for CIFAR, take the binary version; save other data with numpy.save',
    },
  ),
  npz(
    'an array cut short',
    writeNpz({ x_train: x_train.subarray(0, -1), y_train }),
    'entry “x_train.npy”, byte 139',
    'it ends after 11 bytes of elements, where shape (2, 2, 3) needs 12 bytes',
    {
      allowed: 'files exactly as long as their header says',
      remedy: 'download or write the file again',
    },
  ),
  npz(
    'a header cut short',
    writeNpz({ x_train: x_train.subarray(0, 20), y_train }),
    'entry “x_train.npy”, byte 20',
    'the file ends in its header',
    {
      allowed: 'NPY files as numpy.save writes them',
      remedy: 'write the file again with numpy.save',
    },
  ),
  npz(
    'an array of another checksum',
    patched(sound, 60, sound[60] ^ 1),
    'entry “x_train.npy”',
    'its checksum does not match its content',
    { allowed: 'complete zip archives, in one part', remedy: 'make or download the archive again' },
  ),
  npz(
    'a name that leads out',
    writeNpz({ '../x': x_train, y_train }),
    'entry “../x.npy”',
    'its name is unsafe: it leads out of its folder (“..”)',
    {
      allowed: 'relative paths with forward slashes, each once',
      remedy: 'make the archive again from a folder',
    },
  ),
  npz(
    'arrays that are texts',
    writeZip([{ path: 'x.npy', bytes: text('hello, I am text') }]),
    null,
    'no images in 1 entries, but “x.npy”',
    {
      allowed: 'archives of images in class folders, of NumPy arrays, or of IDX files',
      remedy: 'unpack archives inside the archive, and drop the folder with the class folders',
    },
  ),
  npz(
    'a bomb',
    writeNpz({ x_train: writeNpy([2, 1024, 1024], new Uint8Array(2 ** 21)), y_train }, true),
    'entry “x_train.npy”',
    'it inflates 2,148 bytes to 2,097,280 bytes',
    { allowed: 'at most 200 times', remedy: 'leave it out of the archive' },
  ),
  npz('arrays larger than the limit', writeNpz({ x_train, y_train }), null, 'it holds 488 bytes', {
    allowed: 'at most 100 bytes, all files together',
    remedy: 'use fewer or smaller images',
    limits: { decodedBytes: 100 },
  }),
  npz(
    'cut in half',
    sound.subarray(0, sound.length >> 1),
    'byte 244',
    'the archive has no end record; its end is missing',
    { allowed: 'complete zip archives, in one part', remedy: 'make or download the archive again' },
  ),
];
