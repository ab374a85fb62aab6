/** Tables of sweeps, collected from folders in which results lie in any way. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRandom, permutation } from '../../lib/random.ts';
import { tinySweep } from '../../spec/sweeps/testing/tinySweep.ts';
import { parseCommand } from '../commandOptions.ts';
import { exitCodes } from '../exitCodes.ts';
import { Interruption } from '../interruption.ts';
import { doneElsewhere } from './doneElsewhere.ts';
import { sweepCommand } from './sweepCommand.ts';
import { openSweep } from './sweepInput.ts';
import { madeResult, writeResult } from './testing/madeResults.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);
const sweepPath = () => inFolder('sweep.json');
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-collect-'));
  writeFileSync(sweepPath(), JSON.stringify(tinySweep(4)));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const planned = async () => (await openSweep(sweepPath())).runs;

/** What a command says on either stream, and its exit code. */
async function said(action: string, ...args: readonly string[]) {
  const [out, err] = [vi.spyOn(console, 'log'), vi.spyOn(console, 'error')];
  for (const spy of [out, err]) spy.mockReset().mockImplementation(() => {});
  const { positionals, values } = parseCommand(['sweep', action, sweepPath(), ...args]);
  const code = await sweepCommand(positionals.slice(1), values, new Interruption(() => {}));
  const text = (spy: typeof out) => spy.mock.calls.flat().join('\n');
  return { code, stdout: text(out), stderr: text(err) };
}

