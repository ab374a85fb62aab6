import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { heldBytes } from '../byteSource.ts';
import { DataError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { type EntryToWrite, joined, writeZip } from '../testing/writeZip.ts';
import { isZip, readZip } from './zip.ts';

const text = (value: string) => new TextEncoder().encode(value);
const entry = (path: string, more: Partial<EntryToWrite> = {}): EntryToWrite => ({
  path,
  bytes: text(`content of ${path}, content of ${path}`),
  ...more,
});
const open = (bytes: Uint8Array) => readZip(heldBytes(bytes), 'a.zip', defaultLimits);
/** Opens an archive and reads all of it. */
const readAll = async (bytes: Uint8Array) => {
  const { entries } = await open(bytes);
  return Promise.all(
    entries.map(async ({ path, read }) => [path, new TextDecoder().decode(await read())]),
  );
};

describe('readZip', () => {
  test('reads back what is written, stored or deflated, with or without zip64', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}(\/[a-z]{1,4})?$/), {
      maxLength: 8,
    });
    return fc.assert(
      fc.asyncProperty(
        names,
        fc.boolean(),
        fc.boolean(),
        fc.string(),
        async (paths, deflate, zip64, comment) => {
          const bytes = writeZip(
            paths.map((path) => entry(path, { deflate })),
            { zip64, comment },
          );
          expect(await readAll(bytes)).toEqual(
            paths.map((path) => [path, `content of ${path}, content of ${path}`]),
          );
        },
      ),
    );
  });

  test('reads what another writer writes', async () => {
    const files = { 'a/é.txt': text('one'), 'b/': new Uint8Array(), 'b/c': text('two') };
    expect(await readAll(zipSync(files))).toEqual([
      ['a/é.txt', 'one'],
      ['b/c', 'two'],
    ]);
  });

  test('takes the names of JavaScript for plain text', async () => {
    const paths = ['__proto__', 'constructor', 'a/toString'];
    const archive = writeZip(paths.map((path) => entry(path)));
    expect((await readAll(archive)).map(([path]) => path)).toEqual(paths);
  });

  test('reads names in a Western code page', async () => {
    const name = Uint8Array.of(0x63, 0x61, 0x66, 0xe9);
    expect((await readAll(writeZip([entry('x', { name, flags: 0 })])))[0][0]).toBe('café');
  });

  test('skips what systems leave behind, with a note', async () => {
    const paths = ['__MACOSX/a/._1.png', 'a/.DS_Store', 'a/Thumbs.db', '.git/config', 'a/1.png'];
    const { entries, notes } = await open(writeZip(paths.map((path) => entry(path))));
    expect(entries.map(({ path }) => path)).toEqual(['a/1.png']);
    expect(notes).toEqual(['a.zip: 4 hidden or system files skipped, as “__MACOSX/a/._1.png”.']);
  });

  test('keeps names apart that differ only in case, with a note', async () => {
    const { entries, notes } = await open(writeZip([entry('A/1.png'), entry('a/1.png')]));
    expect(entries.length).toBe(2);
    expect(notes[0]).toContain('differ only in case');
  });

  const two = writeZip([entry('a/1.png'), entry('a/2.png', { deflate: true })]);
  const changed = (at: number, ...bytes: number[]) => {
    const copy = two.slice();
    copy.set(bytes, at < 0 ? copy.length + at : at);
    return copy;
  };
  const zeros = new Uint8Array(4_000_000);
  const hostile: readonly [string, Uint8Array, string[]][] = [
    ['an empty file', new Uint8Array(), ['byte 0', 'no end record']],
    ['an archive without its end', two.subarray(0, -1), ['no end record', 'download']],
    ['bytes after the end', joined([two, text('more')]), ['no end record']],
    ['bytes before the start', joined([text('stub'), two]), ['the directory is said to fill']],
    ['one part of several', changed(-18, 1), ['one part of several']],
    [
      'a wrong number of entries',
      writeZip([entry('a'), entry('b')], { count: 1 }),
      ['more than it lists'],
    ],
    [
      'too few directory records',
      writeZip([entry('a')], { count: 2 }),
      ['directory record is missing'],
    ],
    [
      'a million entries',
      writeZip([entry('a')], { count: 1_000_000, zip64: true }),
      ['1000000 entries', '500000'],
    ],
    [
      'a zip64 record elsewhere',
      changed(-42, 0x50, 0x4b, 6, 7, 0, 0, 0, 0, 0xff, 0xff, 0xff),
      ['a.zip'],
    ],
    ['a name leading out', writeZip([entry('../a.png')]), ['“../a.png”', 'leads out']],
    ['a name leading out midway', writeZip([entry('a/../../b.png')]), ['leads out']],
    ['an absolute name', writeZip([entry('/etc/passwd')]), ['absolute']],
    ['a backslash', writeZip([entry('a\\b.png')]), ['backslash']],
    ['a drive', writeZip([entry('C:a.png')]), ['drive']],
    ['a NUL', writeZip([entry('a.png\0.txt')]), ['NUL']],
    ['an empty name', writeZip([entry('')]), ['it is empty']],
    ['an empty folder name', writeZip([entry('a//b.png')]), ['empty folder name']],
    [
      'a name that is not UTF-8',
      writeZip([entry('x', { name: Uint8Array.of(0xff, 0xfe) })]),
      ['not UTF-8'],
    ],
    ['a name twice', writeZip([entry('a'), entry('a')]), ['the same name']],
    [
      'a name twice but for its encoding',
      writeZip([entry('é'), entry('e\u0301')]),
      ['the same name'],
    ],
    [
      'another name in the local header',
      writeZip([entry('a', { localName: 'b' })]),
      ['another name'],
    ],
    ['another size in the local header', writeZip([entry('a', { localSize: 3 })]), ['other sizes']],
    ['another method in the local header', changed(8, 8), ['packed another way']],
    ['entries that overlap', writeZip([entry('a'), entry('b', { offset: 0 })]), ['overlaps']],
    [
      'an entry outside of the archive',
      writeZip([entry('a', { offset: 90_000 })]),
      ['no entry at byte 90000'],
    ],
    ['an entry in the directory', writeZip([entry('a', { offset: 60 })]), ['no entry at byte 60']],
    ['encryption', writeZip([entry('a', { flags: 1 })]), ['“a”', 'encrypted', 'password']],
    ['strong encryption', writeZip([entry('a', { flags: 0x41 })]), ['encrypted']],
    ['LZMA', writeZip([entry('a', { method: 14 })]), ['LZMA', 'deflate']],
    ['an unknown method', writeZip([entry('a', { method: 77 })]), ['kind 77']],
    ['a stored size that lies', writeZip([entry('a', { size: 5 })]), ['sizes disagree']],
    [
      'a size too small',
      writeZip([entry('a', { deflate: true, size: 5 })]),
      ['more than its 5 bytes'],
    ],
    [
      'a size too large',
      writeZip([entry('a', { deflate: true, size: 500 })]),
      ['500 bytes are announced'],
    ],
    [
      'a size beyond the limit',
      writeZip([entry('a', { deflate: true, size: 2 ** 31 + 1 })]),
      ['2,147,483,649', '2,147,483,648'],
    ],
    [
      'a bomb',
      writeZip([{ path: 'a', bytes: zeros, deflate: true }]),
      ['at most 200 times', 'leave it out'],
    ],
    ['a wrong checksum, stored', writeZip([entry('a', { crc: 1 })]), ['checksum']],
    ['a wrong checksum, deflated', writeZip([entry('a', { crc: 1, deflate: true })]), ['checksum']],
    ['stored data called deflated', writeZip([entry('a', { method: 8 })]), ['“a”', 'damaged']],
  ];
  test.each(hostile)('refuses %s', async (_name, bytes, parts) => {
    await expectRefusal(() => readAll(bytes), ['a.zip', ...parts]);
  });

  test('refuses every truncation; a flipped bit gives an error or the same content', async () => {
    const expected = (await readAll(two)).map(([, content]) => content);
    for (let length = 0; length < two.length; length++) {
      await dataErrorOf(() => open(two.subarray(0, length)));
    }
    for (let bit = 0; bit < two.length * 8; bit++) {
      const flipped = two.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      try {
        for (const [, content] of await readAll(flipped)) expect(expected).toContain(content);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
  });

  test('takes no memory for what an entry only announces', async () => {
    const lie = writeZip([entry('a', { deflate: true, size: 1_000_000 })]);
    await expectRefusal(() => readAll(lie), ['announced']);
  });
});

test('isZip knows archives by their first bytes, the empty one included', () => {
  expect(isZip(writeZip([entry('a')]))).toBe(true);
  expect(isZip(writeZip([]))).toBe(true);
  expect(isZip(text('PK of a sort'))).toBe(false);
});
