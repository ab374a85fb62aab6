/** Files that are something else, nothing at all, or do not go together. */
import { gzipSync } from 'fflate';
import { readable } from '../../src/data/formats/formats.ts';
import { writeIdxPair } from '../../src/data/testing/writeIdx.ts';
import { writeNpy } from '../../src/data/testing/writeNpy.ts';
import { writeZip } from '../../src/data/testing/writeZip.ts';
import { joined, plainPng, zipEntry } from './bytes.ts';
import { type HostileCase, hostileFamily, named, text } from './hostileCase.ts';

const kinds = hostileFamily({
  name: 'other kinds',
  file: 'data',
  allowed: readable,
  remedy: 'convert the data, or choose other files',
});
const piles = hostileFamily({
  name: 'mixed piles',
  file: 'The files given',
  allowed: readable,
  remedy: 'choose files of one kind',
});

const called = (name: string, bytes: Uint8Array) => named({ [name]: bytes });
const starting = (...bytes: number[]) => joined([Uint8Array.from(bytes), new Uint8Array(64)]);
const { images, labels } = writeIdxPair(4, 2);
const idx = { 'train-images-idx3-ubyte': images, 'train-labels-idx1-ubyte': labels };
const pets = writeZip([zipEntry('cat/1.png'), zipEntry('dog/1.png')]);
const array = writeNpy([2, 2, 2], new Array(8).fill(9));

