/** The command line as a person uses it: processes, files, exit codes. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainPng } from '../data/testing/sourceFiles.ts';
import { writeIdx } from '../data/testing/writeIdx.ts';
import { createRandom } from '../lib/random.ts';
import { espalier } from '../node/testing/espalier.ts';
import { encodeLink } from '../spec/link.ts';
import { runEventSchema } from '../spec/run/runEvent.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-'));
  writeDigits('train', 96);
  writeDigits('t10k', 48);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** IDX files of 4 × 4 images in three classes, each bright in its own rows. */
function writeDigits(split: string, count: number): void {
  const random = createRandom(3, split);
  const pixels = Array.from({ length: count * 16 }, (_, at) => {
    const bright = Math.floor((at % 16) / 4) === Math.floor(at / 16) % 3;
    return Math.floor((bright ? 150 : 20) + 100 * random.uniform());
  });
  const labels = Array.from({ length: count }, (_, image) => image % 3);
  writeFileSync(inFolder(`${split}-images-idx3-ubyte`), writeIdx([count, 4, 4], pixels));
  writeFileSync(inFolder(`${split}-labels-idx1-ubyte`), writeIdx([count], labels));
}

async function specFile(name: string, ...changes: string[]): Promise<string> {
  const small = ['network={"kind":"mlp","hidden":[8]}', 'training.batchSize=16', 'method.rounds=2'];
  const sets = [...small, 'training.epochs=3', ...changes].flatMap((set) => ['--set', set]);
  const { stdout } = await espalier(['spec', 'mnist-mlp-quick', ...sets]);
  writeFileSync(inFolder(name), stdout);
  return inFolder(name);
}

const dataFiles = () =>
  ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'].map((name) =>
    inFolder(`${name}-ubyte`),
  );

describe('espalier run', () => {
  it('writes result, log and predictions, and repeats to the same digest', async () => {
    const spec = await specFile('spec.json');
    const digests: string[] = [];
    const json = JSON.parse(readFileSync(spec, 'utf8'));
    for (const out of ['a', 'b']) {
      const claimed = digests.length === 0 ? null : { device: 'wasm', digest: digests[0] };
      const what = claimed === null ? spec : `https://x.org/#${await encodeLink(json, claimed)}`;
      const args = ['run', what, '--data', ...dataFiles(), '--out', inFolder(out)];
      const { code, stderr } = await espalier([...args, '--save-predictions']);
      expect(code, stderr).toBe(0);
      expect(stderr.includes('The same result')).toBe(claimed !== null);
      digests.push(JSON.parse(readFileSync(inFolder(`${out}/result.json`), 'utf8')).digest);
    }
    expect(digests[0]).toMatch(/^2:[0-9a-f]{64}$/);
    expect(digests[1]).toBe(digests[0]);
    const other = ['--expect', `2:${'ab'.repeat(32)}`, '--out', inFolder('c')];
    const { code, stderr } = await espalier(['run', spec, '--data', ...dataFiles(), ...other]);
    expect([code, stderr]).toEqual([0, expect.stringContaining('Another result.')]);
    const typo = await espalier(['run', spec, '--expect', '12', '--out', inFolder('d')]);
    expect([typo.code, typo.stderr]).toEqual([2, expect.stringContaining('--expect 12')]);
    const lines = readFileSync(inFolder('a/events.jsonl'), 'utf8').trim().split('\n');
    for (const line of lines) runEventSchema.parse(JSON.parse(line));
    const npy = readFileSync(inFolder('a/predictions-test.npy'));
    expect(npy.subarray(10).toString('latin1')).toContain("'shape': (2, 48, 3)");
    expect(readFileSync(inFolder('a/labels-test.npy')).length).toBe(128 + 48 * 4);
    // A run with a result is not gone on with, so that all else must be there before it.
    const writtenAt = (name: string) => statSync(inFolder(`a/${name}`)).mtimeMs;
    expect(writtenAt('result.json')).toBeGreaterThanOrEqual(writtenAt('labels-test.npy'));
    expect(readdirSync(inFolder('a')).filter((name) => name.startsWith('outputs-'))).toEqual([]);
  });

  it('ends with 130 when it is interrupted, with the log and result so far', async () => {
    const spec = await specFile('long.json', 'training.epochs=10000');
    const args = ['run', spec, '--data', ...dataFiles(), '--out', inFolder('long')];
    const { code } = await espalier(args, (stop) => stop());
    expect(code).toBe(130);
    const result = JSON.parse(readFileSync(inFolder('long/result.json'), 'utf8'));
    expect(result.phase).toBe('stopped');
  });

  it('leaves an earlier run alone until it begins, and nothing of it afterwards', async () => {
    const out = inFolder('twice');
    mkdirSync(out);
    for (const name of ['result.json', 'predictions-validation.npy', 'notes.txt']) {
      writeFileSync(join(out, name), 'earlier');
    }
    const args = ['--data', ...dataFiles(), '--out', out, '--force'];
    const unknown = await specFile('unknown.json', 'dataset.classes=["0","none"]');
    expect((await espalier(['run', unknown, ...args])).code).toBe(2);
    expect(readFileSync(join(out, 'result.json'), 'utf8')).toBe('earlier');
    const fine = await specFile('again.json', 'training.epochs=1');
    expect((await espalier(['run', fine, ...args])).code).toBe(0);
    expect(readdirSync(out).sort()).toEqual(['events.jsonl', 'notes.txt', 'result.json']);
  });

  it('ends with 3 when training fails', async () => {
    const spec = await specFile(
      'wild.json',
      'training.learningRate=10',
      'training.momentum=0.999',
      'training.epochs=400',
      'network={"kind":"mlp","hidden":[32,32,32,32],"initial":"he"}',
    );
    const args = ['run', spec, '--data', ...dataFiles(), '--out', inFolder('wild')];
    const { code, stderr } = await espalier(args);
    expect(code).toBe(3);
    expect(stderr).toContain('learning rate');
  });

  it('ends with 2 and the reason for bad input', async () => {
    writeFileSync(inFolder('broken.json'), '{');
    writeFileSync(inFolder('cut'), readFileSync(dataFiles()[0]).subarray(0, 100));
    const spec = await specFile('fine.json');
    const out = ['--out', inFolder('none')];
    const cases: [string[], string][] = [
      [['run', inFolder('broken.json'), ...out], 'is not JSON'],
      [['run', inFolder('absent.json'), ...out], 'no such file'],
      [['run', spec, ...out], 'Let it be fetched: --data catalog:mnist'],
      [['run', spec, '--data', inFolder('cut'), ...out], 'cut'],
      [
        ['run', spec, '--device', 'abacus', ...out],
        'must be wasm, wasm-fused, webgpu, webgpu-mixed, cpu',
      ],
      [['spec', 'no-such-preset'], 'mnist-mlp-quick'],
      [['spec', 'mnist-mlp', '--set', 'training.speed=1'], 'no field speed'],
      [['spec', 'mnist-mlp', '--set', 'training.epochs=0'], 'from 1 to 10000'],
      [['spec', 'mnist-mlp', '--set', 'network.hidden.length=-1'], 'no field length'],
      [['run', folder, ...out], 'EISDIR'],
      [['run', spec, '--data', ...dataFiles(), '--out', inFolder('cut')], 'Choose another folder'],
      [['dance'], 'no command'],
    ];
    for (const [args, reason] of cases) {
      const { code, stderr } = await espalier(args);
      expect(stderr).toContain(reason);
      expect(code, args.join(' ')).toBe(2);
    }
  });
});