describe('espalier sweep collect', () => {
  it.each(['text', 'json', 'csv', 'markdown', 'latex'])(
    'gives the same %s however the runs were spread',
    async (form) => {
      const runs = await planned();
      const flags = form === 'text' ? [] : [`--${form}`];
      for (const run of runs) writeResult(inFolder(`one/${run.index}`), madeResult(run));
      const first = await said('collect', inFolder('one'), ...flags);
      expect([first.code, first.stderr]).toEqual([0, '']);
      expect(first.stdout).toContain('Complementary');
      const order = permutation(runs.length, createRandom(1, 'spread'));
      for (const [at, place] of order.entries()) {
        const folders = [inFolder(`deep/${at % 3}/x/${at}`), inFolder(`beside/run ${at}`)];
        const result = { ...madeResult(runs[place]), seconds: 100 * at };
        writeResult(folders[at % 2], result);
        if (at === 0) writeResult(inFolder('beside/twice'), result);
      }
      const second = await said('collect', inFolder('beside'), inFolder('deep'), ...flags);
      expect(second).toEqual(first);
    },
  );

  it.each(['results.jsonl', 'results.jsonl.gz'])(
    'gives the same table from %s, which grows by later folders',
    async (name) => {
      const runs = await planned();
      for (const run of runs) writeResult(inFolder(`all/${run.index}`), madeResult(run));
      const whole = await said('collect', inFolder('all'), '--json');
      const file = inFolder(name);
      const some = runs.slice(0, 3);
      for (const run of some) writeResult(inFolder(`some/${run.index}`), madeResult(run));
      const begun = await said('gather', inFolder('some'), '--out', file);
      expect(begun.code).toBe(exitCodes.notWhole);
      expect(begun.stderr).toContain(`3 of ${runs.length} runs gathered`);
      expect(begun.stderr).toContain('Missing');
      const part = await said('collect', file, '--json');
      expect(JSON.parse(part.stdout)).toMatchObject({ finished: 3 });
      const grown = await said('gather', inFolder('all'), file, '--out', file);
      expect(grown.code).toBe(0);
      expect(await said('collect', file, '--json')).toEqual(whole);
      expect((await said('status', file)).stdout).toContain(`${runs.length} finished`);
      expect(await doneElsewhere(runs, [file])).toEqual(new Set(runs.map(({ index }) => index)));
    },
  );

  it('replaces no file of results by one that holds less', async () => {
    const [first, second] = await planned();
    writeResult(inFolder('one'), madeResult(first));
    writeResult(inFolder('two'), madeResult(second));
    writeResult(inFolder('again'), madeResult(first, { digest: 'f'.repeat(64) }));
    const file = inFolder('results.jsonl');
    await said('gather', inFolder('one'), '--out', file);
    const before = readFileSync(file, 'utf8');
    const lost = /results\.jsonl, line 1 would be lost/;
    await expect(said('gather', inFolder('two'), '--out', file)).rejects.toThrow(lost);
    await expect(said('gather', file, inFolder('again'), '--out', file)).rejects.toThrow(lost);
    expect(readFileSync(file, 'utf8')).toBe(before);
    await said('gather', inFolder('two'), file, '--out', file);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
  });

  it('names lines of a file that are no results, and refuses files that it cannot read', async () => {
    const [run] = await planned();
    writeResult(inFolder('one'), madeResult(run));
    const file = inFolder('results.jsonl');
    await said('gather', inFolder('one'), '--out', file);
    const line = readFileSync(file, 'utf8');
    writeFileSync(file, `${line}{"version":99}\n${line.slice(0, 80)}\n`);
    const read = await said('collect', file, '--json');
    expect(JSON.parse(read.stdout)).toMatchObject({ finished: 1 });
    expect(read.stderr).toContain('results.jsonl, line 2');
    expect(read.stderr).toContain('results.jsonl, line 3');
    const packed = inFolder('other.jsonl.gz');
    writeFileSync(packed, line);
    await expect(said('collect', packed)).rejects.toThrow('it could not be read');
    await expect(said('collect', inFolder('none.jsonl'))).rejects.toThrow('it could not be read');
    await expect(said('gather', inFolder('one'), '--out', inFolder('x.csv'))).rejects.toThrow(
      '.jsonl.gz',
    );
  });

  it('says what is missing, failed, of another experiment, or no result', async () => {
    const runs = await planned();
    for (const run of runs.slice(4)) writeResult(inFolder(`r/${run.index}`), madeResult(run));
    const ended = { phase: 'failed', digest: null };
    writeResult(inFolder('r/wild'), madeResult(runs[2], ended));
    const { spec } = runs[0];
    const other = { ...spec, name: 'Other', training: { ...spec.training, epochs: 9 } };
    writeResult(inFolder('r/other'), madeResult({ ...runs[0], spec: other }));
    writeResult(inFolder('r/none'), { rounds: 3 });
    const { code, stdout, stderr } = await said('collect', inFolder('r'), '--json');
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({
      runs: 12,
      finished: 8,
      failed: [2],
      missing: [0, 1, 3],
    });
    expect(stderr).toContain('Missing: 0–1, 3');
    expect(stderr).toContain(`Failed: run 2, ${inFolder('r/wild')}`);
    expect(stderr).toContain('Not of this sweep: 1 runs, as “Other”');
    expect(stderr).toContain(`Not read: ${inFolder('r/none')}: it is no result of a run`);
  });

  it('counts a run that came to two digests as neither', async () => {
    const runs = await planned();
    for (const run of runs) writeResult(inFolder(`r/${run.index}`), madeResult(run));
    const odd = madeResult(runs[5], { digest: `2:${'0'.repeat(64)}`, device: { kind: 'webgpu' } });
    writeResult(inFolder('r/again'), odd);
    const { code, stdout, stderr } = await said('collect', inFolder('r'), '--json');
    expect(code).toBe(5);
    expect(JSON.parse(stdout)).toMatchObject({ finished: 11, differing: [5] });
    expect(stderr).toMatch(/Differs: run 5 came to 2:\w+ on wasm .* and to 2:0+ on webgpu/);
  });

  it('counts results of one digest whose measures differ as neither, wherever they lie', async () => {
    const runs = await planned();
    for (const run of runs) writeResult(inFolder(`r/${run.index}`), madeResult(run));
    const better = { topErrors: { test: { 1: 0 } }, classAccuracy: { test: [1, 1, 1] } };
    const ensemble = [{ ...better, measures: null }];
    writeResult(inFolder('r/a'), madeResult(runs[5], { ensemble }));
    const { code, stdout, stderr } = await said('collect', inFolder('r'), '--json');
    expect([code, JSON.parse(stdout).differing]).toEqual([5, [5]]);
    expect(stderr).toContain('Differs: run 5 came to other measures under one digest');
  });

  it('takes nothing for finished that has no digest, and prints names on one line', async () => {
    const sweep = { ...tinySweep(1), axes: [], name: 'two\nlines\u001b[2J' };
    writeFileSync(sweepPath(), JSON.stringify(sweep));
    const [run] = await planned();
    writeResult(inFolder('r/0'), madeResult(run, { digest: null }));
    const open = await said('collect', inFolder('r'), '--json');
    expect([open.code, JSON.parse(open.stdout).missing]).toEqual([5, [0]]);
    writeResult(inFolder('r/0'), madeResult(run));
    const { stdout } = await said('collect', inFolder('r'));
    expect(stdout).toContain('two\u{fffd}lines\u{fffd}[2J');
  });

  it('refuses results of two versions, and takes those of one', async () => {
    const runs = await planned();
    for (const run of runs) {
      const espalier = run.index < 3 ? '0.0.9' : '0.1.0';
      writeResult(inFolder(`r/${run.index}`), madeResult(run, { espalier }));
    }
    await expect(said('collect', inFolder('r'))).rejects.toThrow(
      `0.0.9 (3 runs, as in ${inFolder('r/0')}) and 0.1.0 (9 runs`,
    );
    const taken = await said('collect', inFolder('r'), '--json', '--of-version', '0.1.0');
    expect([taken.code, JSON.parse(taken.stdout).missing]).toEqual([5, [0, 1, 2]]);
  });

  it('refuses results of other data under the same name', async () => {
    const runs = await planned();
    for (const run of runs) {
      const result = madeResult(run);
      const { dataset } = result;
      const hash = run.index === 7 ? 'ef'.repeat(32) : dataset.hash;
      writeResult(inFolder(`r/${run.index}`), { ...result, dataset: { ...dataset, hash } });
    }
    await expect(said('collect', inFolder('r'))).rejects.toThrow(
      'was not the same data everywhere',
    );
  });

  it('measures against the setting that is named, by the test that is named', async () => {
    const runs = await planned();
    for (const run of runs) writeResult(inFolder(`r/${run.index}`), madeResult(run));
    const flags = ['--baseline', 'Complementary, μ 1', '--measures', 'top1', '--test', 'wilcoxon'];
    const { stdout } = await said('collect', inFolder('r'), '--json', ...flags);
    const { table } = JSON.parse(stdout);
    expect([table.baseline, table.measures, table.tests]).toEqual([2, ['top1'], 2]);
    for (const [flag, value, words] of [
      ['--baseline', 'none', 'Known: “Averaging”'],
      ['--measures', 'top3', 'must be some of top1'],
      ['--test', 'z', 'must be t or wilcoxon'],
    ]) {
      await expect(said('collect', inFolder('r'), flag, value)).rejects.toThrow(words);
    }
    await expect(said('collect', inFolder('r'), '--csv', '--latex')).rejects.toThrow('choose one');
    await expect(said('collect', inFolder('absent'))).rejects.toThrow('could not be read');
  });
});

