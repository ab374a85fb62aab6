/** Zip archives that lie, and those that are packed in ways that are not read. */

import { readableImages } from '../../src/data/codecs/decodedImage.ts';
import { type EntryToWrite, writeZip } from '../../src/data/testing/writeZip.ts';
import { joined, patched, plainPng, zipEntry } from './bytes.ts';
import { type HostileCase, hostileFamily, text } from './hostileCase.ts';

const zip = hostileFamily({
  name: 'zip',
  file: 'pets.zip',
  allowed: 'complete zip archives, in one part',
  remedy: 'make or download the archive again',
});

/** Two classes of one image each, the first as told. */
const pets = (first: Partial<EntryToWrite>, options: Parameters<typeof writeZip>[1] = {}) =>
  writeZip([zipEntry('cat/1.png', first), zipEntry('dog/1.png')], options);
const called = (path: string) => pets({ path });
const two = pets({});
const png = plainPng(1);
const directoryAt = 2 * (30 + 9 + png.length);
const recordLength = 46 + 9;
const endAt = directoryAt + 2 * recordLength;
const zip64 = pets({}, { zip64: true });
const stored = (bytes: Uint8Array) => pets({ bytes });

/** What is said of names. */
const forNames = {
  allowed: 'relative paths with forward slashes, each once',
  remedy: 'make the archive again from a folder',
};

/** What is said of other compressions. */
const forPacking = {
  allowed: 'deflate, or none',
  remedy:
    'unpack it with another program, as 7-Zip, and drop the folder that comes out, or pack that again with Deflate',
};

/** What is said of encryption. */
const forSecrets = {
  allowed: 'archives without a password',
  remedy: 'unpack it with its password, as 7-Zip does, and drop the folder that comes out',
};

/** What is said where there are no images. */
const withoutImages = {
  allowed: 'archives of images in class folders, of NumPy arrays, or of IDX files',
  remedy: 'unpack archives inside the archive, and drop the folder with the class folders',
};

