/** A sweep on a real Slurm, where there is one to be started: one of its tasks is killed and requeued. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { espalier } from '../../node/testing/espalier.ts';
import { tinySweep } from '../../spec/sweeps/testing/tinySweep.ts';
import { folderOfRun } from './runFolders.ts';
import { openSweep } from './sweepInput.ts';
import { type SlurmCluster, startSlurm, until, whyNoSlurm } from './testing/slurmCluster.ts';

const reason = whyNoSlurm();
let folder = '';
let cluster: SlurmCluster | null = null;
const inFolder = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'espalier 100% array-'));
  if (reason === null) cluster = await startSlurm();
}, 300_000);
afterAll(() => {
  cluster?.end();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Long enough for a task to be killed in the middle of its run. */
function requeuedSweep() {
  const sweep = tinySweep(1);
  return { ...sweep, base: { ...sweep.base, training: { ...sweep.base.training, epochs: 40 } } };
}

it.skipIf(reason !== null)(
  `an array job killed and requeued comes to the table of an undisturbed sweep${reason === null ? '' : ` (skipped: ${reason})`}`,
  async () => {
    if (cluster === null) throw new Error('There is no cluster');
    const { call, env } = cluster;
    vi.stubEnv('SLURM_CONF', env.SLURM_CONF ?? '');
    const path = inFolder('sweep.json');
    writeFileSync(path, JSON.stringify(requeuedSweep()));
    const [first] = (await openSweep(path)).runs;
    const results = inFolder('results');
    const flags = ['--slurm', '--go', '--at-once=2', '--out', results];
    const submitted = await espalier(['sweep', 'submit', path, ...flags]);
    expect(submitted.code, submitted.stderr).toBe(0);
    const job = /Submitted batch job (\d+)/.exec(submitted.stdout)?.[1];

    const log = join(folderOfRun(results, first), 'events.jsonl');
    const epochs = () =>
      existsSync(log) ? readFileSync(log, 'utf8').split('epoch-finished').length : 0;
    await until(() => epochs() > 4);
    call('scontrol', 'requeue', `${job}_0`);
    await until(() =>
      call('squeue', '--noheader', '--array', '--format=%K %T').includes('0 PENDING'),
    );
    call('scontrol', 'update', `jobid=${job}_0`, 'StartTime=now');
    await until(() => call('squeue', '--noheader').trim() === '');

    const output = readFileSync(join(results, 'slurm', `${job}_0.log`), 'utf8');
    expect(output).toContain('Going on after round');
    expect(readdirSync(folderOfRun(results, first)).sort()).toEqual([
      'events.jsonl',
      'result.json',
    ]);
    const alone = await espalier(['sweep', 'run', path, '--out', inFolder('alone')]);
    expect(alone.code, alone.stderr).toBe(0);
    const collect = (where: string) => espalier(['sweep', 'collect', path, where, '--json']);
    const [there, here] = [await collect(results), await collect(inFolder('alone'))];
    expect(there).toEqual(here);
    expect(there).toMatchObject({ code: 0, stderr: '' });
  },
  600_000,
);
