/** Every network of an ensemble is kept by --save-network, and goes into a project file and out again. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readNetworkFile } from '../data/networkFile.ts';
import { hashBytes } from '../lib/hash.ts';
import { espalier } from '../node/testing/espalier.ts';
import { exportProject, importProjectFile } from './projectCommand.ts';
import { isSavedNetwork, savedNetworkName } from './savedNetworks.ts';
import { presetJson } from './specCommand.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-networks-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('tells its own names from others', () => {
  expect([savedNetworkName(null), savedNetworkName(12)].every(isSavedNetwork)).toBe(true);
  const others = ['network-0.safetensors', 'network-.safetensors', 'my-network.safetensors'];
  expect(others.filter(isSavedNetwork)).toEqual([]);
});

const small = [
  'training.epochs=1',
  'dataset.limitPerClass=20',
  'network={"kind":"mlp","hidden":[8],"initial":"he"}',
  'training.batchSize=32',
];

it('keeps networks that are trained together', async () => {
  const out = join(folder, 'joint');
  const spec = join(folder, 'joint.json');
  const changes = ['method={"kind":"joint-mixture","rounds":2}', ...small];
  writeFileSync(spec, presetJson('glyphs-cnn', changes));
  const run = await espalier(['run', spec, '--out', out, '--threads', '1', '--save-network']);
  expect(run.code, run.stderr).toBe(0);
  const hashOf = (name: string) => hashBytes(new Uint8Array(readFileSync(join(out, name))));
  const { members } = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
  expect([1, 2].map((number) => hashOf(savedNetworkName(number)))).toEqual(
    members.map(({ networkHash }: { networkHash: string }) => networkHash),
  );
  expect(hashOf(savedNetworkName(null))).toBe(members[1].networkHash);
}, 300_000);

it('keeps the networks of all rounds', async () => {
  const out = join(folder, 'run');
  const spec = join(folder, 'spec.json');
  writeFileSync(spec, presetJson('glyphs-cnn', ['method.rounds=3', ...small]));
  const run = await espalier(['run', spec, '--out', out, '--threads', '1', '--save-network']);
  expect(run.code, run.stderr).toBe(0);
  const names = readdirSync(out).filter(isSavedNetwork).sort();
  expect(names).toEqual(
    [1, 2, 3].map((round) => `network-${round}.safetensors`).concat('network.safetensors'),
  );
  const bytes = names.map((name) => new Uint8Array(readFileSync(join(out, name))));
  const hashes = bytes.map((each) => hashBytes(each));
  const { rounds } = JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
  expect(rounds).toHaveLength(3);
  expect(new Set(hashes).size).toBe(3);
  expect(hashes[3]).toBe(hashes[2]);
  expect(readNetworkFile(bytes[0], names[0]).network).toMatchObject({ kind: 'mlp' });

  const project = join(folder, 'project.zip');
  await exportProject([out], {
    out: project,
    force: false,
    withNetworks: true,
    withData: false,
  });
  await importProjectFile(project, join(folder, 'back'));
  const [id] = readdirSync(join(folder, 'back'));
  const kept = readdirSync(join(folder, 'back', id, 'networks')).sort();
  expect(kept).toEqual([...new Set(hashes)].map((hash) => `${hash}.safetensors`).sort());
}, 300_000);
