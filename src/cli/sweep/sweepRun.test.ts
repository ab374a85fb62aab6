/** Runs of a sweep on the command line: one by its place, and all of them. */
import {
  cpSync,
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
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { espalier } from '../../node/testing/espalier.ts';
import { plannedRuns } from '../../spec/sweeps/plannedRuns.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import { tinySweep } from '../../spec/sweeps/testing/tinySweep.ts';
import { parseCommand } from '../commandOptions.ts';
import { Interruption } from '../interruption.ts';
import { runOptions } from '../runArguments.ts';
import { runPlanned } from './runPlanned.ts';
import { sweepCommand } from './sweepCommand.ts';
import { sweepRun } from './sweepRun.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);
const sweepPath = () => inFolder('sweep.json');
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-sweep-'));
  writeFileSync(sweepPath(), JSON.stringify(tinySweep(1)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function plannedHere() {
  const reading = readSweep(tinySweep(1));
  if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
  return plannedRuns(reading.sweep);
}

const one = (index: number, ...flags: string[]) =>
  espalier(['run', sweepPath(), `--index=${index}`, ...flags]);

/** A command that is refused before it begins, within this process. */
async function refusal(args: readonly string[]): Promise<unknown> {
  const { positionals, values } = parseCommand(args);
  const [command, ...rest] = positionals;
  const interruption = new Interruption(() => {});
  if (command === 'sweep') return sweepCommand(rest, values, interruption);
  if (values.index !== undefined) return runPlanned(rest, values, interruption);
  return runOptions(rest, values);
}

/** The digest of every run below a folder, by the run's folder. */
function digestsBelow(results: string) {
  const folders = readdirSync(results).filter((name) =>
    existsSync(join(results, name, 'result.json')),
  );
  return folders.sort().map((name) => {
    const { phase, digest } = JSON.parse(readFileSync(join(results, name, 'result.json'), 'utf8'));
    return [name, phase, digest];
  });
}

/** Kills the process of a run that is under way; whether there was one. */
function killOneRun(results: string): boolean {
  const locks = readdirSync(results).map((name) => join(results, name, 'run.lock'));
  const lock = locks.find((path) => existsSync(path));
  if (lock === undefined) return false;
  try {
    process.kill(JSON.parse(readFileSync(lock, 'utf8')).process, 'SIGKILL');
    return true;
  } catch {
    return false;
  }
}

it('tells where the table is to be had from, files of results that were done before among it', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  const runs = plannedHere();
  const reading = readSweep(tinySweep(1));
  if (!reading.ok) throw new Error('no sweep');
  const end = await sweepRun(
    { runs, sweep: reading.sweep, path: 'sweep.json' },
    {
      results: inFolder('nothing here'),
      done: new Set(runs.map(({ index }) => index)),
      doneFiles: ['before now.jsonl.gz'],
      atOnce: 1,
      shared: [],
      check: async () => {},
    },
    new Interruption(() => {}),
  );
  expect(end).toBe(0);
  expect(told).toHaveBeenLastCalledWith(
    expect.stringMatching(/: sweep collect sweep\.json 'before now\.jsonl\.gz'$/),
  );
  told.mockRestore();
});

describe('espalier run --index', () => {
  it('does one run, once, and puts another’s folder in no danger', async () => {
    const [first] = plannedHere();
    const done = await one(0, '--results', inFolder('single'));
    expect(done.code, done.stderr).toBe(0);
    const out = inFolder(`single/${first.hash.slice(0, 16)}`);
    const result = () => JSON.parse(readFileSync(join(out, 'result.json'), 'utf8'));
    const before = result();
    expect(before.spec.name).toBe('Tiny: Averaging, seed 1');

    const again = await one(0, '--out', out);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('finished already')]);
    const other = await one(1, '--out', out);
    expect([other.code, other.stderr]).toEqual([2, expect.stringContaining('another experiment')]);
    expect(result()).toEqual(before);

    // Of results that were copied from elsewhere, their logs may be left out.
    const bare = inFolder('bare');
    mkdirSync(bare);
    cpSync(join(out, 'result.json'), join(bare, 'result.json'));
    expect((await one(0, '--out', bare)).stderr).toContain('finished already');
    const foreign = await one(1, '--out', bare);
    expect([foreign.code, foreign.stderr]).toEqual([2, expect.stringContaining('stays as it is')]);
    expect(readdirSync(bare)).toEqual(['result.json']);

    // Cut off after the log's end, before the result was written.
    rmSync(join(out, 'result.json'));
    expect((await one(0, '--out', out)).code).toBe(0);
    expect(result()).toEqual(before);
  }, 300_000);

  it('refuses what says no run, and files of many runs that are run as one', async () => {
    const out = ['--out', inFolder('none')];
    const cases: [string[], string][] = [
      [['run', sweepPath(), '--index', '3', ...out], 'has 3 runs, from 0 to 2'],
      [['run', sweepPath(), '--index', '0'], '--results <the folder of all runs>'],
      [['run', sweepPath(), '--index', '0', '--force', ...out], 'does not go with --index'],
      [['run', sweepPath(), ...out], 'is a sweep of many runs'],
      [['sweep', 'dance', sweepPath()], 'no sweep dance'],
      [['sweep', 'run', sweepPath(), '--force', ...out], 'does not go with sweep run: finished'],
      [['sweep', 'run', sweepPath(), '--resume', ...out], 'is gone on with by itself'],
      [['sweep', 'run', sweepPath(), '--latex', ...out], 'it takes --out, --at-once'],
      [['sweep', 'plan', sweepPath(), '--threads', '2'], 'does not go with sweep plan'],
      [['sweep', 'run', sweepPath(), '--pixels', 'unit', ...out], 'a sweep takes no model'],
    ];
    for (const [args, reason] of cases) await expect(refusal(args)).rejects.toThrow(reason);
    expect(existsSync(inFolder('none'))).toBe(false);
  });
});

