/** Experiments that start from a trained network, from the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNetworkFile, writeNetworkFile } from '../data/networkFile.ts';
import { writeOnnx } from '../models/onnx/writeOnnx.ts';
import { writeModelSafetensors } from '../models/safetensors/writeModelSafetensors.ts';
import { madeModels } from '../models/testing/madeModels.ts';
import { espalier } from '../node/testing/espalier.ts';
import type { KeptNetwork } from '../runner/networks.ts';
import { completeSpec, type ExperimentFile } from './experimentFile.ts';
import { readStartingNetwork } from './readStartingNetwork.ts';
import { presetJson } from './specCommand.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-start-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const small = [
  'dataset.limitPerClass=20',
  'training.epochs=2',
  'training.batchSize=32',
  'network={"kind":"mlp","hidden":[8],"initial":"he"}',
];

/** A small experiment on Glyphs, changed further. */
function run(name: string, sets: readonly string[], options: readonly string[]) {
  const spec = inFolder(`${name}.json`);
  writeFileSync(spec, presetJson('glyphs-cnn', [...small, ...sets]));
  return espalier(['run', spec, '--out', inFolder(name), '--threads', '1', ...options]);
}

const resultOf = (name: string) =>
  JSON.parse(readFileSync(inFolder(`${name}/result.json`), 'utf8'));
const bytesOf = (name: string) => readFileSync(inFolder(name));

it('takes a saved network as round 1, and refuses one of other layers before training', async () => {
  const one = await run(
    'one',
    ['method={"kind":"single"}'],
    ['--save-network', '--save-predictions'],
  );
  expect(one.code, one.stderr).toBe(0);
  const start = ['--network', inFolder('one/network.safetensors'), '--start-as', 'round'];
  const saves = ['--save-network', '--save-predictions'];
  const two = await run('two', ['method.rounds=2'], [...start, ...saves]);
  expect(two.code, two.stderr).toBe(0);
  const [given, trained] = resultOf('two').rounds;
  const [alone] = resultOf('one').rounds;
  expect(given.classAccuracy).toEqual(alone.classAccuracy);
  expect(given.softErrors).toEqual(alone.softErrors);
  expect(given.gamma).toBeGreaterThan(0);
  expect(trained.classAccuracy).not.toEqual(given.classAccuracy);
  expect(bytesOf('two/network-1.safetensors')).toEqual(bytesOf('one/network.safetensors'));
  expect(two.stderr).toMatch(/round 1 of 2, \d+ parameters, given and not trained/);
  expect(two.stderr.match(/ epoch \d\/2/g)).toHaveLength(2);

  const other = 'network={"kind":"mlp","hidden":[9],"initial":"he"}';
  const refused = await run('other', ['method.rounds=2', other], start);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('start.network');
  expect(refused.stderr).not.toContain('round 1');
}, 300_000);

it('takes no first network for a level-wise run, and no network for what is no experiment', () => {
  const network = { hash: 'ab'.repeat(32) } as KeptNetwork;
  const file = (value: unknown, startAs: ExperimentFile['startAs']): ExperimentFile => ({
    path: 'spec.json',
    value,
    claimed: null,
    note: null,
    initial: network,
    startAs,
    treeFiles: [],
  });
  const tree = JSON.parse(presetJson('levelwise-tree', []));
  expect(completeSpec(file(tree, 'weights'), []).method).toMatchObject({
    initialFrom: network.hash,
  });
  expect(() => completeSpec(file(tree, 'round'), [])).toThrow('leave --start-as out');
  expect(() => completeSpec(file(null, null), [])).toThrow('must be a JSON object');
});

describe('an exported model', () => {
  const written = (name: string, bytes: Uint8Array) => {
    writeFileSync(inFolder(name), bytes);
    return inFolder(name);
  };
  const startOf = (path: string, member: number | null = null) =>
    readStartingNetwork({ path, member, as: null });

  it('gives the network that the run saved, to the byte, in every format', async () => {
    const model = madeModels['Single: features'];
    const { bytes } = await startOf(written('one.onnx', writeOnnx(model)));
    const [{ network, tensors }] = model.members;
    const { classes, input, origin } = model;
    const { shape, normalisation } = input;
    const { espalier: by } = origin;
    const saved = { espalier: by, network, shape, classes, normalisation, tensors };
    expect(bytes).toEqual(writeNetworkFile(saved));
    const other = await startOf(written('one.safetensors', writeModelSafetensors(model)));
    expect(other).toEqual(await startOf(written('saved.safetensors', bytes)));
  });

  it('of several networks gives the one that is chosen, without Ψ and θ', async () => {
    const model = madeModels['Complementary: level-wise networks'];
    const path = written('two.onnx', writeOnnx(model));
    const second = readNetworkFile((await startOf(path, 2)).bytes, path);
    const level = model.members[1].tensors['level0/weights'];
    expect(second.tensors['level0/weights']).toEqual(level);
    expect(second.tensors).not.toHaveProperty('level0/shares');
    await expect(startOf(path)).rejects.toThrow('it has 2 networks');
    await expect(startOf(path, 3)).rejects.toThrow('networks 1 to 2');
    const one = written('saved-one.safetensors', (await startOf(path, 1)).bytes);
    await expect(startOf(one, 1)).rejects.toThrow('is one network; leave --member out');
  });
});

it('is named once', async () => {
  const both = ['--network', 'one.safetensors', '--initial', 'other.safetensors'];
  const refused = await espalier(['run', 'none.json', '--out', inFolder('both'), ...both]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--network and --initial name the same thing');
});
