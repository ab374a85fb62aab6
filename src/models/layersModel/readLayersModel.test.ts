/** Layers models of Espalier are read back to the byte; others and damaged ones are refused in words. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DataError } from '../../data/dataError.ts';
import { defaultLimits } from '../../data/limits.ts';
import { findModel } from '../../data/trunks/modelFiles.ts';
import type { BrokenJson } from '../../lib/testing/brokenJson.ts';
import { sameBytes } from '../modelParts.ts';
import { writeModelSafetensors } from '../safetensors/writeModelSafetensors.ts';
import { madeModels } from '../testing/madeModels.ts';
import { readLayersModel } from './readLayersModel.ts';
import { writeLayersModel } from './writeLayersModel.ts';

type Files = ReturnType<typeof writeLayersModel>;

async function reading(files: Files) {
  const sources = files.map(({ name, bytes }) => ({
    name: `net/${name}`,
    size: bytes.length,
    bytes: async () => bytes,
  }));
  const found = await findModel(sources, defaultLimits);
  if (found === null) throw new Error('There is no model.json');
  return readLayersModel(found);
}

const isSame = (one: Files, other: Files) =>
  one.length === other.length &&
  one.every(({ name, bytes }, at) => name === other[at].name && sameBytes(bytes, other[at].bytes));

it.each(Object.entries(madeModels))('reads %s back as it was written', async (_, model) => {
  const files = writeLayersModel(model);
  const back = await reading(files);
  expect({ ...back, members: [] }).toEqual({ ...model, members: [] });
  expect(isSame(writeLayersModel(back), files)).toBe(true);
  expect(sameBytes(writeModelSafetensors(back), writeModelSafetensors(model))).toBe(true);
});

describe('a layers model is refused', () => {
  const files = writeLayersModel(madeModels['Worst-class boosting']);
  const spoilt = (spoil: (json: BrokenJson) => unknown): Files => {
    const [{ name, bytes }, ...shards] = files;
    const json = JSON.parse(new TextDecoder().decode(bytes));
    spoil(json);
    return [{ name, bytes: new TextEncoder().encode(JSON.stringify(json)) }, ...shards];
  };
  const described = (spoil: (description: BrokenJson) => unknown): Files =>
    spoilt(({ userDefinedMetadata: texts }) => {
      const description = JSON.parse(texts.espalier);
      spoil(description);
      texts.espalier = JSON.stringify(description);
    });

  it.each<[string, () => Files, string]>([
    [
      'that others wrote',
      () => spoilt((json) => delete json.userDefinedMetadata),
      'it is no model that Espalier wrote',
    ],
    [
      'with a cycle of layers',
      () =>
        spoilt(({ modelTopology: { config } }) => {
          config.layers[3].inbound_nodes = [[[config.layers[3].name, 0, 0, {}]]];
        }),
      'layer “network1.flatten”: it is not what',
    ],
    [
      'with a layer less',
      () => spoilt(({ modelTopology: { config } }) => config.layers.pop()),
      'layer “probabilities”: it is missing',
    ],
    [
      'with a layer whose name is no text',
      () =>
        spoilt(({ modelTopology: { config } }) => {
          config.layers[3].name = { toString: 1 };
        }),
      'layer “”: it is not what',
    ],
    [
      'with a layer deeper than a stack',
      () => {
        const [{ name, bytes }, ...shards] = spoilt(({ modelTopology: { config } }) => {
          config.layers[3].config = 'HERE';
        });
        const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
        const text = new TextDecoder().decode(bytes).replace('"HERE"', deep);
        return [{ name, bytes: new TextEncoder().encode(text) }, ...shards];
      },
      'layer “network1.flatten”: it is not what',
    ],
    [
      'whose networks are joined in another way',
      () =>
        described((description) => Object.assign(description, { joining: { kind: 'dynamic' } })),
      'it is not what the model’s description says',
    ],
    [
      'with a description of another form',
      () => described((description) => Object.assign(description, { form: 2 })),
      'must be 1',
    ],
    [
      'that tells classes apart that it has not',
      () => described(({ classes }) => classes.push(...new Array(100_000).fill('x'))),
      'its shape is',
    ],
    [
      'with a shard that leads elsewhere',
      () => spoilt(({ weightsManifest: [group] }) => Object.assign(group, { paths: ['../../x'] })),
      'it leads out of the model’s folder',
    ],
    ['with a shard less', () => files.slice(0, 1), 'it is not among the files given'],
  ])('%s', async (_, broken, told) => {
    const fault = await reading(broken()).catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(DataError);
    expect(String(fault)).toContain(told);
  });

  it('or read whole, however its shard is damaged', async () => {
    const [json, { name, bytes }] = files;
    const damage = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte }) => {
        const damaged = bytes.slice();
        damaged[at] = byte;
        const given = [json, { name, bytes: damaged }];
        const read = await reading(given).catch((error: unknown) => error);
        return read instanceof Error
          ? read instanceof DataError
          : isSame(writeLayersModel(read as Awaited<ReturnType<typeof reading>>), given);
      }),
      { numRuns: 200, seed: 16 },
    );
  });
});
