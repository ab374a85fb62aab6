/** `espalier whatif` on a run's folder. */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { espalier } from '../node/testing/espalier.ts';
import type { resultOf } from '../spec/run/result.ts';
import { npyBytes } from './npy.ts';
import { whatIf } from './whatIfCommand.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);
const small = [
  'method.rounds=3',
  'method.mu=0.6',
  'training.epochs=2',
  'dataset.limitPerClass=12',
  'network={"kind":"mlp","hidden":[8]}',
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-what-if-'));
  const sets = small.flatMap((set) => ['--set', set]);
  const { stdout } = await espalier(['spec', 'glyphs-cnn', ...sets]);
  writeFileSync(inFolder('spec.json'), stdout);
  const run = ['run', inFolder('spec.json'), '--data', 'builtin:glyphs', '--threads', '1'];
  const ended = await espalier([...run, '--out', inFolder('run'), '--save-predictions']);
  expect(ended.code, ended.stderr).toBe(0);
  mkdirSync(inFolder('bare'));
  copyFileSync(inFolder('run/events.jsonl'), inFolder('bare/events.jsonl'));
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Flags = Parameters<typeof whatIf>[1];
const facts = async (flags: Flags = {}, from = 'run') =>
  JSON.parse(await whatIf([inFolder(from)], { ...flags, json: true }));
const refusal = (flags: Flags, from = 'run') =>
  whatIf([inFolder(from)], flags).then(
    () => 'it was taken',
    (error: Error) => error.message,
  );

describe('espalier whatif', () => {
  it('tells the run’s own numbers where nothing is changed', async () => {
    const { bench, whatIf: mu } = await facts();
    const result: ReturnType<typeof resultOf> = JSON.parse(
      readFileSync(inFolder('run/result.json'), 'utf8'),
    );
    expect(bench.now).toEqual(bench.asTrained);
    expect(bench.now.error).toBe(result.ensemble.at(-1)?.topErrors.test?.['1']);
    expect([bench.lost, bench.won]).toEqual([0, 0]);
    expect(bench.members.map(({ vote }: { vote: number }) => vote)).toEqual(
      result.rounds.map(({ voteWeight }) => voteWeight),
    );
    expect(mu.rounds.map(({ gamma }: { gamma: number }) => gamma)).toEqual(
      result.rounds.map(({ gamma }) => gamma),
    );
    expect(mu.bound).toEqual(mu.boundAsTrained);
  });

  it('votes with some networks, other weights, and those best on validation images', async () => {
    const { bench } = await facts({ members: '1,3', votes: '0.5,0.25' });
    expect(bench.members).toMatchObject([
      { isOn: true, vote: 0.5, share: 2 / 3 },
      { isOn: false, vote: 0, share: 0 },
      { isOn: true, vote: 0.25, share: 1 / 3 },
    ]);
    const alone = await facts({ members: '2' });
    expect(alone.bench.now.error).toBe(alone.bench.members[1].error);
    const { search } = (await facts({ votes: 'best' })).bench;
    expect(search.errors).toBeLessThanOrEqual(search.errorsAsTrained);
    expect((await facts({ votes: 'equal' })).bench.members[0].share).toBeCloseTo(1 / 3, 12);
  });

  it('tells what another μ does, and from which on rounds freeze', async () => {
    const { largestFreeMu } = (await facts()).whatIf;
    const beyond = await whatIf([inFolder('run')], { mu: String(Math.ceil(largestFreeMu + 1)) });
    expect(beyond).toContain('Frozen: 1');
    expect(beyond).toContain(`Up to μ ${largestFreeMu.toFixed(2)} no round freezes`);
    const free = await whatIf([inFolder('run')], { mu: String(largestFreeMu) });
    expect(free).not.toContain('Frozen');
    const released = await facts({ update: 'released' });
    expect(released.whatIf.chosen).toEqual({ mu: 0.6, update: 'released-code', errors: 'hard' });
  });

  it('says what is missing where the outputs were not saved, and tells the rest', async () => {
    const text = await whatIf([inFolder('bare')], {});
    expect(text).toContain('--save-predictions');
    expect(text).toContain('What if: μ 0.6');
    expect(await refusal({ members: '1' }, 'bare')).toContain('predictions-test.npy');
  });

  it.each<[Flags, string]>([
    [{ members: '1,7' }, 'its networks are 1, 2, 3'],
    [{ members: '1,1' }, 'each named once'],
    [{ members: '1,x' }, '"x" is not a number'],
    [{ votes: '1,2' }, 'one for each of the 3 members'],
    [{ votes: '0,0,0' }, 'one of them above 0'],
    [{ votes: '-1,2,3' }, '"-1" is not a number'],
    [{ mu: '11' }, 'must be from 0.05 to 10'],
    [{ update: 'new' }, 'must be printed, released'],
    [{ update: 'released', errors: 'soft' }, 'must be hard'],
  ])('refuses %o', async (flags, words) => {
    expect(await refusal(flags)).toContain(words);
  });

  it('refuses outputs that are not those of the run', async () => {
    const other = inFolder('other');
    mkdirSync(other);
    copyFileSync(inFolder('run/events.jsonl'), join(other, 'events.jsonl'));
    for (const split of ['test', 'validation']) {
      writeFileSync(
        join(other, `predictions-${split}.npy`),
        npyBytes(new Float32Array(6), [1, 2, 3]),
      );
      writeFileSync(join(other, `labels-${split}.npy`), npyBytes(new Int32Array(2), [2]));
    }
    expect(await refusal({}, 'other')).toContain('1 × 2 × 3, the run in the folder 3 × ');
  });

  it('needs one folder with a round that has ended', async () => {
    await expect(whatIf([], {})).rejects.toThrow('one run');
    mkdirSync(inFolder('begun'));
    const [first] = readFileSync(inFolder('run/events.jsonl'), 'utf8').split('\n');
    writeFileSync(inFolder('begun/events.jsonl'), `${first}\n`);
    expect(await refusal({}, 'begun')).toContain('no round of the run has ended yet');
  });
});