export const zipCases: readonly HostileCase[] = [
  zip(
    'nothing but its mark',
    Uint8Array.of(0x50, 0x4b, 3, 4),
    'byte 4',
    'the archive has no end record; its end is missing',
  ),
  zip(
    'no end record',
    two.subarray(0, -1),
    'byte 349',
    'the archive has no end record; its end is missing',
  ),
  zip(
    'half of it',
    two.subarray(0, two.length >> 1),
    'byte 175',
    'the archive has no end record; its end is missing',
  ),
  zip(
    'bytes after the end',
    joined([two, text('more')]),
    'byte 354',
    'the archive has no end record; its end is missing',
  ),
  zip(
    'a stub before it',
    joined([patched(two.subarray(0, 4), 0), two]),
    'byte 332',
    'the directory is said to fill bytes 218 to 328, but it must end at byte 332',
  ),
  zip(
    'a comment longer than it says',
    patched(two, endAt + 20, 9),
    'byte 350',
    'the archive has no end record; its end is missing',
  ),
  zip(
    'the first part of several',
    patched(two, endAt + 4, 1),
    'byte 328',
    'the archive is one part of several',
  ),
  zip(
    'its directory in another part',
    patched(two, endAt + 6, 1),
    'byte 328',
    'the archive is one part of several',
  ),
  zip(
    'entries of several parts',
    patched(two, endAt + 8, 1),
    'byte 328',
    'the archive is one part of several',
  ),
  zip(
    'one entry listed too few',
    pets({}, { count: 1 }),
    'byte 273',
    'the directory holds more than it lists',
  ),
  zip(
    'one entry listed too many',
    pets({}, { count: 3 }),
    'byte 328',
    'a directory record is missing',
  ),
  zip(
    'a million entries announced',
    pets({}, { count: 1_000_000, zip64: true }),
    null,
    '1000000 entries',
    { allowed: 'at most 500000 entries' },
  ),
  zip('more entries than the limit', two, null, '2 entries', {
    allowed: 'at most 1 entries',
    limits: { entries: 1 },
  }),
  zip(
    'a directory of another length',
    patched(two, endAt + 12, recordLength),
    'byte 328',
    'the directory is said to fill bytes 218 to 273, but it must end at byte 328',
  ),
  zip(
    'a directory elsewhere',
    patched(two, endAt + 16, 0),
    'byte 328',
    'the directory is said to fill bytes 0 to 110, but it must end at byte 328',
  ),
  zip(
    'a directory beyond 4 GB',
    patched(two, endAt + 12, 254, 255, 255, 255),
    'byte 328',
    'the directory is said to fill bytes 218 to 4294967512, but it must end at byte 328',
  ),
  zip(
    'a directory record without its mark',
    patched(two, directoryAt, 0),
    'byte 218',
    'a directory record is missing',
  ),
  zip(
    'a second record without its mark',
    patched(two, directoryAt + recordLength, 0),
    'byte 273',
    'a directory record is missing',
  ),
  zip(
    'a record name beyond the directory',
    patched(two, directoryAt + 28, 255, 255),
    'byte 218',
    'a directory record is cut short',
  ),
  zip(
    'an extra field beyond the directory',
    patched(two, directoryAt + 30, 255, 255),
    'byte 218',
    'a directory record is cut short',
  ),
  zip(
    'a record comment beyond the directory',
    patched(two, directoryAt + 32, 255, 255),
    'byte 218',
    'a directory record is cut short',
  ),
  zip(
    'zip64 without its record',
    patched(two, endAt + 10, 255, 255),
    'byte 328',
    'the archive is one part of several',
  ),
  zip(
    'a zip64 locator to nowhere',
    patched(zip64, zip64.length - 34, 255, 255, 255, 255),
    'byte 424',
    'the zip64 end record is not where it is said to be',
  ),
  zip(
    'a zip64 locator into the entries',
    patched(zip64, zip64.length - 34, 0, 0, 0, 0),
    'byte 424',
    'the zip64 end record is not where it is said to be',
  ),
  zip(
    'a zip64 record of another part',
    patched(zip64, zip64.length - 98 + 16, 1),
    'byte 368',
    'the archive is one part of several',
  ),
  zip(
    'zip64 entries beyond 2^53',
    patched(zip64, zip64.length - 98 + 38, 255, 255),
    null,
    '18446462598732840000 entries',
    { allowed: 'at most 500000 entries' },
  ),
  zip(
    'zip64 sizes without their field',
    patched(two, directoryAt + 24, 255, 255, 255, 255),
    'entry “cat/1.png”',
    'its zip64 sizes are missing',
  ),
  zip(
    'a zip64 field of another kind',
    patched(zip64, directoryAt + recordLength, 9),
    'entry “cat/1.png”',
    'its zip64 sizes are missing',
  ),
  zip(
    'a name that leads out',
    called('../cat/1.png'),
    'entry “../cat/1.png”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  zip(
    'a name that leads out midway',
    called('cat/../../1.png'),
    'entry “cat/../../1.png”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  zip(
    'a name that ends in two dots',
    called('cat/..'),
    'entry “cat/..”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  zip(
    'an absolute name',
    called('/etc/passwd'),
    'entry “/etc/passwd”',
    'its name is unsafe: it is an absolute path',
    forNames,
  ),
  zip(
    'a name that leads out by backslashes',
    called('cat\\..\\..\\1.png'),
    'entry “cat/../../1.png”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  zip(
    'a drive with backslashes',
    called('C:\\cat\\1.png'),
    'entry “C:/cat/1.png”',
    'its name is unsafe: it starts with a drive',
    forNames,
  ),
  zip(
    'a network path with backslashes',
    called('\\\\server\\cat\\1.png'),
    'entry “//server/cat/1.png”',
    'its name is unsafe: it is an absolute path',
    forNames,
  ),
  zip(
    'one path with slashes and with backslashes',
    pets({ path: 'dog\\1.png' }),
    'entry “dog/1.png”',
    'another entry has the same name',
    forNames,
  ),
  zip(
    'a name in code page 437 that leads out',
    pets({
      name: Uint8Array.from([...'..\\K\x81he\\1.png'].map((one) => one.charCodeAt(0))),
      flags: 0,
    }),
    'entry “../Kühe/1.png”',
    'its name is unsafe: it leads out of its folder (“..”)',
    forNames,
  ),
  zip(
    'a drive',
    called('C:/cat/1.png'),
    'entry “C:/cat/1.png”',
    'its name is unsafe: it starts with a drive',
    forNames,
  ),
  zip(
    'a small drive',
    called('c:1.png'),
    'entry “c:1.png”',
    'its name is unsafe: it starts with a drive',
    forNames,
  ),
  zip(
    'a network path',
    called('//server/cat/1.png'),
    'entry “//server/cat/1.png”',
    'its name is unsafe: it is an absolute path',
    forNames,
  ),
  zip(
    'a NUL in a name',
    called('cat/1.png\0.txt'),
    'entry “cat/1.png�.txt”',
    'its name is unsafe: it holds a NUL character',
    forNames,
  ),
  zip('an empty name', called(''), 'entry “”', 'its name is unsafe: it is empty', forNames),
  zip(
    'an empty folder name',
    called('cat//1.png'),
    'entry “cat//1.png”',
    'its name is unsafe: it holds an empty folder name (“//”)',
    forNames,
  ),
  zip(
    'a step to itself',
    called('cat/./1.png'),
    'entry “cat/./1.png”',
    'its name is unsafe: it holds an empty step (“./”)',
    forNames,
  ),
  zip(
    'a name that is not UTF-8',
    pets({ name: Uint8Array.of(0xff, 0xfe) }),
    'byte 257',
    'the name of an entry is not UTF-8, as is said',
  ),
  zip(
    'a name in an overlong form',
    pets({ name: Uint8Array.of(0xc0, 0xae, 0xc0, 0xae) }),
    'byte 259',
    'the name of an entry is not UTF-8, as is said',
  ),
  zip(
    'a name with half a surrogate',
    pets({ name: Uint8Array.of(0xed, 0xa0, 0x80) }),
    'byte 258',
    'the name of an entry is not UTF-8, as is said',
  ),
  zip(
    'a name twice',
    called('dog/1.png'),
    'entry “dog/1.png”',
    'another entry has the same name',
    forNames,
  ),
  zip(
    'a name twice but for its composition',
    writeZip([zipEntry('é/1.png'), zipEntry('e\u0301/1.png')]),
    'entry “é/1.png”',
    'another entry has the same name',
    forNames,
  ),
  zip(
    'another name in the local header',
    pets({ localName: 'dog/2.png' }),
    'entry “cat/1.png”',
    'the entry has another name at byte 0',
  ),
  zip(
    'a longer name in the local header',
    pets({ localName: 'cat/1.png.exe' }),
    'entry “cat/1.png”',
    'the entry has another name at byte 0',
  ),
  zip(
    'another size in the local header',
    pets({ localSize: 3 }),
    'entry “cat/1.png”',
    'the entry has other sizes or another checksum at byte 0',
  ),
  zip(
    'another checksum in the local header',
    patched(two, 14, 1),
    'entry “cat/1.png”',
    'the entry has other sizes or another checksum at byte 0',
  ),
  zip(
    'another packed size in the local header',
    patched(two, 18, 1),
    'entry “cat/1.png”',
    'the entry has other sizes or another checksum at byte 0',
  ),
  zip(
    'another method in the local header',
    patched(two, 8, 8),
    'entry “cat/1.png”',
    'the entry is packed another way at byte 0',
  ),
  zip(
    'encryption in the local header alone',
    patched(two, 6, 1),
    'entry “cat/1.png”',
    'the entry is packed another way at byte 0',
  ),
  zip(
    'a local header without its mark',
    patched(two, 30 + 9 + png.length, 0),
    'entry “dog/1.png”',
    'there is no entry at byte 109',
  ),
  zip(
    'an extra field into the next entry',
    patched(two, 28, 1),
    'entry “dog/1.png”',
    'it overlaps another entry',
  ),
  zip(
    'an extra field beyond the archive',
    patched(two, 28, 255, 255),
    'entry “cat/1.png”',
    'its data reach into the directory',
  ),
  zip(
    'entries that overlap',
    writeZip([zipEntry('cat/1.png'), zipEntry('dog/1.png', { offset: 0 })]),
    'entry “dog/1.png”',
    'it overlaps another entry',
  ),
  zip(
    'entries that overlap by a byte',
    pets({ offset: 1 }),
    'entry “cat/1.png”',
    'there is no entry at byte 1',
  ),
  zip(
    'an entry outside of the archive',
    pets({ offset: 90_000 }),
    'entry “cat/1.png”',
    'there is no entry at byte 90000',
  ),
  zip(
    'an entry in the directory',
    pets({ offset: directoryAt }),
    'entry “cat/1.png”',
    'there is no entry at byte 218',
  ),
  zip(
    'data that reach into the directory',
    patched(patched(two, directoryAt + recordLength + 20, 255), directoryAt / 2 + 18, 255),
    'entry “dog/1.png”',
    'its data reach into the directory',
  ),
  zip('encryption', pets({ flags: 1 }), 'entry “cat/1.png”', 'it is encrypted', forSecrets),
  zip(
    'strong encryption',
    pets({ flags: 0x41 }),
    'entry “cat/1.png”',
    'it is encrypted',
    forSecrets,
  ),
  zip(
    'an encrypted directory',
    pets({ flags: 0x2000 }),
    'entry “cat/1.png”',
    'it is encrypted',
    forSecrets,
  ),
  zip('AES encryption', pets({ method: 99 }), 'entry “cat/1.png”', 'it is encrypted', forSecrets),
  zip(
    'shrinking',
    pets({ method: 1 }),
    'entry “cat/1.png”',
    'its compression is shrink',
    forPacking,
  ),
  zip(
    'imploding',
    pets({ method: 6 }),
    'entry “cat/1.png”',
    'its compression is implode',
    forPacking,
  ),
  zip(
    'Deflate64',
    pets({ method: 9 }),
    'entry “cat/1.png”',
    'its compression is Deflate64',
    forPacking,
  ),
  zip('bzip2', pets({ method: 12 }), 'entry “cat/1.png”', 'its compression is bzip2', forPacking),
  zip('LZMA', pets({ method: 14 }), 'entry “cat/1.png”', 'its compression is LZMA', forPacking),
  zip(
    'Zstandard',
    pets({ method: 93 }),
    'entry “cat/1.png”',
    'its compression is Zstandard',
    forPacking,
  ),
  zip('PPMd', pets({ method: 98 }), 'entry “cat/1.png”', 'its compression is PPMd', forPacking),
  zip('XZ', pets({ method: 95 }), 'entry “cat/1.png”', 'its compression is XZ', forPacking),
  zip(
    'an unknown method',
    pets({ method: 77 }),
    'entry “cat/1.png”',
    'its compression is of kind 77',
    forPacking,
  ),
  zip(
    'a stored size that lies',
    pets({ size: 5 }),
    'entry “cat/1.png”',
    'its sizes disagree: 70 bytes stored for 5 bytes',
    { allowed: 'equal sizes where nothing is compressed', remedy: 'make the archive again' },
  ),
  zip(
    'a size too small',
    pets({ deflate: true, size: 5 }),
    'entry “cat/1.png”',
    'it holds more than its 5 bytes',
  ),
  zip(
    'a size too large',
    pets({ deflate: true, size: 500 }),
    'entry “cat/1.png”',
    'it holds 70 bytes, where 500 bytes are announced',
  ),
  zip(
    'a size of 0',
    pets({ deflate: true, size: 0 }),
    'entry “cat/1.png”',
    'it holds more than its 0 bytes',
  ),
  zip(
    'a size beyond the limit',
    pets({ deflate: true, size: 2 ** 31 + 1 }),
    'entry “cat/1.png”',
    'it holds 2,147,483,649 bytes',
    { allowed: 'at most 2,147,483,648 bytes', remedy: 'use fewer or smaller images' },
  ),
  zip(
    'a bomb',
    pets({ bytes: new Uint8Array(3_000_000), deflate: true }),
    'entry “cat/1.png”',
    'it inflates 2,935 bytes to 3,000,000 bytes',
    { allowed: 'at most 200 times', remedy: 'leave it out of the archive' },
  ),
  zip(
    'a wrong checksum, stored',
    pets({ crc: 1 }),
    'entry “cat/1.png”',
    'its checksum does not match its content',
  ),
  zip(
    'a wrong checksum, deflated',
    pets({ crc: 1, deflate: true }),
    'entry “cat/1.png”',
    'its checksum does not match its content',
  ),
  zip(
    'a flipped bit in an image',
    patched(two, 39 + 45, two[39 + 45] ^ 1),
    'entry “cat/1.png”',
    'its checksum does not match its content',
  ),
  zip(
    'stored data called deflated',
    pets({ method: 8 }),
    'entry “cat/1.png”',
    'its data are damaged (byte 5 of them): the length of a stored block is damaged',
  ),
  zip(
    'a zip inside that holds the images',
    writeZip([{ path: 'pets.zip', bytes: two }]),
    null,
    'no images in 1 entries, but “pets.zip”',
    withoutImages,
  ),
  zip('no entries', writeZip([]), null, 'no images in 0 entries', withoutImages),
  zip(
    'folders alone',
    writeZip([
      { path: 'cat/', bytes: text('') },
      { path: 'dog/', bytes: text('') },
    ]),
    null,
    'no images in 0 entries',
    withoutImages,
  ),
  zip(
    'what macOS adds alone',
    writeZip([zipEntry('__MACOSX/cat/._1.png'), zipEntry('.DS_Store')]),
    null,
    'no images in 0 entries',
    withoutImages,
  ),
  zip(
    'texts alone',
    writeZip([{ path: 'a.txt', bytes: text('hello') }]),
    null,
    'no images in 1 entries, but “a.txt”',
    withoutImages,
  ),
  zip('an empty image', stored(text('')), 'entry “cat/1.png”, byte 0', 'an empty file', {
    allowed: readableImages,
    remedy: 'replace this image or leave it out',
  }),
];
