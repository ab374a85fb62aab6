/** Class folders that cannot be trained on, and layouts that contradict themselves. */
import { writeZip } from '../../src/data/testing/writeZip.ts';
import { plainPng, zipEntry } from './bytes.ts';
import { type HostileCase, hostileFamily, named, text } from './hostileCase.ts';

const folders = hostileFamily({
  name: 'class folders',
  file: 'pets.zip',
  allowed: 'images in folders named after their classes, with or without train and test above',
  remedy: 'put the images into one folder a class, for training and for testing',
});
const tiny = hostileFamily({
  name: 'Tiny ImageNet',
  file: 'tiny.zip',
  allowed: 'a line for each image of val/images: its name, its class, and a box of four numbers',
  remedy: 'unpack or download the data again',
});

const zipped = (...paths: string[]) => writeZip(paths.map((path) => zipEntry(path)));
const long = 'x'.repeat(10_000);
const listed = (list: string) =>
  writeZip([
    zipEntry('t/train/n01/images/a.png'),
    zipEntry('t/train/n02/images/b.png'),
    zipEntry('t/val/images/c.png'),
    zipEntry('t/val/images/d.png'),
    { path: 't/val/val_annotations.txt', bytes: text(list) },
  ]);
const lines = 'c.png\tn01\nd.png\tn02\n';

/** What is said of a single class. */
const forOne = { allowed: '2 to 100,000 class folders' };

/** What is said of classes that are never trained. */
const forTested = { allowed: 'classes with training images' };

/** What is said of images outside of the classes. */
const forOutside = { remedy: 'move the image into a class folder, or leave it out' };

