/** Slurm on this machine alone, as Debian’s slurm-wlm has it: a controller and a node of two cores. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a cluster here needs; it is started as root. */
const programs = ['slurmctld', 'slurmd', 'sbatch', 'scontrol', 'squeue', 'munged', 'munge'];

/** Why there can be no cluster here; null where there can be one. */
export function whyNoSlurm(): string | null {
  const isThere = (name: string) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0;
  const missing = programs.filter((name) => !isThere(name));
  if (missing.length > 0) return `${missing.join(', ')} not installed (Debian: slurm-wlm, munge)`;
  return process.getuid?.() === 0 ? null : 'only root can start its daemons';
}

/** A cluster that runs until it is ended. */
export interface SlurmCluster {
  /** The environment in which its commands find it. */
  readonly env: NodeJS.ProcessEnv;
  /** What one of its commands says. */
  call(program: string, ...args: readonly string[]): string;
  end(): void;
}

/** @throws where it does not come up. */
export async function startSlurm(): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'espalier-slurm-'));
  for (const name of ['state', 'spool', 'log']) mkdirSync(join(folder, name));
  const config = join(folder, 'slurm.conf');
  writeFileSync(config, configuration(folder));
  writeFileSync(join(folder, 'cgroup.conf'), 'CgroupPlugin=cgroup/v1\n');
  const env = { ...process.env, SLURM_CONF: config };
  const munge = startMunge();
  const call = (program: string, ...args: readonly string[]) =>
    execFileSync(program, args, { env, encoding: 'utf8' });
  const end = () => {
    for (const name of ['slurmd', 'slurmctld']) endProcess(join(folder, `${name}.pid`));
    if (munge !== null) endProcess(munge);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    call('slurmctld', '-f', config);
    await until(() => spawnSync('scontrol', ['ping'], { env }).status === 0);
    call('slurmd', '-f', config);
    await until(() => call('sinfo', '--noheader', '--format=%T').includes('idle'));
  } catch (error) {
    end();
    throw error;
  }
  return { env, call, end };
}

/** Waits until something is so. @throws where it is not within two minutes. */
export async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; !isSo(); waited += 100) {
    if (waited > 300_000) throw new Error('It did not come to that');
    await sleep(100);
  }
}

/** Starts the daemon that Slurm’s parts know one another by; null where it runs already. */
function startMunge(): string | null {
  if (spawnSync('munge', ['--no-input']).status === 0) return null;
  mkdirSync('/run/munge', { recursive: true });
  const [user, group] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'munge'], { encoding: 'utf8' })),
  );
  chownSync('/run/munge', user, group);
  execFileSync('su', ['-s', '/bin/sh', 'munge', '-c', '/usr/sbin/munged']);
  return '/run/munge/munged.pid';
}

function endProcess(file: string): void {
  if (!existsSync(file)) return;
  const id = Number(readFileSync(file, 'utf8'));
  try {
    if (id > 0) process.kill(id, 'SIGTERM');
  } catch {
    // It has ended by itself.
  }
}

function configuration(folder: string): string {
  const host = hostname().split('.')[0];
  // Ports of this process, so that two clusters on a machine stay apart.
  const port = 20_000 + (process.pid % 20_000) * 2;
  return `ClusterName=local
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${port}
SlurmdPort=${port + 1}
AuthType=auth/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SlurmUser=root
SlurmdUser=root
StateSaveLocation=${folder}/state
SlurmdSpoolDir=${folder}/spool
SlurmctldPidFile=${folder}/slurmctld.pid
SlurmdPidFile=${folder}/slurmd.pid
SlurmctldLogFile=${folder}/log/slurmctld.log
SlurmdLogFile=${folder}/log/slurmd.log
JobRequeue=1
MpiDefault=none
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 Boards=1 SocketsPerBoard=1 CoresPerSocket=2 ThreadsPerCore=1 RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes=${host} Default=YES MaxTime=INFINITE State=UP
`;
}
