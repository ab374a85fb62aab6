import { expect, it } from 'vitest';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import { writeFile } from '../storage/writeFile.ts';
import { Library } from './library.ts';

it('the room for a run is told about, where it is too little', async () => {
  const files = new MemoryFiles(1000);
  await writeFile(files, 'there', new Uint8Array(400));
  const library = new Library(async () => files);
  expect(await library.roomWithin(600)).toBeNull();
  const free = (await library.roomWithin(5000)) ?? Number.NaN;
  expect(free).toBeLessThanOrEqual(600);
  expect(free).toBeGreaterThan(600 - 50);
  expect(await library.roomWithin(1_000_000)).toBeLessThanOrEqual(600);
  expect(await files.list()).toEqual([{ name: 'there', bytes: 400 }]);
});

it('is not told where it cannot be tried', async () => {
  const { kind } = new MemoryFiles();
  const files = Object.assign(new MemoryFiles(1), { kind, fits: undefined });
  expect(await new Library(async () => files as never).roomWithin(600)).toBeNull();
});
