/** Tar archives with damaged headers, links, devices, and names that lead elsewhere. */
import { gzipSync } from 'fflate';
import {
  paxRecord,
  type TarEntryToWrite,
  withChecksum,
  writeTar,
} from '../../src/data/testing/writeTar.ts';
import { joined, patched, plainPng } from './bytes.ts';
import { type HostileCase, hostileFamily, text } from './hostileCase.ts';

const tar = hostileFamily({
  name: 'tar',
  file: 'pets.tar',
  allowed: 'tar archives (ustar, GNU or pax) with matching checksums and nothing after their end',
  remedy: 'download or make the archive again',
});

const png = plainPng(1);
const pets = (first: Partial<TarEntryToWrite>, options: Parameters<typeof writeTar>[1] = {}) =>
  writeTar(
    [
      { path: 'cat/1.png', bytes: png, ...first },
      { path: 'dog/1.png', bytes: png },
    ],
    options,
  );
const called = (path: string) => pets({ path });
const typed = (type: string) => pets({ type });
/** The first header with bytes changed, its checksum right again. */
const resummed = (at: number, ...values: number[]) => {
  const bytes = patched(pets({}), at, ...values);
  withChecksum(bytes.subarray(0, 512));
  return bytes;
};
const pax = (bytes: Uint8Array, type = 'x') =>
  writeTar([
    { path: 'p', type, bytes },
    { path: 'cat/1.png', bytes: png },
    { path: 'dog/1.png', bytes: png },
  ]);
const plain = pets({});
const end = plain.length - 1024;

/** What is said of names. */
const forNames = {
  allowed: 'relative paths with forward slashes, each once',
  remedy: 'make the archive again from a folder',
};

/** What is said of links, devices and the like. */
const forKinds = { allowed: 'files and folders', remedy: 'leave it out of the archive' };

/** What is said where there are no images. */
const withoutImages = {
  allowed: 'archives of images in class folders, of NumPy arrays, or of IDX files',
  remedy: 'unpack archives inside the archive, and drop the folder with the class folders',
};

