/** What `sweep submit` is asked for, from the words of the command line. */
import { UsageError } from '../../node/usageError.ts';
import { espalierVersion } from '../../spec/version.ts';

/** For `parseArgs`. */
export const submitFlagTypes = {
  slurm: { type: 'boolean' },
  kubernetes: { type: 'boolean' },
  go: { type: 'boolean' },
  cpus: { type: 'string' },
  tasks: { type: 'string' },
  time: { type: 'string' },
  sbatch: { type: 'string', multiple: true },
  image: { type: 'string' },
  claim: { type: 'string' },
} as const;

interface SubmitFlags {
  readonly slurm?: boolean | undefined;
  readonly kubernetes?: boolean | undefined;
  readonly go?: boolean | undefined;
  readonly cpus?: string | undefined;
  readonly tasks?: string | undefined;
  readonly time?: string | undefined;
  readonly sbatch?: readonly string[] | undefined;
  readonly image?: string | undefined;
  readonly claim?: string | undefined;
}

export interface SubmitOptions {
  readonly to: 'slurm' | 'kubernetes';
  /** Whether it is submitted at once. */
  readonly go: boolean;
  readonly cpus: number;
  /** Null for as many as there may be. */
  readonly tasks: number | null;
  readonly time: string | null;
  readonly sbatch: readonly string[];
  readonly image: string;
  readonly claim: string;
}

/** @throws UsageError for a value that is none, and for what does not go together. */
export function submitOptions(flags: SubmitFlags): SubmitOptions {
  const { slurm = false, kubernetes = false, go = false } = flags;
  if (slurm === kubernetes) throw new UsageError('sweep submit needs --slurm or --kubernetes');
  const foreign = kubernetes ? (['go', 'tasks', 'sbatch'] as const) : (['image', 'claim'] as const);
  for (const flag of foreign) {
    if (flags[flag] === undefined) continue;
    throw new UsageError(`--${flag} goes with ${kubernetes ? '--slurm' : '--kubernetes'} only`);
  }
  return {
    to: slurm ? 'slurm' : 'kubernetes',
    go,
    cpus: wholeNumber('cpus', flags.cpus) ?? 1,
    tasks: wholeNumber('tasks', flags.tasks),
    time: timeOf(flags.time, kubernetes),
    sbatch: (flags.sbatch ?? []).map(directive),
    image: oneWord('image', flags.image) ?? `espalier:${espalierVersion}`,
    claim: oneWord('claim', flags.claim) ?? 'espalier-results',
  };
}

/** @throws UsageError for what is no whole number from 1. */
export function wholeNumber(flag: string, text: string | undefined): number | null {
  if (text === undefined) return null;
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new UsageError(`--${flag} ${text}: must be a whole number, 1 or more`);
}

/** Slurm’s own forms, or seconds for Kubernetes. */
function timeOf(text: string | undefined, isSeconds: boolean): string | null {
  if (text === undefined) return null;
  const form = isSeconds ? /^[1-9]\d{0,8}$/ : /^(\d+-)?\d+(:\d{1,2}){0,2}$/;
  if (form.test(text)) return text;
  const allowed = isSeconds
    ? 'seconds, as 7200'
    : 'minutes or a time as Slurm has it, as 90 or 2:00:00';
  throw new UsageError(`--time ${text}: must be ${allowed}`);
}

/** An option of sbatch, which must not begin another line of the script. */
function directive(text: string): string {
  if (/^--?[a-zA-Z][^\n\r]*$/.test(text)) return text;
  throw new UsageError(
    `--sbatch ${text}: must be one option of sbatch, as --sbatch=--partition=gpu`,
  );
}

function oneWord(flag: string, text: string | undefined): string | null {
  if (text === undefined || /^[\w./:@-]{1,253}$/.test(text)) return text ?? null;
  throw new UsageError(`--${flag} ${text}: must be one name`);
}
