/**
 * `sweep submit`: what a cluster needs to carry a sweep out, beside its results, after every run was
 * tried against its data. Submitting it again does what is left.
 */
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { UsageError } from '../../node/usageError.ts';
import { writeWhole } from '../../node/wholeFile.ts';
import { keepSweep } from './keptSweep.ts';
import { containerFile, kubernetesYaml } from './kubernetesJob.ts';
import { shellWord } from './shellText.ts';
import { slurmScript } from './slurmScript.ts';
import type { SubmitOptions } from './submitFlags.ts';
import type { SweepInput } from './sweepInput.ts';

export interface Submission extends SubmitOptions {
  readonly results: string;
  readonly atOnce: number | null;
  /** What every run is given on its command line. */
  readonly shared: readonly string[];
  /** Called before anything is written. @throws where runs cannot be carried out. */
  readonly check: () => Promise<void>;
}

/** Slurm’s own default allows indexes up to this. */
const mostTasks = 1000;

/** Writes the files, and submits them where that was asked for; says what is to be done next. */
export async function sweepSubmit(input: SweepInput, submission: Submission): Promise<string> {
  return submission.to === 'slurm' ? toSlurm(input, submission) : toKubernetes(input, submission);
}

async function toSlurm(input: SweepInput, submission: Submission): Promise<string> {
  const { atOnce, cpus, time, sbatch, shared, go } = submission;
  await submission.check();
  const results = resolve(submission.results);
  const sweep = await keepSweep(input, results);
  const logs = join(results, 'slurm');
  await mkdir(logs, { recursive: true });
  const [, main] = process.argv;
  const node = [process.execPath, ...process.execArgv, resolve(main)];
  const script = join(results, 'slurm', 'array.sh');
  const text = slurmScript({
    sweep: input.sweep,
    runs: input.runs.length,
    tasks: Math.min(submission.tasks ?? mostTasks, input.runs.length),
    atOnce,
    cpus,
    time,
    more: sbatch,
    folder: process.cwd(),
    logs,
    command: [...node, 'run', sweep, '--results', results, ...shared],
  });
  await writeWhole(script, text);
  if (!go) return `${script} is written. Submit it: sbatch ${shellWord(script)}`;
  return `${await sbatched(script)}\nLook at it: sweep status ${input.path} ${results}`;
}

/** What sbatch says. @throws UsageError where it does not take the script. */
async function sbatched(script: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('sbatch', [script]);
    return stdout.trim();
  } catch (error) {
    const { code, stderr, message } = error as NodeJS.ErrnoException & { stderr?: string };
    const why =
      code === 'ENOENT' ? 'there is no sbatch on this machine' : (stderr ?? message).trim();
    throw new UsageError(`${script} is written, but was not submitted: ${why}`);
  }
}

async function toKubernetes(input: SweepInput, submission: Submission): Promise<string> {
  const { atOnce, cpus, time, image, claim, shared } = submission;
  await submission.check().catch((error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    // Pods may have data at hand that this machine does not have.
    console.error(`The runs were not tried against their data: ${error.message}`);
  });
  const yaml = kubernetesYaml({
    sweep: input.sweep,
    runs: input.runs.length,
    atOnce: atOnce ?? input.runs.length,
    cpus,
    seconds: time === null ? null : Number(time),
    image,
    claim,
    shared,
  });
  const folder = join(submission.results, 'kubernetes');
  await mkdir(folder, { recursive: true });
  const [job, container] = [join(folder, 'job.yaml'), join(folder, 'Containerfile')];
  await writeWhole(job, yaml);
  await writeWhole(container, containerFile);
  return [
    `${job} and ${container} are written. In a checkout of Espalier:`,
    `  podman build --tag ${image} --file ${shellWord(container)} . && podman push ${image}`,
    `  kubectl apply --server-side --filename ${shellWord(job)}`,
    `Results go to the volume of the claim ${claim}; copied from there, they are collected as any others.`,
  ].join('\n');
}
