/** CIFAR's binary batches, which have no header that could be wrong, and what is taken for them. */

import { gzipSync } from 'fflate';
import { readable } from '../../src/data/formats/formats.ts';
import { writeTar } from '../../src/data/testing/writeTar.ts';
import { joined } from './bytes.ts';
import { type HostileCase, hostileFamily, named, text } from './hostileCase.ts';

const cifar = hostileFamily({
  name: 'CIFAR',
  file: 'data_batch_1.bin',
  allowed:
    'records of CIFAR-10 (3,073 bytes, labels to 9) or CIFAR-100 (3,074 bytes, labels to 19 and 99)',
  remedy: 'download the binary version again, or choose other files',
});

const record = (...labels: number[]) =>
  joined([Uint8Array.from(labels), new Uint8Array(3072).fill(9)]);
const batch = (...labels: number[]) => joined(labels.map((label) => record(label)));
const fine = (...labels: (readonly [number, number])[]) =>
  joined(labels.map((pair) => record(...pair)));
const names = (count: number) =>
  text(Array.from({ length: count }, (_, i) => `class ${i}\n`).join(''));
const pickle = Uint8Array.of(0x80, 2, 0x7d, 0x71, 1, 0x28);
const archive = (files: Readonly<Record<string, Uint8Array>>) => [
  {
    name: 'cifar-10.tar.gz',
    bytes: gzipSync(writeTar(named(files).map(({ name: path, bytes }) => ({ path, bytes }))), {
      mtime: 0,
    }),
  },
];

export const cifarCases: readonly HostileCase[] = [
  cifar('an empty batch', text(''), null, '0 bytes, which is no whole number of records'),
  cifar(
    'a byte too few',
    batch(1, 2).subarray(0, -1),
    null,
    '6,145 bytes, which is no whole number of records',
  ),
  cifar(
    'a byte too many',
    joined([batch(1, 2), Uint8Array.of(0)]),
    null,
    '6,147 bytes, which is no whole number of records',
  ),
  cifar(
    'pixels without labels',
    new Uint8Array(3072),
    null,
    '3,072 bytes, which is no whole number of records',
  ),
  cifar('a label of 10', batch(1, 10), 'byte 3073', 'label 10 in records of CIFAR-10'),
  cifar('a label of 255', batch(255, 1), 'byte 0', 'label 255 in records of CIFAR-10'),
  cifar(
    'a coarse label of 20',
    fine([1, 1], [20, 2]),
    'byte 3074',
    'label 20 in records of CIFAR-100',
  ),
  cifar(
    'a fine label of 100',
    fine([1, 1], [2, 100]),
    'byte 3075',
    'label 100 in records of CIFAR-100',
  ),
  cifar('one class', batch(4, 4), 'its labels', 'all 2 labels are 4', {
    allowed: 'at least 2 classes',
    remedy: 'check the labels, and that they belong to these images',
  }),
  cifar(
    'batches of two kinds',
    named({ 'data_batch_1.bin': batch(1, 2), 'train.bin': fine([1, 2], [3, 4]) }),
    null,
    'records of CIFAR-100, where “data_batch_1.bin” has those of CIFAR-10',
    { file: 'train.bin', allowed: 'files of one data set', remedy: 'choose them apart' },
  ),
  cifar(
    'a missing batch',
    named({ 'data_batch_1.bin': batch(1), 'data_batch_3.bin': batch(2) }),
    null,
    'data_batch_2.bin is not among the files',
    { file: 'data_batch_3.bin', allowed: 'all batches together', remedy: 'choose all of them' },
  ),
  cifar(
    'the first batch missing',
    named({ 'data_batch_2.bin': batch(1), 'data_batch_3.bin': batch(2) }),
    null,
    'data_batch_1.bin is not among the files',
    { file: 'data_batch_2.bin', allowed: 'all batches together', remedy: 'choose all of them' },
  ),
  cifar(
    'a batch cut at a record',
    named({ 'data_batch_1.bin': batch(1, 2), 'data_batch_2.bin': batch(2) }),
    null,
    '1 images, where “data_batch_1.bin” has 2',
    {
      file: 'data_batch_2.bin',
      allowed: 'batches of one length',
      remedy: 'download the file again, or name it otherwise if it is meant so',
    },
  ),
  cifar(
    'a class that is only tested',
    named({ 'data_batch_1.bin': batch(1, 2), 'test_batch.bin': batch(3) }),
    'its labels',
    'class 3 has test images and no training images',
    {
      allowed: 'classes with training images',
      remedy: 'check the labels, and that they belong to these images',
    },
  ),
  cifar(
    'a list of nine names',
    named({ 'data_batch_1.bin': batch(1, 2), 'batches.meta.txt': names(9) }),
    null,
    '9 lines with 9 different names',
    {
      file: 'batches.meta.txt',
      allowed: 'the 10 names of CIFAR-10, one a line',
      remedy: 'leave this file out, or use the original one',
    },
  ),
  cifar(
    'a list with a name twice',
    named({
      'data_batch_1.bin': batch(1, 2),
      'batches.meta.txt': text('a\nb\nc\nd\ne\nf\ng\nh\ni\na\n'),
    }),
    null,
    '10 lines with 9 different names',
    {
      file: 'batches.meta.txt',
      allowed: 'the 10 names of CIFAR-10, one a line',
      remedy: 'leave this file out, or use the original one',
    },
  ),
  cifar(
    'a list with an empty name',
    named({
      'data_batch_1.bin': batch(1, 2),
      'batches.meta.txt': text('a\nb\n\nd\ne\nf\ng\nh\ni\nj\n'),
    }),
    null,
    '10 lines with 10 different names',
    {
      file: 'batches.meta.txt',
      allowed: 'the 10 names of CIFAR-10, one a line',
      remedy: 'leave this file out, or use the original one',
    },
  ),
  cifar(
    'the Python version',
    named({ data_batch_1: pickle }),
    null,
    'it is a Python pickle, and opening one can run any code',
    {
      file: 'data_batch_1',
      allowed: readable,
      remedy: 'for CIFAR, take the binary version; save other data with numpy.save',
    },
  ),
  cifar(
    'the Python version as an archive',
    archive({
      'cifar-10-batches-py/data_batch_1': pickle,
      'cifar-10-batches-py/test_batch': pickle,
    }),
    'entry “cifar-10-batches-py/data_batch_1”',
    'it is a Python pickle, and opening one can run any code',
    {
      file: 'cifar-10.tar.gz',
      allowed: readable,
      remedy: 'for CIFAR, take the binary version; save other data with numpy.save',
    },
  ),
  cifar(
    'the archive with a damaged batch',
    archive({ 'data_batch_1.bin': batch(1, 2).subarray(1), 'test_batch.bin': batch(1) }),
    'entry “data_batch_1.bin”',
    '6,145 bytes, which is no whole number of records',
    { file: 'cifar-10.tar.gz' },
  ),
  cifar(
    'the archive without a batch',
    archive({ 'data_batch_1.bin': batch(1, 2), 'data_batch_3.bin': batch(1, 2) }),
    'entry “data_batch_3.bin”',
    'data_batch_2.bin is not among the files',
    { file: 'cifar-10.tar.gz', allowed: 'all batches together', remedy: 'choose all of them' },
  ),
];