export const tarCases: readonly HostileCase[] = [
  tar('one block', plain.subarray(0, 512), 'byte 512', 'the archive ends early'),
  tar('half of it', plain.subarray(0, plain.length >> 1), 'byte 1536', 'the archive ends early'),
  tar('no end', pets({}, { endBlocks: 0 }), 'byte 2048', 'the archive ends early'),
  tar('half an end', pets({}, { endBlocks: 1 }), 'byte 2560', 'the archive ends early'),
  tar('an end cut short', plain.subarray(0, -1), 'byte 3071', 'the archive ends early'),
  tar(
    'bytes after its end',
    joined([plain, new Uint8Array(512).fill(1)]),
    'byte 3072',
    'other bytes follow the end of the archive',
  ),
  tar(
    'a byte after its end',
    joined([plain, Uint8Array.of(0)]),
    'byte 3073',
    'the archive ends early',
  ),
  tar(
    'a second archive after it',
    joined([plain, plain]),
    'byte 3072',
    'other bytes follow the end of the archive',
  ),
  tar(
    'a wrong checksum',
    patched(plain, 3, 0x21),
    'byte 148',
    'the checksum of a header does not match',
  ),
  tar(
    'a checksum that is no number',
    patched(plain, 148, 0x78),
    'byte 148',
    'the checksum of a header does not match',
  ),
  tar(
    'a wrong checksum in the second header',
    patched(plain, 1024 + 3, 0x21),
    'byte 1172',
    'the checksum of a header does not match',
  ),
  tar(
    'a second header without its mark',
    patched(plain, 1024 + 257, 0),
    'byte 1172',
    'the checksum of a header does not match',
  ),
  tar(
    'a size that is no number',
    resummed(130, 0x39),
    'byte 124',
    'the size of an entry is no number',
  ),
  tar(
    'a size below zero',
    resummed(124, 0xff, 0xff, 0xff, 0xff),
    'byte 124',
    'the size of an entry is no number',
  ),
  tar(
    'a size beyond 2^53',
    resummed(124, 0x80, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255),
    'byte 124',
    'the size of an entry is no number',
  ),
  tar('a size beyond the end', pets({ size: 8 ** 10 }), 'byte 3072', 'the archive ends early'),
  tar(
    'a size that swallows the next entry',
    pets({ size: 1536 }),
    'class folders',
    '1 class, “cat”',
    {
      allowed: '2 to 100,000 class folders',
      remedy: 'put the images into one folder a class, for training and for testing',
    },
  ),
  tar(
    'a size too small',
    pets({ size: 12 }),
    'entry “cat/1.png”, byte 12',
    'the image ends early',
    {
      allowed: 'complete PNG, JPEG, WebP, GIF, BMP and PGM/PPM images',
      remedy: 'replace this image or leave it out',
    },
  ),
  tar('a hard link', typed('1'), 'entry “cat/1.png”', 'a link', forKinds),
  tar('a symbolic link', typed('2'), 'entry “cat/1.png”', 'a link', forKinds),
  tar('a character device', typed('3'), 'entry “cat/1.png”', 'a device', forKinds),
  tar('a block device', typed('4'), 'entry “cat/1.png”', 'a device', forKinds),
  tar('a pipe', typed('6'), 'entry “cat/1.png”', 'a pipe', forKinds),
  tar('a file with gaps', typed('S'), 'entry “cat/1.png”', 'a file with gaps', forKinds),
  tar('a volume label', typed('V'), 'entry “cat/1.png”', 'an entry of unknown kind “V”', forKinds),
  tar('an unknown kind', typed('!'), 'entry “cat/1.png”', 'an entry of unknown kind “!”', forKinds),
  tar(
    'a kind beyond ASCII',
    resummed(156, 0xe9),
    'entry “cat/1.png”',
    'an entry of unknown kind “é”',
    forKinds,
  ),
  tar(
    'a path that leads out',
    called('../../etc/passwd'),
    'entry “../../etc/passwd”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  tar(
    'a path that leads out midway',
    called('cat/../../1.png'),
    'entry “cat/../../1.png”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  tar(
    'an absolute path',
    called('/etc/passwd'),
    'entry “/etc/passwd”',
    'its name is unsafe: it is an absolute path',
    forNames,
  ),
  tar(
    'a backslash',
    called('cat\\1.png'),
    'entry “cat\\1.png”',
    'its name is unsafe: it holds a backslash',
    forNames,
  ),
  tar(
    'a drive',
    called('C:/1.png'),
    'entry “C:/1.png”',
    'its name is unsafe: it starts with a drive',
    forNames,
  ),
  tar('an empty path', called(''), 'entry “”', 'its name is unsafe: it is empty', forNames),
  tar(
    'an empty folder name',
    called('cat//1.png'),
    'entry “cat//1.png”',
    'its name is unsafe: it holds an empty folder name (“//”)',
    forNames,
  ),
  tar(
    'a prefix that leads out',
    pets({ prefix: '..' }),
    'entry “../cat/1.png”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  tar(
    'an absolute prefix',
    pets({ prefix: '/etc' }),
    'entry “/etc/cat/1.png”',
    'its name is unsafe: it is an absolute path',
    forNames,
  ),
  tar(
    'a name twice',
    called('dog/1.png'),
    'entry “dog/1.png”',
    'another entry has the same name',
    forNames,
  ),
  tar(
    'a name twice but for its first step',
    called('./dog/1.png'),
    'entry “dog/1.png”',
    'another entry has the same name',
    forNames,
  ),
  tar(
    'a path that leads out by an extended header',
    pax(paxRecord('path', '../1.png')),
    'entry “../1.png”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  tar(
    'a NUL by an extended header',
    pax(paxRecord('path', 'cat/1\0.png')),
    'entry “cat/1�.png”',
    'its name is unsafe: it holds a NUL character',
    forNames,
  ),
  tar(
    'an empty path by an extended header',
    pax(paxRecord('path', '')),
    'entry “”',
    'its name is unsafe: it is empty',
    forNames,
  ),
  tar(
    'a record longer than its header',
    pax(text('99 path=x\n')),
    'byte 512',
    'an extended header is damaged',
  ),
  tar(
    'a record without a length',
    pax(text('path=x\n')),
    'byte 512',
    'an extended header is damaged',
  ),
  tar(
    'a record without a line end',
    pax(text('9 path=xy')),
    'byte 512',
    'an extended header is damaged',
  ),
  tar('a record of length 0', pax(text('0 path=x\n')), 'byte 512', 'an extended header is damaged'),
  tar(
    'a record of a negative length',
    pax(text('-9 path=x\n')),
    'byte 512',
    'an extended header is damaged',
  ),
  tar('a record without a key', pax(text('5 abc\n')), 'byte 512', 'an extended header is damaged'),
  tar(
    'a record shorter than its length',
    pax(text('4 a\n')),
    'byte 512',
    'an extended header is damaged',
  ),
  tar(
    'an extended size that is text',
    pax(paxRecord('size', 'many')),
    'byte 512',
    'the size of an entry is no number',
  ),
  tar(
    'an extended size below zero',
    pax(paxRecord('size', '-5')),
    'byte 512',
    'the size of an entry is no number',
  ),
  tar(
    'an extended size beyond the end',
    pax(paxRecord('size', '999999999999999')),
    'byte 4096',
    'the archive ends early',
  ),
  tar(
    'gaps told by an extended header',
    pax(paxRecord('GNU.sparse.major', '1')),
    'byte 0',
    'an entry is a file with gaps',
  ),
  tar(
    'a name of 2 MB',
    pax(new Uint8Array(2 ** 21).fill(0x61), 'L'),
    'byte 0',
    'a name of 2,097,152 bytes',
  ),
  tar(
    'an extended header of 2 MB',
    pax(new Uint8Array(2 ** 21), 'x'),
    'byte 0',
    'a name of 2,097,152 bytes',
  ),
  tar(
    'a long name of nothing',
    joined([pax(paxRecord('path', 'x')).subarray(0, 1024), new Uint8Array(1024)]),
    'byte 1024',
    'a long name belongs to no entry',
  ),
  tar('more entries than the limit', plain, null, 'more than 1 entries', {
    allowed: 'at most 1 entries',
    remedy: 'use fewer images',
    limits: { entries: 1 },
  }),
  tar(
    'an entry beyond the limit',
    pets({ bytes: new Uint8Array(600) }),
    null,
    'it holds 3,584 bytes',
    {
      allowed: 'at most 500 bytes, all files together',
      remedy: 'use fewer or smaller images',
      limits: { decodedBytes: 500 },
    },
  ),
  tar(
    'bytes in its padding end',
    patched(plain, end + 600, 1),
    'byte 2648',
    'other bytes follow the end of the archive',
  ),
  tar(
    'nothing but folders',
    writeTar([
      { path: 'cat/', type: '5' },
      { path: 'dog/', type: '5' },
    ]),
    null,
    'no images in 0 entries',
    withoutImages,
  ),
  tar(
    'a tar inside',
    writeTar([{ path: 'pets.tar', bytes: plain }]),
    null,
    'no images in 1 entries, but “pets.tar”',
    withoutImages,
  ),
  tar(
    'a damaged image',
    pets({ bytes: png.subarray(0, -4) }),
    'entry “cat/1.png”, byte 66',
    'the image ends early',
    {
      allowed: 'complete PNG, JPEG, WebP, GIF, BMP and PGM/PPM images',
      remedy: 'replace this image or leave it out',
    },
  ),
  tar(
    'a gzip whose archive is cut',
    gzipSync(plain.subarray(0, -512), { mtime: 0 }),
    'byte 2560',
    'the archive ends early',
  ),
  tar(
    'a gzip that is cut',
    gzipSync(plain, { mtime: 0 }).subarray(0, 60),
    'byte 60',
    'the file ends before its compressed data do',
    { allowed: 'complete gzip files', remedy: 'download or copy the file again' },
  ),
];
