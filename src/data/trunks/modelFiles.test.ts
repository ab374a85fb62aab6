import { expect, test } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { dataErrorOf } from '../testing/errors.ts';
import { plainPng, sourceFile } from '../testing/sourceFiles.ts';
import { layersSample, modelFiles } from '../testing/writeModel.ts';
import { writeZip } from '../testing/writeZip.ts';
import { findModel } from './modelFiles.ts';

const model = Object.entries(modelFiles(layersSample(), 'net/')).map(([path, bytes]) => ({
  path,
  bytes,
}));
const pictures = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    path: `data/${at % 2}/${at}.png`,
    bytes: plainPng(at),
  }));
const asFiles = (files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) =>
  files.map(({ path, bytes }) => sourceFile(path, bytes));

/** An archive as the platform gives it: in parts, of which it is told how much was read. */
function archive(bytes: Uint8Array, size = bytes.length) {
  let most = 0;
  const file = {
    name: 'net.zip',
    size,
    bytes: async (): Promise<Uint8Array> => {
      throw new Error('The archive is larger than memory.');
    },
    part: async (start: number, end: number) => {
      most += end - start;
      return bytes.subarray(start, end);
    },
  };
  return { file, read: () => most };
}

test('finds a model in an archive by parts of it, and leaves others to those who read data', async () => {
  const { file } = archive(writeZip(model));
  expect(await findModel([file], defaultLimits)).toMatchObject({ file: 'net/model.json' });
  const large = archive(writeZip(model), 2 ** 33);
  expect(await findModel([large.file], defaultLimits)).toBeNull();
  expect(large.read()).toBe(0);
  const bytes = Uint8Array.of(1);
  const texts = Array.from({ length: 2200 }, (_, at) => ({ path: `data/${at}.txt`, bytes }));
  const many = archive(writeZip([...model, ...texts]));
  expect(await findModel([many.file], defaultLimits)).toBeNull();
});

test('a model that lies among the pictures of a data set is none to compute features with', async () => {
  expect(await findModel(asFiles([...model, ...pictures(2)]), defaultLimits)).not.toBeNull();
  expect(await findModel(asFiles([...model, ...pictures(40)]), defaultLimits)).toBeNull();
  expect(
    await findModel([archive(writeZip([...model, ...pictures(40)])).file], defaultLimits),
  ).toBeNull();
});

test('refuses two models at once', async () => {
  const other = { path: 'other/model.json', bytes: new TextEncoder().encode('{}') };
  const { fault } = await dataErrorOf(() => findModel(asFiles([...model, other]), defaultLimits));
  expect(fault.found).toContain('several models');
});
