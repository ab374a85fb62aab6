/** What clusters are given, carried out by a shell with a made-up Espalier in place of the true one. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
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
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { awaitedTree } from '../../spec/sections/awaitedTree.ts';
import { hashesAskedFor } from '../../spec/sweeps/plannedRuns.ts';
import { tinySweep } from '../../spec/sweeps/testing/tinySweep.ts';
import { parseCommand } from '../commandOptions.ts';
import { completeSpec, plannedExperiment } from '../experimentFile.ts';
import { Interruption } from '../interruption.ts';
import { keepSweep } from './keptSweep.ts';
import { shellWord, slugOf } from './shellText.ts';
import { slurmScript } from './slurmScript.ts';
import { sweepCommand } from './sweepCommand.ts';
import { openSweep } from './sweepInput.ts';
import { jobSchema } from './testing/jobSchema.ts';

let folder = '';
const inFolder = (name: string) => join(folder, name);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'espalier-submit-'));
  writeFileSync(inFolder('sweep.json'), JSON.stringify(tinySweep(2)));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A program in the way of a true one, which notes what it was given. */
function fake(name: string, body: string): string {
  mkdirSync(inFolder('bin'), { recursive: true });
  const path = inFolder(`bin/${name}`);
  writeFileSync(path, `#!/bin/sh\n${body}\n`);
  chmodSync(path, 0o755);
  return path;
}
const withFakes = (more: object = {}) => ({
  ...process.env,
  PATH: `${inFolder('bin')}:${process.env.PATH}`,
  ...more,
});
const notes = () => readFileSync(inFolder('notes'), 'utf8').trim().split('\n');

async function submit(...args: readonly string[]) {
  const log = vi
    .spyOn(console, 'log')
    .mockReset()
    .mockImplementation(() => {});
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const all = ['sweep', 'submit', inFolder('sweep.json'), '--out', inFolder('results'), ...args];
  const { positionals, values } = parseCommand(all);
  await sweepCommand(positionals.slice(1), values, new Interruption(() => {}));
  return log.mock.calls.flat().join('\n');
}

describe('the script for Slurm', () => {
  const options = {
    sweep: { name: 'It’s "dose", μ' },
    runs: 10,
    tasks: 4,
    atOnce: 2,
    cpus: 1,
    time: '1:00:00',
    more: ['--partition=main'],
    logs: '/logs',
  };
  const tasksOf = (script: string, index: number) => {
    rmSync(inFolder('notes'), { force: true });
    const env = withFakes({ SLURM_ARRAY_TASK_ID: String(index) });
    return spawnSync('bash', ['-c', script], { env }).status;
  };

  it('does every run once, tries again what is in use, and tells of failures after all', () => {
    // Run 5 is in use twice, run 6 fails.
    const body = `echo "$3" >> ${inFolder('notes')}
case "$3" in 5) [ $(grep -c 5 ${inFolder('notes')}) -gt 2 ] || exit 4;; 6) exit 3;; esac`;
    const command = [fake('run it', body), "it's", '--index-comes'];
    fake('sleep', 'exit 0');
    const script = slurmScript({ ...options, folder, command: command.slice(0, 2) }).replaceAll(
      '--index "$run"',
      'x "$run"',
    );
    const done = [0, 1, 2, 3].map((task) => {
      const status = tasksOf(script, task);
      return [status, notes()];
    });
    expect(done).toEqual([
      [0, ['0', '4', '8']],
      [0, ['1', '5', '5', '5', '9']],
      [3, ['2', '6']],
      [0, ['3', '7']],
    ]);
  });

  it('asks Slurm for what was asked for', () => {
    const lines = slurmScript({ ...options, folder, command: ['x'] }).split('\n');
    expect(lines.filter((line) => line.startsWith('#SBATCH'))).toEqual([
      '#SBATCH --job-name=espalier-it-s-dose',
      '#SBATCH --array=0-3%2',
      '#SBATCH --cpus-per-task=1',
      '#SBATCH --time=1:00:00',
      '#SBATCH --requeue',
      '#SBATCH --open-mode=append',
      '#SBATCH --output=/logs/%A_%a.log',
      '#SBATCH --partition=main',
    ]);
  });

  it('keeps the path of the logs within its directive', () => {
    const outputOf = (logs: string) =>
      slurmScript({ ...options, logs, folder, command: ['x'] })
        .split('\n')
        .find((line) => line.includes('--output'));
    expect(outputOf('/my "50%" runs/x')).toBe('#SBATCH --output="/my \\"50%%\\" runs/x"/%A_%a.log');
    expect(() => outputOf('/x\ntouch /tmp/y #')).toThrow('no path with line breaks');
  });
});

