/** Reading that is given up in the middle ends at once, and keeps no memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { readDataset } from './readDataset.ts';
import type { SourceFile } from './sourceFile.ts';
import { plainPng } from './testing/sourceFiles.ts';
import { writeTar } from './testing/writeTar.ts';
import { writeZip } from './testing/writeZip.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const heldBytes = () => {
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
};

/** The same once what is swept beside the program has been swept. */
async function settledBytes(): Promise<number> {
  let held = heldBytes();
  while (true) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    const now = heldBytes();
    if (now >= held) return now;
    held = now;
  }
}

const shape = { height: 256, width: 256, channels: 1 };
const entries = Array.from({ length: 600 }, (_, index) => ({
  path: `${'ab'[index % 2]}/${index}.png`,
  bytes: plainPng(index % 256, shape),
}));
const padding = { path: 'notes.txt', bytes: new Uint8Array(2 ** 20) };

/** An archive that is read in parts, and how many parts were asked for. */
function archive(bytes: Uint8Array): { file: SourceFile; asked: () => number } {
  let asked = 0;
  const part = async (start: number, end: number) => {
    asked++;
    return bytes.slice(start, end);
  };
  const whole = () => Promise.reject(new Error('It is read in parts.'));
  return { file: { name: 'a', size: bytes.length, bytes: whole, part }, asked: () => asked };
}

test.each([
  ['zip', writeZip([...entries, padding])],
  ['tar', writeTar([...entries, padding])],
])('a %s that is given up among its images keeps nothing of them', async (_kind, bytes) => {
  const decoded = entries.length * 256 * 256;
  const before = await settledBytes();
  const abort = new AbortController();
  let most = 0;
  const reading = readDataset([archive(bytes).file], {
    signal: abort.signal,
    onProgress: ({ unit, done }) => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      if (unit === 'images' && done === 1) abort.abort(new Error('enough'));
    },
  });
  await expect(reading).rejects.toThrow('enough');
  expect(most).toBeGreaterThan(decoded / 2);
  // What is let go of is swept beside the program, a little later.
  await expect.poll(() => heldBytes() - before).toBeLessThan(decoded / 20);
});

test.each([
  ['zip', writeZip([...entries, padding])],
  ['tar', writeTar([...entries, padding])],
])('a %s that is given up before its images is read no further', async (_kind, bytes) => {
  const abort = new AbortController();
  const { file, asked } = archive(bytes);
  const part: SourceFile['part'] = (start, end) => {
    if (asked() === 1) abort.abort(new Error('enough'));
    return file.part!(start, end);
  };
  const reading = readDataset([{ ...file, part }], { signal: abort.signal });
  await expect(reading).rejects.toThrow('enough');
  expect(asked()).toBe(2);
});
