import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { NameEncoding } from '../../spec/sections/nameEncoding.ts';
import { DataError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { heldBytes } from '../sources/byteSource.ts';
import { encodeName } from '../testing/encodeName.ts';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { type EntryToWrite, writeZip } from '../testing/writeZip.ts';
import { filesOfZip, isZip, readZip } from './zip.ts';
import { readZipDirectory } from './zipDirectory.ts';

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
    entries.map(async (entry) => [entry.path, new TextDecoder().decode(await entry.read())]),
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

  test('reads names in the encoding given, and refuses those that are no text in it', async () => {
    const paths = ['動物/表/1.png', '動物/能/1.png'];
    const archive = writeZip(
      paths.map((path) => entry(path, { name: encodeName(path, 'shift_jis'), flags: 0 })),
    );
    const source = heldBytes(archive);
    const directory = await readZipDirectory(source, 'a.zip', defaultLimits);
    const read = (encoding: NameEncoding) =>
      filesOfZip(source, directory, 'a.zip', defaultLimits, encoding);
    const { entries, notes } = await read('shift_jis');
    expect(entries.map(({ path }) => path)).toEqual(paths);
    expect(notes).toEqual([
      'a.zip: it does not tell the encoding of its names; they were read as Japanese (Shift_JIS), as “動物/表/1.png”.',
    ]);
    await expectRefusal(() => read('big5'), ['no text in the encoding Traditional Chinese (Big5)']);
  });

  test('takes the Unicode path field where it is of this name, and UTF-8', async () => {
    const name = encodeName('猫', 'gbk');
    const zip = (more: Partial<EntryToWrite>) =>
      writeZip([entry('x', { name, flags: 0, ...more })]);
    const path = async (more: Partial<EntryToWrite>) => (await readAll(zip(more)))[0][0];
    const plain = await path({});
    expect(plain).not.toBe('猫');
    expect(await path({ unicodePath: text('猫') })).toBe('猫');
    expect(await path({ unicodePath: text('猫'), unicodePathCrc: 1 })).toBe(plain);
    expect(await path({ unicodePath: Uint8Array.of(0xff) })).toBe(plain);
    await expectRefusal(() => path({ unicodePath: text('../猫') }), ['leads out']);
  });

  test('takes backslashes for slashes, whatever stands in the names, and says so', () => {
    const part = fc.stringMatching(/^[a-z]{1,4}$/);
    const paths = fc.uniqueArray(
      fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => `${parts.join('/')}.png`),
      { minLength: 1, maxLength: 5 },
    );
    return fc.assert(
      fc.asyncProperty(paths, async (names) => {
        const of = async (turn: (path: string) => string) =>
          open(writeZip(names.map((name) => ({ ...entry(name), path: turn(name) }))));
        const plain = await of((name) => name);
        const turned = await of((name) => name.replaceAll('/', '\\'));
        expect(turned.entries.map(({ path }) => path)).toEqual(
          plain.entries.map(({ path }) => path),
        );
        const count = names.filter((name) => name.includes('/')).length;
        expect(turned.notes).toHaveLength(count === 0 ? 0 : 1);
      }),
      { numRuns: 30 },
    );
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
