import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from '../dataError.ts';
import { defaultLimits } from '../limits.ts';
import { heldBytes } from '../sources/byteSource.ts';
import { dataErrorOf, expectRefusal } from '../testing/errors.ts';
import { paxRecord, type TarEntryToWrite, writeTar } from '../testing/writeTar.ts';
import { joined } from '../testing/writeZip.ts';
import { isTar, readTar } from './tar.ts';

const read = (bytes: Uint8Array, entries = 1000) =>
  readTar(heldBytes(bytes), 'a.tar', { ...defaultLimits, entries });
const text = (value: string) => new TextEncoder().encode(value);
const one = (entry: Partial<TarEntryToWrite>) => writeTar([{ path: 'cat/1.png', ...entry }]);

describe('readTar', () => {
  test('reads back what is written, names of any length, in both forms', () => {
    const part = fc.stringMatching(/^[a-zé_][a-zé0-9_]{0,70}$/);
    const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
    const entry = fc.record({ path, bytes: fc.uint8Array({ maxLength: 1100 }) });
    const entries = fc.uniqueArray(entry, {
      selector: ({ path: name }) => name.toLowerCase(),
      maxLength: 6,
    });
    return fc.assert(
      fc.asyncProperty(
        entries,
        fc.constantFrom('posix' as const, 'gnu' as const),
        async (all, form) => {
          const found = (await read(writeTar(all, { form }))).entries;
          expect(found.map(({ path: name }) => name)).toEqual(all.map(({ path: name }) => name));
          for (const [index, entry] of found.entries()) {
            expect(await entry.read()).toEqual(all[index].bytes);
          }
        },
      ),
    );
  });

  test('joins prefixes, drops a leading “./” and folders, and takes binary sizes', async () => {
    const bytes = writeTar([
      { path: '../formats/', type: '5' },
      { path: 'cat/', type: '5' },
      { path: './cat/1', bytes: text('one') },
      { path: 'cat/2', prefix: 'a/b', bytes: text('two'), binarySize: true },
    ]);
    expect((await read(bytes)).entries.map(({ path }) => path)).toEqual(['cat/1', 'a/b/cat/2']);
  });

  test('lets an extended header tell path and size, once', async () => {
    const size = joined([
      paxRecord('size', '3'),
      paxRecord('path', 'é/x'),
      paxRecord('mtime', '1.5'),
    ]);
    const bytes = writeTar([
      { path: 'g', type: 'g', bytes: paxRecord('path', 'all') },
      { path: 'p', type: 'x', bytes: size },
      { path: 'y', bytes: text('abc'), size: 0 },
      { path: 'z' },
    ]);
    const { entries } = await read(bytes);
    expect(entries.map(({ path }) => path)).toEqual(['é/x', 'z']);
    expect(await entries[0].read()).toEqual(text('abc'));
  });

  test('takes names for text, and notes hidden files', async () => {
    const bytes = writeTar([
      { path: '__proto__/<b>.png' },
      { path: '__proto__/._b.png' },
      { path: '__PROTO__/<b>.png' },
    ]);
    const { entries, notes } = await read(bytes);
    expect(entries.map(({ path }) => path)).toEqual(['__proto__/<b>.png', '__PROTO__/<b>.png']);
    expect(notes.join()).toContain('differ only in case');
    expect(notes.join()).toContain('1 hidden or system file skipped, as “__proto__/._b.png”');
  });

  test('refuses too many entries', async () => {
    const bytes = writeTar(Array.from({ length: 5 }, (_, index) => ({ path: `${index}` })));
    await expectRefusal(() => read(bytes, 4), ['more than 4 entries']);
  });

  test('refuses every truncation, and every flipped bit of a header', async () => {
    const bytes = writeTar([
      { path: 'cat/1', bytes: text('abc') },
      { path: `dog/${'x'.repeat(120)}`, bytes: text('de') },
    ]);
    for (let length = 0; length < bytes.length; length++) {
      await dataErrorOf(() => read(bytes.subarray(0, length)));
    }
    for (let bit = 0; bit < 8 * 512; bit++) {
      const flipped = bytes.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      try {
        // Only the padding of the checksum's own digits says nothing.
        expect((await read(flipped)).entries[0].path).toBe('cat/1');
        expect(bit >> 3).toBeGreaterThanOrEqual(148);
        expect(bit >> 3).toBeLessThan(156);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }
  });
});

test('isTar knows tar by its mark', () => {
  expect(isTar(one({}))).toBe(true);
  expect(isTar(new Uint8Array(1024))).toBe(false);
});
