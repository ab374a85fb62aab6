/** What `run` is asked for, from the words of the command line. */
import { EngineError } from '../engine/engine.ts';
import { type ThreadChoice, threadsFor } from '../engine/tfjs/parallel/threadChoice.ts';
import { memoryBound } from '../node/memoryBound.ts';
import { nodeThreads } from '../node/nodeThreads.ts';
import { UsageError } from '../node/usageError.ts';
import { startSchema } from '../spec/sections/startSpec.ts';
import { choicesOf } from './choiceOptions.ts';
import { type CliDevice, cliDevices } from './cliDevice.ts';
import type { OptionValues } from './commandOptions.ts';
import { type FilesBeside, openExperiment } from './experimentFile.ts';
import type { NamedStart } from './readStartingNetwork.ts';
import type { RunOptions } from './runCommand.ts';
import type { WithEarlierRun } from './runFolder.ts';
import { usage } from './usage.ts';

/** What a run of a single experiment is asked for. @throws UsageError, DataError */
export async function runOptions(
  [specPath, ...moreData]: readonly string[],
  values: OptionValues,
): Promise<RunOptions> {
  if (specPath === undefined || values.out === undefined) {
    throw new UsageError(`run needs a spec and --out <folder>.\n\n${usage}`);
  }
  return {
    ...sharedRunOptions(values),
    file: await openExperiment(specPath, filesBeside(values)),
    // `--data a b c` reads as one option and two positionals: all of them are data.
    data: [...(values.data ?? []), ...moreData],
    out: values.out,
    withEarlier: withEarlier(values),
    threads: threadsOf(values.threads),
    expected: expectedDigest(values.expect),
  };
}

/** What runs of sweeps take as well. @throws UsageError */
export function sharedRunOptions(values: OptionValues) {
  return {
    choices: choicesOf(values),
    features: values.features ?? null,
    held: memoryBound(values.memory),
    device: deviceOption(values.device),
    savePredictions: values['save-predictions'] ?? false,
    saveNetwork: values['save-network'] ?? false,
  };
}

/** The device asked for; null for none. @throws UsageError for what is none. */
export function deviceOption(asked: string | undefined): CliDevice | null {
  const device = cliDevices.find((known) => known === asked) ?? null;
  if (asked === undefined || device !== null) return device;
  throw new UsageError(`--device ${asked}: must be ${cliDevices.join(', ')}`);
}

/** Files of a network and of a tree. @throws UsageError */
export function filesBeside(values: OptionValues): FilesBeside {
  return { initial: startOf(values), hierarchy: values.hierarchy ?? [] };
}

/** @throws UsageError for what is no digest. */
function expectedDigest(text: string | undefined): string | null {
  if (text === undefined || /^([0-9]{1,3}:)?[0-9a-f]{64}$/.test(text)) return text ?? null;
  throw new UsageError(`--expect ${text}: a digest is 64 hexadecimal digits, as 2:0f…`);
}

/** What becomes of a run in the folder. @throws UsageError where two things are asked at once. */
function withEarlier({ resume, force }: OptionValues): WithEarlierRun {
  if (resume && force) {
    throw new UsageError(
      '--resume goes on with the run in the folder, --force replaces it: give one',
    );
  }
  if (resume) return 'resume';
  return force ? 'replace' : 'refuse';
}

/** The threads asked for, where this machine has them. */
export function threadsOf(text: string | undefined): ThreadChoice {
  if (text === undefined || text === 'auto') return 'auto';
  try {
    return threadsFor(Number(text), nodeThreads);
  } catch (error) {
    if (error instanceof EngineError) {
      throw new UsageError(`--threads ${text}: ${error.message} ${error.remedy}`);
    }
    throw error;
  }
}

/** The network to start from, as it was asked for. @throws UsageError */
function startOf({ network, initial, member, 'start-as': as }: OptionValues): NamedStart | null {
  if (network !== undefined && initial !== undefined) {
    throw new UsageError(
      '--network and --initial name the same thing, the network to start from: give one of them',
    );
  }
  const path = network ?? initial;
  if (path === undefined) {
    if (as !== undefined) throw new UsageError('--start-as needs a network: --network <file>');
    if (member === undefined) return null;
    throw new UsageError('--member needs a model of several networks: --network <file>');
  }
  const use = startSchema.shape.as.nullable().safeParse(as ?? null);
  if (!use.success) throw new UsageError(`--start-as is weights or round, not ${as}`);
  if (member === undefined) return { path, member: null, as: use.data };
  if (/^[1-9]\d{0,5}$/.test(member)) return { path, member: Number(member), as: use.data };
  throw new UsageError(`--member ${member}: must be the number of a network, from 1`);
}
