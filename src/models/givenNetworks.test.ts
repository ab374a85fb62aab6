/** Trained networks in whatever files they come: by themselves, beside each other, or in an archive. */
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../data/limits.ts';
import { expectRefusal } from '../data/testing/errors.ts';
import { sourceFile } from '../data/testing/sourceFiles.ts';
import { layersSample, modelFiles } from '../data/testing/writeModel.ts';
import { writeZip } from '../data/testing/writeZip.ts';
import { refuseNetwork } from '../data/trunks/refuseNetwork.ts';
import { hashBytes } from '../lib/hash.ts';
import { type ExportFormat, exportedModelFiles, exportFormats } from './exportFormats.ts';
import { networksOfGiven, readGivenNetworks } from './givenNetworks.ts';
import { networkOfModel } from './networkOfModel.ts';
import { madeModels } from './testing/madeModels.ts';

const model = madeModels['Complementary: a vote'];
const saved = [1, 2, 3].map((number) => networkOfModel(model, number));
const text = (name: string, content: string) => sourceFile(name, new TextEncoder().encode(content));

async function files(format: ExportFormat, folder = '') {
  const written = await exportedModelFiles(model, format, null, null);
  return written.map(({ name, bytes }) => sourceFile(folder + name, bytes));
}
async function archive(format: ExportFormat) {
  const written = await exportedModelFiles(model, format, null, null);
  const zip = writeZip(written.map(({ name, bytes }) => ({ path: name, bytes })));
  return sourceFile(`model-${format}.zip`, zip);
}
const hashesIn = async (given: Parameters<typeof readGivenNetworks>[0]) =>
  networksOfGiven(await readGivenNetworks(given, defaultLimits)).map((bytes) => hashBytes(bytes));

describe.each(exportFormats)('the networks of a model as %s', (format) => {
  const hashes = saved.map((bytes) => hashBytes(bytes));

  it('come out of its files and of its archive, as their run saved them', async () => {
    expect(await hashesIn(await files(format))).toEqual(hashes);
    expect(await hashesIn(await files(format, 'net/'))).toEqual(hashes);
    expect(await hashesIn([await archive(format)])).toEqual(hashes);
  });
});

it('one network as a run saved it is that network', async () => {
  const [first] = saved;
  expect(await hashesIn([sourceFile('network.safetensors', first)])).toEqual([hashBytes(first)]);
  const damaged = sourceFile('network.safetensors', first.slice(0, -1));
  await expectRefusal(() => hashesIn([damaged]), ['network.safetensors']);
});

it('what is none, several, or of others is refused', async () => {
  const [onnx] = await files('onnx');
  await expectRefusal(
    () => hashesIn([text('notes.txt', 'no')]),
    ['notes.txt', 'no trained network'],
  );
  await expectRefusal(() => hashesIn([]), ['no trained network']);
  const two = sourceFile('network.safetensors', saved[0]);
  await expectRefusal(() => hashesIn([onnx, two]), ['there are several', 'network.safetensors']);
  const foreign = Object.entries(modelFiles(layersSample())).map(([name, bytes]) =>
    sourceFile(name, bytes),
  );
  await expectRefusal(() => hashesIn(foreign), ['model.json', 'frozen features']);
});

it('is refused as a data set, with where it can be used; nothing else is', async () => {
  const refused = async (given: Parameters<typeof refuseNetwork>[0]) =>
    refuseNetwork(given, defaultLimits);
  const [onnx] = await files('onnx');
  for (const given of [[onnx], [await archive('onnx')], await files('safetensors')]) {
    await expectRefusal(() => refused(given), ['it is a trained network', 'Start from']);
  }
  const [safetensors] = await files('safetensors');
  const pictures = [safetensors, text('a.png', 'no'), text('b.png', 'no')];
  const pointer = text('model.safetensors', 'version https://git-lfs.github.com/spec/v1');
  for (const given of [pictures, [pointer], await files('tfjs'), [text('model.onnx', 'text')]]) {
    await expect(refused(given)).resolves.toBeUndefined();
  }
});
