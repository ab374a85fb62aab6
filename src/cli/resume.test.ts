/** A run of the command line that is cut off, and gone on with. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '../lib/random.ts';
import { runWithKills } from '../node/testing/cutOff.ts';
import { type Ended, espalier } from '../node/testing/espalier.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-resume-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string) => join(folder, name);
const resultIn = (out: string) => JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));

const quick = [
  'network={"kind":"mlp","hidden":[16],"initial":"he"}',
  'dataset.limitPerClass=40',
  'training.batchSize=32',
];
const experiments = {
  complementary: ['glyphs-cnn', 'method.rounds=2', 'training.epochs=12', ...quick],
  levelwise: ['levelwise-tree', 'training.epochs=24', 'method.hierarchy.warmupEpochs=2', ...quick],
};

async function specFile(name: string, [preset, ...sets]: readonly string[]): Promise<string> {
  const changes = sets.flatMap((set) => ['--set', set]);
  const { stdout, stderr } = await espalier(['spec', preset, ...changes]);
  if (stdout === '') throw new Error(stderr);
  writeFileSync(inFolder(name), stdout);
  return inFolder(name);
}

const runIn = (spec: string, out: string, ...flags: string[]): Promise<Ended> =>
  espalier(['run', spec, '--threads', '1', '--out', out, ...flags]);

describe('espalier run --resume', () => {
  it.each(Object.entries(experiments))(
    'comes to the result of a run that was left alone, killed three times: %s',
    async (name, changes) => {
      const spec = await specFile(`${name}.json`, changes);
      const alone = inFolder(`${name}-alone`);
      expect((await runIn(spec, alone, '--resume')).code).toBe(0);
      const random = createRandom(12, 'kills', name);
      const out = inFolder(`${name}-killed`);
      const args = ['run', spec, '--threads', '1'];
      const report = await runWithKills(args, out, 3, () => ({
        epochs: 1 + random.integer(3),
        milliseconds: random.integer(60),
      }));
      expect(report).toMatchObject({ epochsLost: 0, digest: resultIn(alone).digest });
      expect(report.kills).toBeGreaterThan(1);
      expect(readdirSync(out).sort()).toEqual(['events.jsonl', 'result.json']);
    },
    240_000,
  );

  it('goes on after an interruption, with the predictions of all rounds', async () => {
    const spec = await specFile('stopped.json', experiments.complementary);
    const alone = inFolder('stopped-alone');
    expect((await runIn(spec, alone, '--save-predictions')).code).toBe(0);
    const out = inFolder('stopped');
    const args = ['run', spec, '--threads', '1', '--out', out, '--save-predictions', '--resume'];
    const stopped = await espalier(args, (stop, stderr) => {
      if (/epoch 2/.test(stderr)) stop('SIGTERM');
    });
    expect(stopped.code).toBe(130);
    expect(resultIn(out).phase).toBe('stopped');
    expect((await espalier(args)).code).toBe(0);
    expect(resultIn(out).digest).toBe(resultIn(alone).digest);
    for (const file of ['predictions-test.npy', 'labels-train.npy']) {
      expect(readFileSync(join(out, file)).equals(readFileSync(join(alone, file)))).toBe(true);
    }
    expect(readdirSync(out).sort()).toEqual(readdirSync(alone).sort());
    const again = await espalier(args);
    expect(again).toMatchObject({ code: 0, stderr: `${out}: the run is finished already.\n` });
  }, 240_000);
});

describe('a folder that holds a run', () => {
  it('is left alone unless it is said what becomes of it', async () => {
    const spec = await specFile('other.json', [...experiments.complementary, 'seed=2']);
    const first = await specFile('first.json', [...experiments.complementary, 'training.epochs=1']);
    const out = inFolder('kept');
    expect((await runIn(first, out)).code).toBe(0);
    const before = readFileSync(join(out, 'result.json'), 'utf8');
    const refused = await runIn(spec, out);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('it holds a run already (events.jsonl)');
    const resumed = await runIn(spec, out, '--resume');
    expect(resumed.code).toBe(2);
    expect(resumed.stderr).toContain('of another experiment');
    expect((await runIn(spec, out, '--resume', '--force')).code).toBe(2);
    expect(readFileSync(join(out, 'result.json'), 'utf8')).toBe(before);
    expect(existsSync(join(out, 'run.lock'))).toBe(false);
  }, 300_000);

  it('begins nothing anew over a run that it cannot read or go on with', async () => {
    const spec = await specFile('lost.json', [...experiments.complementary, 'training.epochs=2']);
    const out = inFolder('lost');
    const log = join(out, 'events.jsonl');
    const args = ['run', spec, '--threads', '1', '--out', out, '--resume'];
    await espalier(args, (stop, stderr) => {
      if (/round 2/.test(stderr)) stop('SIGTERM');
    });
    for (const slot of ['a', 'b']) rmSync(join(out, `checkpoint.${slot}`), { force: true });
    const before = readFileSync(log, 'utf8');
    const refused = await runIn(spec, out, '--resume');
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('no checkpoint')]);
    expect(readFileSync(log, 'utf8')).toBe(before);
    writeFileSync(log, before.replace('"epoch-finished"', '"of-a-later-version"'));
    const unread = await runIn(spec, out, '--resume');
    expect([unread.code, unread.stderr]).toEqual([2, expect.stringContaining('stays as it is')]);
    expect(readFileSync(log, 'utf8')).toContain('of-a-later-version');
    expect((await runIn(spec, out, '--force')).code).toBe(0);
  }, 300_000);

  it('takes one process at a time', async () => {
    const spec = await specFile('long.json', [...experiments.complementary, 'training.epochs=500']);
    const out = inFolder('shared');
    let second: Promise<Ended> | null = null;
    let end = () => {};
    const first = await espalier(['run', spec, '--out', out], (stop) => {
      end = () => stop();
      second ??= runIn(spec, out, '--resume').then((ended) => {
        end();
        return ended;
      });
    });
    expect(first.code).toBe(130);
    expect(await second).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is writing a run there'),
    });
  }, 300_000);
});
