/** A trained model leaves a run's folder in every format, the same each time, and goes from one to another. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { specOf, trainedRun } from '../models/testing/trainedRuns.ts';
import { RecordingEngines } from '../runner/testing/recordedRuns.ts';
import { startHubServer } from '../storage/testing/hubServer.ts';
import { exportModel } from './exportCommand.ts';
import { publishModel } from './publishCommand.ts';
import { savedNetworkName } from './savedNetworks.ts';

let folder = '';
const run = () => join(folder, 'run');
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-export-'));
  const engines = new RecordingEngines();
  const name = 'Complementary: importance permuted among classes';
  const { events, files } = await trainedRun(engines, specOf(name));
  await engines.dispose();
  mkdirSync(run());
  const lines = events.map((event) => `${JSON.stringify(event)}\n`);
  writeFileSync(join(run(), 'events.jsonl'), lines.join(''));
  for (const [at, bytes] of [...files.values()].entries()) {
    writeFileSync(join(run(), savedNetworkName(at + 1)), bytes);
  }
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytesIn = (path: string) =>
  Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]));

it('writes a folder with a card, and the same bytes from a file that it wrote', async () => {
  const names = {
    onnx: ['README.md', 'model.onnx'],
    tfjs: ['README.md', 'group1-shard1of1.bin', 'model.json'],
    safetensors: ['README.md', 'espalier_model.py', 'model.safetensors'],
  };
  for (const [format, expected] of Object.entries(names)) {
    const out = join(folder, format);
    expect(await exportModel([run()], { format, out })).toContain(`Wrote ${out}`);
    expect(readdirSync(out).sort()).toEqual(expected);
    await expect(exportModel([run()], { format, out })).rejects.toThrow('is there already');
    const before = bytesIn(out);
    await exportModel([run()], { format, out, force: true });
    expect(bytesIn(out)).toEqual(before);
  }
  const card = readFileSync(join(folder, 'onnx/README.md'), 'utf8');
  for (const part of ['Licence of the data', 'SHA-256', 'Intended use', 'hash of the experiment']) {
    expect(card).toContain(part);
  }
  for (const written of [
    'safetensors/model.safetensors',
    'onnx/model.onnx',
    'tfjs',
    'tfjs/model.json',
  ]) {
    for (const format of Object.keys(names)) {
      const out = join(folder, `${format} again`);
      await exportModel([join(folder, written)], { format, out, force: true });
      // A card says more where the run is at hand.
      expect({ ...bytesIn(out), 'README.md': null }).toEqual({
        ...bytesIn(join(folder, format)),
        'README.md': null,
      });
    }
  }
}, 300_000);

it('takes one network, and one archive', async () => {
  const out = join(folder, 'second.zip');
  await exportModel([run()], { format: 'tfjs', out, member: '2' });
  expect([...readFileSync(out).subarray(0, 2)].map((byte) => String.fromCharCode(byte))).toEqual([
    'P',
    'K',
  ]);
});

it('refuses what it cannot do, before a file is written', async () => {
  const out = join(folder, 'none');
  const asked = async (change: Parameters<typeof exportModel>[1], source = run()) =>
    exportModel([source], { format: 'onnx', out, ...change });
  await expect(asked({ format: 'pickle' })).rejects.toThrow('--format "pickle": give onnx, tfjs');
  await expect(asked({ member: '4' })).rejects.toThrow('networks 1 to 3');
  await expect(asked({ format: 'tfjs', out: 'x.json' })).rejects.toThrow('several files');
  for (const name of ['gone.safetensors', 'gone.onnx']) {
    await expect(asked({}, join(folder, name))).rejects.toThrow('could not be read');
  }
  await expect(exportModel([], { format: 'onnx', out })).rejects.toThrow('export needs');
  expect(existsSync(out)).toBe(false);
});

it('publishes at the Hub what it says before, with the token that it is given', async () => {
  const hub = await startHubServer();
  hub.transfer = 'basic';
  hub.tokens.set('hf_mine', { writesFor: ['ann'] });
  const told: string[] = [];
  const publish = (change: Parameters<typeof publishModel>[1], token = 'hf_mine') =>
    publishModel(
      [run()],
      { publish: 'ann/model', ...change },
      { token, tell: (text) => told.push(text), settings: { hub: hub.origin } },
    );
  await expect(publish({}, '')).rejects.toThrow('in HF_TOKEN');
  await expect(publish({ out: folder })).rejects.toThrow('no --out');
  expect(hub.asked).toEqual([]);
  expect(await publish({ member: '2' })).toContain(`Published ${hub.origin}/ann/model`);
  const there = hub.repositories.get('ann/model');
  expect(there?.isPrivate).toBe(true);
  const names = [...(there?.files.keys() ?? [])].filter((name) => name !== '.gitattributes');
  expect(names).toHaveLength(6);
  for (const name of names) expect(told.join()).toContain(`  ${name}  `);
  await expect(publish({})).rejects.toThrow('is there already');
  await publish({ publish: 'ann/open', public: true, format: 'onnx' });
  expect(hub.repositories.get('ann/open')?.isPrivate).toBe(false);
  await hub.close();
}, 60_000);