export const classCases: readonly HostileCase[] = [
  folders('one class', zipped('cat/1.png', 'cat/2.png'), 'class folders', '1 class, “cat”', forOne),
  folders('one image', zipped('cat/1.png'), 'class folders', '1 class, “cat”', forOne),
  folders(
    'one class called __proto__',
    zipped('__proto__/1.png'),
    'class folders',
    '1 class, “__proto__”',
    forOne,
  ),
  folders(
    'one class of HTML',
    zipped('<img src=x onerror=alert(1)>/1.png'),
    'class folders',
    '1 class, “<img src=x onerror=alert(1)>”',
    forOne,
  ),
  folders(
    'one class with a right-to-left override',
    zipped('cat\u202egnp/1.png'),
    'class folders',
    '1 class, “cat�gnp”',
    forOne,
  ),
  folders(
    'one class of an emoji',
    zipped('👩‍👩‍👧/1.png'),
    'class folders',
    '1 class, “👩‍👩‍👧”',
    forOne,
  ),
  folders(
    'one class of a line break',
    zipped('cat\ndog/1.png'),
    'class folders',
    '1 class, “cat�dog”',
    forOne,
  ),
  folders(
    'one class of 10 kB',
    zipped(`${long}/1.png`),
    'class folders',
    '1 class, “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx”',
    forOne,
  ),
  folders('one class of spaces', zipped('   /1.png'), 'class folders', '1 class, “   ”', forOne),
  folders(
    'one class of zero-width letters',
    zipped('\u200b\u200d/1.png'),
    'class folders',
    '1 class, “��”',
    forOne,
  ),
  folders(
    'an image in no class',
    zipped('cat/1.png', '1.png'),
    'entry “1.png”',
    'an image that lies in no class folder',
    forOutside,
  ),
  folders(
    'an image of HTML in no class',
    zipped('cat/1.png', '<b>1.png'),
    'entry “<b>1.png”',
    'an image that lies in no class folder',
    forOutside,
  ),
  folders(
    'an image of 10 kB in no class',
    zipped('cat/1.png', `${long}.png`),
    'entry “xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxx.png”',
    'an image that lies in no class folder',
    forOutside,
  ),
  folders(
    'an image in a split but no class',
    zipped('train/cat/1.png', 'train/1.png'),
    'entry “train/1.png”',
    'an image that lies in no class folder',
    forOutside,
  ),
  folders(
    'a class that is only tested',
    zipped('train/a/1.png', 'train/b/1.png', 'test/c/1.png'),
    'class folders',
    'class “c” has test images, as “test/c/1.png”, and no training images',
    forTested,
  ),
  folders(
    'a class that is only validated',
    zipped('train/a/1.png', 'train/b/1.png', 'val/constructor/1.png'),
    'class folders',
    'class “constructor” has validation images, as “val/constructor/1.png”, and no training images',
    forTested,
  ),
  folders(
    'no training images of either',
    zipped('train/a/1.png', 'test/b/1.png'),
    'class folders',
    'class “b” has test images, as “test/b/1.png”, and no training images',
    forTested,
  ),
  folders(
    'more classes than the limit',
    zipped('a/1.png', 'b/1.png', 'c/1.png'),
    'class folders',
    '3 classes',
    { allowed: '2 to 2 class folders', limits: { classes: 2 } },
  ),
  folders('images beyond the limit', zipped('a/1.png', 'b/1.png'), null, 'it holds 342 bytes', {
    allowed: 'at most 20 bytes, all files together',
    remedy: 'use fewer or smaller images',
    limits: { decodedBytes: 20 },
  }),
  folders(
    'loose images in no class',
    named({ '1.png': plainPng(1), '2.png': plainPng(2) }),
    'entry “1.png”',
    'an image that lies in no class folder',
    { file: 'The files given', remedy: 'move the image into a class folder, or leave it out' },
  ),
  folders(
    'different images under one path',
    named({
      'a.zip': zipped('x/1.png', 'y/1.png'),
      'b.zip': writeZip([zipEntry('x/1.png'), zipEntry('y/1.png', { bytes: plainPng(2) })]),
    }),
    'entry “y/1.png”',
    '“a.zip” holds another image under the same path',
    {
      file: 'b.zip',
      allowed: 'each path once',
      remedy: 'put the images into one archive, under names of their own',
    },
  ),
  tiny('an empty list', listed(''), 'entry “t/val/val_annotations.txt”', 'no class for “c.png”'),
  tiny(
    'an image that is not there',
    listed(`${lines}e.png\tn01\n`),
    'entry “t/val/val_annotations.txt”',
    'the image “e.png”, which is not there',
  ),
  tiny(
    'an image twice',
    listed(`${lines}c.png\tn02\n`),
    'entry “t/val/val_annotations.txt”, line 3',
    'the image “c.png” again',
  ),
  tiny(
    'an image left out',
    listed('c.png\tn01\n'),
    'entry “t/val/val_annotations.txt”',
    'no class for “d.png”',
  ),
  tiny(
    'a line without a class',
    listed('c.png\nd.png\tn02\n'),
    'entry “t/val/val_annotations.txt”, line 1',
    '“c.png”',
  ),
  tiny(
    'an empty class',
    listed('c.png\t\nd.png\tn02\n'),
    'entry “t/val/val_annotations.txt”, line 1',
    '“c.png�”',
  ),
  tiny(
    'a box of three sides',
    listed('c.png\tn01\t1\t2\t3\n'),
    'entry “t/val/val_annotations.txt”, line 1',
    '“c.png�n01�1�2�3”',
  ),
  tiny(
    'a box of letters',
    listed('c.png\tn01\t1\t2\t3\tx\n'),
    'entry “t/val/val_annotations.txt”, line 1',
    '“c.png�n01�1�2�3�x”',
  ),
  tiny(
    'a class that leads out',
    listed('c.png\t..\nd.png\tn02\n'),
    'entry “t/val/val_annotations.txt”, line 1',
    '“c.png�..”',
  ),
  tiny(
    'a class of two folders',
    listed('c.png\ta/b\nd.png\tn02\n'),
    'entry “t/val/val_annotations.txt”, line 1',
    '“c.png�a/b”',
  ),
  tiny(
    'an absolute class',
    listed('c.png\t/etc\nd.png\tn02\n'),
    'entry “t/val/val_annotations.txt”, line 1',
    '“c.png�/etc”',
  ),
  tiny(
    'a class that is never trained',
    listed('c.png\tn03\nd.png\tn02\n'),
    'class folders',
    'class “n03” has test images, as “t/val/images/c.png”, and no training images',
    {
      allowed: 'classes with training images',
      remedy: 'put the images into one folder a class, for training and for testing',
    },
  ),
  tiny(
    'an empty line inside',
    listed('c.png\tn01\n\nd.png\tn02\n'),
    'entry “t/val/val_annotations.txt”, line 2',
    '“”',
  ),
];