export const anyCases: readonly HostileCase[] = [
  kinds('nothing', [], null, 'there are none', {
    file: 'The files given',
    remedy: 'choose files or a folder',
  }),
  kinds('an empty file', text(''), null, 'it is an empty file'),
  kinds('an empty zip', called('a.zip', text('')), null, 'it is an empty file', { file: 'a.zip' }),
  kinds('an empty tar', called('a.tar', text('')), null, 'it is an empty file', { file: 'a.tar' }),
  kinds('an empty gzip', called('a.tar.gz', text('')), null, 'it is an empty file', {
    file: 'a.tar.gz',
  }),
  kinds('an empty NPY', called('a.npy', text('')), null, 'it is an empty file', { file: 'a.npy' }),
  kinds('an empty NPZ', called('a.npz', text('')), null, 'it is an empty file', { file: 'a.npz' }),
  kinds('an empty PNG', called('pets/cat/1.png', text('')), null, 'it is an empty file', {
    file: 'pets/cat/1.png',
  }),
  kinds(
    'a single zero',
    Uint8Array.of(0),
    null,
    'it is a file of an unknown kind (it starts with 00)',
  ),
  kinds(
    'a kilobyte of zeros',
    new Uint8Array(1024),
    null,
    'it is a file of an unknown kind (it starts with 00 00 00 00)',
  ),
  kinds(
    'a kilobyte of 255',
    new Uint8Array(1024).fill(255),
    null,
    'it is a file of an unknown kind (it starts with ff ff ff ff)',
  ),
  kinds(
    'bytes of no meaning',
    Uint8Array.of(9, 8, 7, 6),
    null,
    'it is a file of an unknown kind (it starts with 09 08 07 06)',
  ),
  kinds('HDF5', starting(0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10), null, 'it is an HDF5 file', {
    remedy: 'in Python, open it with h5py, and save its images and labels with numpy.savez',
  }),
  kinds(
    'a pickle',
    starting(0x80, 4, 0x95),
    null,
    'it is a Python pickle, and opening one can run any code',
    { remedy: 'for CIFAR, take the binary version; save other data with numpy.save' },
  ),
  kinds(
    'a pickle called NPY',
    called('a.npy', starting(0x80, 2, 0x7d)),
    null,
    'it is a Python pickle, and opening one can run any code',
    {
      file: 'a.npy',
      remedy: 'for CIFAR, take the binary version; save other data with numpy.save',
    },
  ),
  kinds('MATLAB', text('MATLAB 5.0 MAT-file, Platform: GLNXA64'), null, 'it is a MATLAB file', {
    remedy:
      'in Python, load it with scipy.io.loadmat, and save its images and labels with numpy.savez',
  }),
  kinds('TIFF, little-endian', starting(0x49, 0x49, 42, 0), null, 'it is a TIFF image'),
  kinds('TIFF, big-endian', starting(0x4d, 0x4d, 0, 42), null, 'it is a TIFF image'),
  kinds(
    'SVG',
    called('a.svg', text('<svg xmlns="http://www.w3.org/2000/svg"></svg>')),
    null,
    'it is an SVG drawing',
    { file: 'a.svg' },
  ),
  kinds(
    'SVG after a declaration',
    called('a.svg', text('<?xml version="1.0"?><svg/>')),
    null,
    'it is an SVG drawing',
    { file: 'a.svg' },
  ),
  kinds(
    'HTML',
    called('a.html', text('<!DOCTYPE html><p>Not found</p>')),
    null,
    'it is a web page',
    { file: 'a.html' },
  ),
  kinds(
    'HTML called a zip, as a failed download is',
    called('pets.zip', text('<html><h1>404 Not Found</h1></html>')),
    null,
    'it is a web page',
    { file: 'pets.zip' },
  ),
  kinds('JSON', called('a.json', text('{"images": [1, 2, 3]}')), null, 'it is a text', {
    file: 'a.json',
  }),
  kinds('7z', starting(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c), null, 'it is a 7z archive'),
  kinds('RAR', text('Rar!\x1a\x07\x01'), null, 'it is a RAR archive'),
  kinds('XZ', starting(0xfd, 0x37, 0x7a, 0x58, 0x5a), null, 'it is an XZ file'),
  kinds('bzip2', text('BZh91AY&SY'), null, 'it is a bzip2 file'),
  kinds('PDF', text('%PDF-1.7\n%âãÏÓ'), null, 'it is a PDF document'),
  kinds(
    'ELF',
    starting(0x7f, 0x45, 0x4c, 0x46),
    null,
    'it is a file of an unknown kind (it starts with 7f 45 4c 46)',
  ),
  kinds(
    'a Git LFS pointer',
    called(
      'train.bin.lfs',
      text('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'),
    ),
    null,
    'it is a Git LFS pointer',
    {
      file: 'train.bin.lfs',
      remedy: 'it stands for a file that is still to be fetched: run git lfs pull',
    },
  ),
  kinds(
    'a text in a gzip',
    called('a.gz', gzipSync(text('hello world, hello'), { mtime: 0 })),
    null,
    'it is a text',
    { file: 'a.gz' },
  ),
  kinds(
    'a name of HTML',
    called('<script>alert(1)</script>.bin2', Uint8Array.of(1, 2, 3, 4)),
    null,
    'it is a file of an unknown kind (it starts with 01 02 03 04)',
    { file: '<script>alert(1)</script>.bin2' },
  ),
  kinds(
    'a name with a right-to-left override',
    called('cat\u202egnp.exe', Uint8Array.of(1, 2, 3, 4)),
    null,
    'it is a file of an unknown kind (it starts with 01 02 03 04)',
    { file: 'cat�gnp.exe' },
  ),
  kinds(
    'a name of 10 kB',
    called(`${'x'.repeat(10_000)}.bin2`, Uint8Array.of(1, 2, 3, 4)),
    null,
    'it is a file of an unknown kind (it starts with 01 02 03 04)',
    {
      file: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxx.bin2',
    },
  ),
  kinds(
    'a name with a line break',
    called('cat\ndog', Uint8Array.of(1, 2, 3, 4)),
    null,
    'it is a file of an unknown kind (it starts with 01 02 03 04)',
    { file: 'cat�dog' },
  ),
  kinds('a file larger than the limit', new Uint8Array(2000), null, 'it holds 2,000 bytes', {
    allowed: 'at most 1,000 bytes, all files together',
    remedy: 'use fewer or smaller images',
    limits: { decodedBytes: 1000 },
  }),
  kinds('two files larger than the limit together', named(idx), null, 'it holds 12 bytes', {
    file: 'train-labels-idx1-ubyte',
    allowed: 'at most 6 bytes, all files together',
    remedy: 'use fewer or smaller images',
    limits: { decodedBytes: 70 },
  }),
  piles(
    'hidden files alone',
    named({ '.DS_Store': text('x'), 'a/.git/config': text('y') }),
    null,
    'there are none',
    { remedy: 'choose files or a folder' },
  ),
  piles('more files than the limit', named({ ...idx, more: text('x') }), null, 'there are 3', {
    allowed: 'at most 2 files',
    remedy: 'choose fewer files',
    limits: { entries: 2 },
  }),
  piles(
    'IDX with a zip',
    named({ ...idx, 'pets.zip': pets }),
    null,
    '“pets.zip” is of another kind',
    { file: 'train-images-idx3-ubyte' },
  ),
  piles('IDX with NumPy', named({ ...idx, 'x.npy': array }), null, '“x.npy” is of another kind', {
    file: 'train-images-idx3-ubyte',
  }),
  piles(
    'NumPy with images',
    named({ 'x.npy': array, 'cat/1.png': plainPng(1) }),
    null,
    '“cat/1.png” is of another kind',
    { file: 'x.npy' },
  ),
  piles(
    'a zip beside another image under the same path',
    named({ 'pets.zip': pets, 'cat/1.png': plainPng(2) }),
    'entry “cat/1.png”',
    '“cat” holds another image under the same path',
    {
      file: 'pets.zip',
      allowed: 'each path once',
      remedy: 'put the images into one archive, under names of their own',
    },
  ),
  piles(
    'an archive of IDX and NumPy',
    named({
      'a.zip': writeZip(
        [...named(idx), { name: 'x.npy', bytes: array }].map(({ name: path, bytes }) => ({
          path,
          bytes,
        })),
      ),
    }),
    null,
    '“x.npy” is of another kind',
    { file: 'train-images-idx3-ubyte' },
  ),
];
