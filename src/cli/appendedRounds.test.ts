/** Rounds appended to a finished run from the command line. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { espalier } from '../node/testing/espalier.ts';
import { isSavedNetwork } from './savedNetworks.ts';
import { presetJson } from './specCommand.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-rounds-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const small = [
  'training.epochs=1',
  'dataset.limitPerClass=20',
  'network={"kind":"mlp","hidden":[8],"initial":"he"}',
  'training.batchSize=32',
];

/** Trains so many rounds into a folder. */
function run(out: string, rounds: number, options: readonly string[]) {
  const spec = join(folder, `${rounds}.json`);
  writeFileSync(spec, presetJson('glyphs-cnn', [`method.rounds=${rounds}`, ...small]));
  return espalier(['run', spec, '--out', join(folder, out), '--threads', '1', ...options]);
}

const resultOf = (out: string) =>
  JSON.parse(readFileSync(join(folder, out, 'result.json'), 'utf8'));

it('goes on with a finished run whose networks were saved, to the longer run’s digest', async () => {
  const keeps = ['--save-network', '--save-predictions'];
  expect((await run('grown', 1, keeps)).code).toBe(0);
  const longer = await run('grown', 3, ['--resume', ...keeps]);
  expect(longer.code, longer.stderr).toBe(0);
  expect(longer.stderr).toContain('Evaluating 1 finished network once more');
  expect((await run('whole', 3, keeps)).code).toBe(0);
  expect(resultOf('grown').digest).toBe(resultOf('whole').digest);
  expect(resultOf('grown').rounds).toHaveLength(3);
  for (const name of ['predictions-test.npy', 'network-1.safetensors', 'network-3.safetensors']) {
    const bytes = ['grown', 'whole'].map((out) => readFileSync(join(folder, out, name)));
    expect(bytes[0].equals(bytes[1]), name).toBe(true);
  }
  const networks = readdirSync(join(folder, 'grown')).filter(isSavedNetwork);
  expect(networks).toHaveLength(4);
}, 300_000);

it('leaves a finished run as it is whose networks were not saved', async () => {
  expect((await run('bare', 2, [])).code).toBe(0);
  const before = readFileSync(join(folder, 'bare', 'events.jsonl'));
  const refused = await run('bare', 3, ['--resume']);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('--save-network');
  expect(readFileSync(join(folder, 'bare', 'events.jsonl')).equals(before)).toBe(true);
  expect(resultOf('bare').rounds).toHaveLength(2);
}, 300_000);
