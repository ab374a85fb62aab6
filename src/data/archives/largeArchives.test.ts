/** Archives that are files on disk: they are read in parts, however large they are. */
import { describe, expect, test } from 'vitest';
import { readDataset } from '../readDataset.ts';
import type { SourceFile } from '../sourceFile.ts';
import { expectRefusal } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { withChecksum, writeTar } from '../testing/writeTar.ts';
import { joined, writeZip } from '../testing/writeZip.ts';

/** A file of `size` bytes, zeros but for the given ones; whoever wants all of it at once fails. */
function sparse(name: string, size: number, start: Uint8Array, end = new Uint8Array()) {
  const asked: [number, number][] = [];
  const file: SourceFile = {
    name,
    size,
    bytes: () => Promise.reject(new RangeError('no such memory')),
    part: async (from, to) => {
      asked.push([from, to]);
      const bytes = new Uint8Array(Math.min(to, size) - from);
      bytes.set(start.subarray(from, to));
      const inEnd = from - (size - end.length);
      if (to > size - end.length) {
        bytes.set(end.subarray(Math.max(0, inEnd), to - size + end.length), Math.max(0, -inEnd));
      }
      return bytes;
    },
  };
  return { file, asked };
}

const noise = new Uint8Array(600_000).map((_, at) => (at * at) >> 3);
const entries = ['a', 'b'].flatMap((name, index) => [
  { path: `${name}/1.png`, bytes: plainPng(index) },
  { path: `${name}/notes.txt`, bytes: noise },
]);

/** The same files, all at once and in parts. */
async function bothWays(name: string, bytes: Uint8Array) {
  const whole = await readDataset([sourceFile(name, bytes)]);
  const parts = await readDataset([sparse(name, bytes.length, bytes).file]);
  return [whole.hash, parts.hash];
}

describe('an archive beyond a megabyte', () => {
  test('is read in parts, to the same data set', async () => {
    for (const bytes of [writeZip(entries), writeTar(entries)]) {
      const [whole, parts] = await bothWays('pets', bytes);
      expect(parts).toBe(whole);
    }
  });

  test('is read from its start to its end, whatever the order of its names', async () => {
    const paths = Array.from(
      { length: 60 },
      (_, index) => `${'ba'[index % 2]}/${(index * 37) % 60}`,
    );
    const images = paths.flatMap((path, index) => [
      { path: `${path}.png`, bytes: plainPng(index) },
      { path: `${path}.txt`, bytes: noise },
    ]);
    for (const bytes of [writeZip(images), writeTar(images)]) {
      const { file, asked } = sparse('pets', bytes.length, bytes);
      const whole = await readDataset([sourceFile('pets', bytes)]);
      expect((await readDataset([file])).hash).toBe(whole.hash);
      const starts = asked.map(([start]) => start);
      const steps = starts.filter((start, index) => index > 0 && start < starts[index - 1]);
      // Back to the start after the end record, and once more after all headers.
      expect(steps.length).toBeLessThanOrEqual(3);
    }
  });

  test('may be larger than memory: nothing is read that no image needs', async () => {
    const size = 5_000_000_000;
    const zip = writeZip(entries, {
      zip64: true,
      base: size - writeZip(entries, { zip64: true }).length,
    });
    const { file, asked } = sparse('pets.zip', size, Uint8Array.of(0x50, 0x4b, 3, 4), zip);
    expect((await readDataset([file])).classes).toEqual(['a', 'b']);
    expect(asked.reduce((sum, [start, end]) => sum + end - start, 0)).toBeLessThan(10_000_000);
  });
});

describe('5 GB', () => {
  const size = 5_000_000_000;
  const bigEntry = writeTar([{ path: 'a/1.png' }]).slice(0, 512);
  bigEntry.set(new TextEncoder().encode('44000000000'), 124);
  const oneEntry = writeTar([{ path: 'a/1.png', bytes: plainPng(1) }]).subarray(0, 1024);
  test.each([
    ['of zeros are refused by their size', new Uint8Array(), ['5,000,000,000 bytes']],
    ['called a zip are refused by their end', Uint8Array.of(0x50, 0x4b, 3, 4), ['no end record']],
    ['of one tar entry are refused', withChecksum(bigEntry), ['“a/1.png”', '4,831,838,208 bytes']],
    ['of padding are refused', oneEntry, ['byte 1024', '4,999,998,976 bytes follow']],
  ])('%s', async (_name, start, parts) => {
    const { file, asked } = sparse('big', size, start);
    await expectRefusal(() => readDataset([file]), ['big', ...parts]);
    expect(asked.reduce((sum, [from, to]) => sum + to - from, 0)).toBeLessThan(3_000_000);
  });
});

describe('a file that changes while it is read', () => {
  const zip = writeZip(entries);
  const changing = (part: NonNullable<SourceFile['part']>): SourceFile => {
    const { file } = sparse('pets.zip', zip.length, zip);
    let reads = 0;
    return { ...file, part: (from, to) => (reads++ < 3 ? file.part!(from, to) : part(from, to)) };
  };

  test('is told if it is gone', async () => {
    const file = changing(() => Promise.reject(new Error('no such file')));
    await expectRefusal(() => readDataset([file]), ['pets.zip', 'no such file', 'choose it again']);
  });

  test('is told if it is shorter', async () => {
    const file = changing(async () => joined([]));
    await expectRefusal(() => readDataset([file]), ['pets.zip', '0 bytes came', 'choose it again']);
  });
});