it('espalier inspect tells what files hold', async () => {
  const { code, stdout } = await espalier(['inspect', ...dataFiles(), '--json']);
  expect(code).toBe(0);
  const facts = JSON.parse(stdout);
  expect(facts).toMatchObject({
    shape: { height: 4, width: 4, channels: 1 },
    counts: { train: 96, validation: 0, test: 48 },
    classes: [
      { name: '0', train: 32, test: 16 },
      { name: '1', train: 32, test: 16 },
      { name: '2', train: 32, test: 16 },
    ],
  });
  const told = await espalier(['inspect', ...dataFiles()]);
  expect(told.stdout).toContain(facts.hash);
  // A folder of links, as download caches have them, named after the folder.
  const links = inFolder('linked');
  mkdirSync(links);
  for (const file of dataFiles()) symlinkSync(file, join(links, basename(file)));
  const linked = await espalier(['inspect', links]);
  expect(linked.stdout).toContain(facts.hash);
  expect(linked.stdout).toContain('linked: IDX');
});

it('espalier inspect takes flags for what files leave open, and names them', async () => {
  const folder = inFolder('drawings');
  for (const [name, side] of [
    ['cat', 4],
    ['dog', 5],
  ] as const) {
    mkdirSync(join(folder, name), { recursive: true });
    const image = plainPng(side, { height: side, width: side, channels: 1 });
    writeFileSync(join(folder, name, '1.png'), image);
  }
  const open = await espalier(['inspect', folder]);
  expect(open.code).toBe(2);
  expect(open.stderr).toContain('--images crop:4x4');
  const told = await espalier(['inspect', folder, '--images', 'pad:8x6:rgb', '--json']);
  expect(JSON.parse(told.stdout).shape).toEqual({ height: 6, width: 8, channels: 3 });
  const wrong = await espalier(['inspect', folder, '--images', 'huge']);
  expect(wrong.code).toBe(2);
  expect(wrong.stderr).toContain('--images huge: must be resize, crop or pad');
});

it('espalier inspect prints names of classes that cannot steer a terminal', async () => {
  const folder = inFolder('steering');
  const names = ['\u001b[31mred', 'plain\nline', 'c\u202edcba'];
  for (const [value, name] of names.entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    const image = plainPng(value, { height: 4, width: 4, channels: 1 });
    writeFileSync(join(folder, name, '1.png'), image);
  }
  const told = await espalier(['inspect', folder]);
  expect(told.code).toBe(0);
  expect(told.stdout).toMatch(/ \ufffd\[31mred +1 +0$/m);
  expect(told.stdout).toMatch(/ plain\ufffdline +1 +0$/m);
  expect(told.stdout).toMatch(/ c\ufffddcba +1 +0$/m);
  // Programs get the names as they are.
  const facts = JSON.parse((await espalier(['inspect', folder, '--json'])).stdout);
  expect(facts.classes.map(({ name }: { name: string }) => name).sort()).toEqual(names.sort());
});

it('espalier presets lists each with its table and cost', async () => {
  const { stdout } = await espalier(['presets']);
  expect(stdout).toContain('mnist-mlp: Table 1');
  expect(stdout).toContain('CVPR 2019');
});