describe('espalier sweep submit', () => {
  it('writes an array job beside the sweep as it was read, and submits it when told to', async () => {
    fake('sbatch', 'echo "Submitted batch job 7: $1"');
    vi.stubEnv('PATH', withFakes().PATH);
    const script = inFolder('results/slurm/array.sh');
    const said = await submit('--slurm', '--go', '--at-once=2', '--sbatch=--mem=2G');
    vi.unstubAllEnvs();
    expect(said).toContain(`Submitted batch job 7: ${script}`);
    const text = readFileSync(script, 'utf8');
    expect(text).toContain('#SBATCH --array=0-5%2\n');
    expect(text).toContain('#SBATCH --mem=2G\n');
    const kept = / run (\S+\.json) /.exec(text)?.[1] ?? '';
    expect((await openSweep(kept)).runs).toEqual((await openSweep(inFolder('sweep.json'))).runs);
    execFileSync('bash', ['-n', script]);
  });

  it('writes an Indexed Job that the API has fields for, and whose pods keep to its contract', async () => {
    const said = await submit('--kubernetes', '--at-once', '4', '--cpus', '2', '--time', '600');
    expect(said).toContain('kubectl apply --server-side --filename');
    const file = readFileSync(inFolder('results/kubernetes/job.yaml'), 'utf8');
    const [configMap, job] = parseAllDocuments(file).map((document) => document.toJS());
    expect(readSweepIn(configMap)).toEqual((await openSweep(inFolder('sweep.json'))).sweep);
    expect(jobSchema.parse(job)).toEqual(job);
    expect(job.spec).toMatchObject({ completions: 6, parallelism: 4, completionMode: 'Indexed' });
    const { volumes, containers } = job.spec.template.spec;
    expect(volumes[0].configMap.name).toBe(configMap.metadata.name);
    expect(readFileSync(inFolder('results/kubernetes/Containerfile'), 'utf8')).toContain('npm ci');

    fake(
      'npm',
      `echo "$@" >> ${inFolder('notes')}; [ $(wc -l < ${inFolder('notes')}) -gt 1 ] || exit 4`,
    );
    fake('sleep', 'exit 0');
    const [program, ...args] = containers[0].command;
    const env = withFakes({ JOB_COMPLETION_INDEX: '5' });
    expect(spawnSync(program, args, { env }).status).toBe(0);
    const line = 'run --silent espalier -- run /sweep/sweep.json --results /results --index 5';
    expect(notes()).toEqual([line, line]);
  });

  it('leaves Kubernetes no variable to put into what runs are given', async () => {
    await submit('--kubernetes', '--data', '/results/$(JOB_COMPLETION_INDEX)');
    const file = readFileSync(inFolder('results/kubernetes/job.yaml'), 'utf8');
    const [, job] = parseAllDocuments(file).map((document) => document.toJS());
    const [, , text] = job.spec.template.spec.containers[0].command;
    expect(text).toContain("'--data=/results/$$(JOB_COMPLETION_INDEX)' --index \"$JOB_");
  });

  it('keeps one sweep for several commands that begin at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => keepSweepHere()));
    expect(readdirSync(inFolder('results/sweeps'))).toHaveLength(1);
    const path = await keepSweepHere();
    expect((await openSweep(path)).runs).toEqual((await openSweep(inFolder('sweep.json'))).runs);
  });

  it.each([
    [[], 'needs --slurm or --kubernetes'],
    [['--slurm', '--kubernetes'], 'needs --slurm or --kubernetes'],
    [['--slurm', '--image', 'x'], '--image goes with --kubernetes only'],
    [['--slurm', '--time', 'soon'], '--time soon: must be minutes'],
    [['--slurm', '--sbatch=-p x\n#SBATCH -w y'], 'must be one option'],
    [['--slurm', '--threads', '2; x'], '--threads 2; x: must be a whole number'],
    [['--slurm', '--cpus', '0'], '--cpus 0: must be a whole number'],
    [['--kubernetes', '--go'], '--go goes with --slurm only'],
    [['--kubernetes', '--claim', 'a b'], '--claim a b: must be one name'],
  ])('refuses %j', async (args, words) => {
    await expect(submit(...args)).rejects.toThrow(words);
    expect(existsSync(inFolder('results'))).toBe(false);
  });

  it('submits nothing that would run on another device than the sweep names', async () => {
    const sweep = (device: string) => {
      const { base, ...rest } = tinySweep(1);
      writeFileSync(inFolder('sweep.json'), JSON.stringify({ ...rest, base: { ...base, device } }));
    };
    sweep('webgl');
    await expect(submit('--slurm')).rejects.toThrow('says device webgl');
    sweep('wasm');
    await expect(submit('--slurm', '--device', 'cpu')).rejects.toThrow('or leave --device out');
    expect(existsSync(inFolder('results'))).toBe(false);
    expect(await submit('--slurm', '--device', 'wasm')).toContain('is written');
  });

  it('asks for a tree and a network that the sweep names by their hashes', async () => {
    const { base, ...rest } = tinySweep(1);
    const { dataset } = base;
    const classes = ['0', '1', '2', '3'];
    const tree = {
      name: 'asked for.txt',
      nodes: ['all', 'low', 'high', ...classes],
      parents: [-1, 0, 0, 1, 1, 2, 2],
    };
    const planned = { ...base, dataset: { ...dataset, classes }, tree };
    const write = (change: object) =>
      writeFileSync(
        inFolder('sweep.json'),
        JSON.stringify({ ...rest, base: { ...planned, ...change } }),
      );
    write({ tree: awaitedTree(tree) });
    await expect(submit('--slurm')).rejects.toThrow('give its file, --hierarchy');
    const [run] = (await openSweep(inFolder('sweep.json'))).runs;
    const path = inFolder('mine.txt');
    writeFileSync(path, 'low all\nhigh all\n0 low\n1 low\n2 high\n3 high\n');
    expect(await submit('--slurm', '--hierarchy', path)).toContain('is written');

    // What is recorded holds the tree itself, and is the run's all the same.
    const file = await plannedExperiment('', run.spec, { initial: null, hierarchy: [path] });
    const recorded = completeSpec(file, classes);
    expect(recorded.tree).toMatchObject({ name: 'asked for.txt', nodes: expect.anything() });
    expect(hashesAskedFor(recorded)).toContain(run.hash);

    write({ start: { network: 'ab'.repeat(32), as: 'weights' } });
    await expect(submit('--slurm')).rejects.toThrow('starts from the network abababababab…');
  });

  it('submits nothing of a sweep whose settings do not suit their data', async () => {
    const axes = [{ path: 'dataset.exclude', values: [[], ['none such']] }];
    writeFileSync(inFolder('sweep.json'), JSON.stringify({ ...tinySweep(1), axes }));
    await expect(submit('--slurm')).rejects.toThrow('none such');
    expect(existsSync(inFolder('results'))).toBe(false);
  });
});

const keepSweepHere = async () =>
  keepSweep(await openSweep(inFolder('sweep.json')), inFolder('results'));

const readSweepIn = (configMap: { data: Record<string, string> }) =>
  JSON.parse(configMap.data['sweep.json']);

it('words reach a shell as they are', () => {
  const words = ['plain', "it's", 'a b', '$HOME', '`x`', '"', '\\', 'μ', ''];
  const args = words.map(shellWord).join(' ');
  const out = execFileSync('sh', ['-c', `printf '%s\\n' ${args}`], { encoding: 'utf8' });
  expect(out.split('\n').slice(0, -1)).toEqual(words);
  expect(slugOf('Grün & μ')).toBe('gru-n');
  expect(slugOf('μ')).toBe('sweep');
});