it('espalier sweep status tells how far each run is', async () => {
  const runs = await planned();
  for (const run of runs.slice(0, 3)) writeResult(inFolder(`r/${run.index}`), madeResult(run));
  writeResult(inFolder('r/3'), madeResult(runs[3], { phase: 'stopped', digest: null }));
  mkdirSync(inFolder('r/4'));
  const events = [
    { type: 'run-started', spec: { ...runs[4].spec, device: 'wasm' } },
    { type: 'epoch-finished' },
  ];
  const log = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  writeFileSync(inFolder('r/4/events.jsonl'), `${log}{"type":"epo`);
  const { stdout } = await said('status', inFolder('r'));
  expect(stdout.split('\n')).toEqual([
    'Tiny: 12 runs, 3 finished, 1 begun, 1 stopped, 7 not begun',
    `  run 3  Averaging, seed 2: stopped  (${inFolder('r/3')})`,
    `  run 4  Complementary, μ 0.5, seed 2: cut off, 1 of 4 epochs  (${inFolder('r/4')})`,
    'not begun: 5–11',
  ]);
  const asJson = JSON.parse((await said('status', inFolder('r'), '--json')).stdout);
  expect(asJson.runs).toHaveLength(12);
  expect(asJson.runs[4]).toMatchObject({ index: 4, at: 'begun', epochs: 1, ofEpochs: 4 });
});