describe('espalier sweep run', () => {
  it('comes to the same results killed at random moments', async () => {
    const args = ['sweep', 'run', sweepPath(), '--at-once=2'];
    const alone = await espalier([...args, '--out', inFolder('alone')]);
    expect(alone.code, alone.stderr).toBe(0);
    const killed = await espalier([...args, '--out', inFolder('killed')], (stop, stderr) => {
      if (stderr.includes('1/3')) stop('SIGKILL');
    });
    expect(killed.code).toBe(null);
    // Once more at a moment that nothing chooses, which may be after its end.
    const moment = createRandom(3, 'sweep kills').integer(1500);
    await espalier([...args, '--out', inFolder('killed')], (stop) =>
      setTimeout(() => stop('SIGKILL'), moment),
    );
    // And a process that is at a run, not the command that started it.
    let hasKilled = false;
    const end = await espalier([...args, '--out', inFolder('killed')], (_stop, stderr) => {
      if (!hasKilled && /\d\/3/.test(stderr)) hasKilled = killOneRun(inFolder('killed'));
    });
    expect(end.code, end.stderr).toBe(0);
    expect(digestsBelow(inFolder('killed'))).toEqual(digestsBelow(inFolder('alone')));
    expect(digestsBelow(inFolder('killed'))).toHaveLength(3);
    // A run in a process of its own comes to what it comes to after others.
    const [, , own] = plannedHere();
    expect((await one(own.index, '--results', inFolder('own'))).code).toBe(0);
    expect(digestsBelow(inFolder('alone'))).toContainEqual(digestsBelow(inFolder('own'))[0]);
    const again = await espalier([...args, '--out', inFolder('killed')]);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('All 3 runs')]);
  }, 300_000);

  it('says how to go on when it is interrupted, and where another run is in the way', async () => {
    const args = ['sweep', 'run', sweepPath(), '--at-once=1', '--out', inFolder('stopped')];
    const stopped = await espalier(args, (stop, stderr) => {
      if (stderr.includes('1/3')) stop();
    });
    expect(stopped.code, stopped.stderr).toBe(130);
    expect(stopped.stderr).toContain('1 of 3 runs are finished. The same command goes on.');
    const [first, second] = plannedHere().map(({ hash }) =>
      inFolder(`stopped/${hash.slice(0, 16)}`),
    );
    rmSync(second, { recursive: true, force: true });
    cpSync(first, second, { recursive: true });
    await expect(refusal(args)).rejects.toThrow('it is the place of run 1. Nothing was begun');
  }, 300_000);

  it('refuses settings that do not suit their data before any run begins', async () => {
    const sweep = tinySweep(1);
    const axes = [{ path: 'dataset.exclude', values: [[], ['none such']] }];
    writeFileSync(inFolder('unsuited.json'), JSON.stringify({ ...sweep, axes }));
    const out = inFolder('unsuited');
    const { code, stderr } = await espalier([
      'sweep',
      'run',
      inFolder('unsuited.json'),
      '--out',
      out,
    ]);
    expect(code).toBe(2);
    expect(stderr).toContain('none such');
    expect(existsSync(out)).toBe(false);
  }, 300_000);
});

it('espalier sweep plan tells how many runs there are and what they take', async () => {
  const { code, stdout, stderr } = await espalier(['sweep', 'plan', sweepPath(), '--json']);
  expect(code, stderr).toBe(0);
  const plan = JSON.parse(stdout);
  expect(plan).toMatchObject({ runs: 3, seeds: 1, complaints: [], untried: null });
  expect(plan.settings.map(({ name }: { name: string }) => name)).toEqual([
    'Averaging',
    'Complementary, μ 0.5',
    'Complementary, μ 1',
  ]);
  expect(plan.coreSeconds).toBeGreaterThan(0);
  writeFileSync(inFolder('bad.json'), JSON.stringify({ ...tinySweep(1), seeds: [1, 1] }));
  const bad = await espalier(['sweep', 'plan', inFolder('bad.json')]);
  expect([bad.code, bad.stderr]).toEqual([2, expect.stringContaining('seeds.1: 1 stands there')]);
}, 300_000);
