/** The command line: the same runner as the page's, from Node. Progress goes to standard error. */
import { parseArgs } from 'node:util';
import { DataError } from '../data/dataError.ts';
import { EngineError } from '../engine/engine.ts';
import { type ThreadChoice, threadsFor } from '../engine/tfjs/parallel/threadChoice.ts';
import { memoryBound } from '../node/memoryBound.ts';
import { openNamed } from '../node/namedData.ts';
import { nodeThreads } from '../node/nodeThreads.ts';
import { UsageError } from '../node/usageError.ts';
import { startSchema } from '../spec/sections/startSpec.ts';
import { StorageError } from '../storage/storageError.ts';
import { choiceFlagTypes, choicesOf, describeChoiceFlags } from './choiceOptions.ts';
import { compareFolders } from './compareCommand.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { datasetFacts, describeDataset } from './inspectCommand.ts';
import { Interruption } from './interruption.ts';
import { listNetworks } from './networksCommand.ts';
import { exportProject, importProjectFile } from './projectCommand.ts';
import { cliDevices, runCommand } from './runCommand.ts';
import type { WithEarlierRun } from './runFolder.ts';
import { describePresets, presetJson } from './specCommand.ts';
import { whatIf, whatIfFlagTypes } from './whatIfCommand.ts';

const usage = `Usage:
  npm run espalier -- run <spec.json or link> [--data <data>…] --out <folder>
                          [--resume | --force] [--expect <digest>]
                          [--device wasm|webgpu|cpu] [--threads <number>] [--memory <size>]
                          [--save-predictions] [--save-network]
                          [--network <network.safetensors> [--start-as weights|round]] [--hierarchy <file>]…
  npm run espalier -- compare <folder of a flat run> <folder of another run> [--json]
  npm run espalier -- whatif <run folder> [--members 1,2,4] [--votes equal|best|<one a member>]
                          [--mu 0.76] [--update printed|released] [--errors soft|hard] [--json]
  npm run espalier -- inspect <data>… [--json] [--memory <size>]
  npm run espalier -- spec <preset> [--set training.epochs=2]…
  npm run espalier -- presets
  npm run espalier -- networks [--images 32x32x3] [--classes 100] [--json]
  npm run espalier -- project export <run folder>… --out <file> [--with-networks] [--with-data]
  npm run espalier -- project import <file> --out <folder>

--network names the trained network that the experiment starts from; --initial is the same by its
earlier name. --start-as says whether every network begins with its weights, or it is the first round.

--save-network writes network.safetensors, and of runs of several networks each one as
network-<round>.safetensors, the last one under both names.

--set changes a field of the experiment. Where it chooses a kind (method.kind=single, then
method.objective.kind=focal; network.kind, training.schedule.kind), that part begins anew.

networks lists every kind of network in its published sizes, with the parameters and multiply-adds
that it has on such images.

whatif trains nothing: it votes the saved outputs of a run's networks again (--save-predictions) with
some of them, or with other weights, and tells what another μ, update or kind of class errors would
have made of the class errors that its log tells.

A project file holds runs for the Runs page of a browser, or from it. A run keeps what it comes to after every epoch. --resume goes on with the one in the folder, however
it ended, and starts it where nothing was kept; without it or --force a folder that holds a run is
left alone. Where --expect or the link tells a digest, the run says whether it came to the same.

run and inspect also take what files may leave open:
${describeChoiceFlags()}

Photographs that come to more than --memory <size> once decoded, as 512MB or 1GiB, are not held in
memory: run decodes them from their files as training needs them, and comes to the same digest.

<data> is files and folders, or builtin:glyphs, builtin:shapes, or what is fetched and kept from
then on (in ESPALIER_CACHE, else ~/.cache/espalier): catalog:mnist, catalog:fashion-mnist,
catalog:kmnist, catalog:cifar-10, catalog:cifar-100, hf:<owner>/<name>, or an https:// address.

Exit codes: 0 done, 2 bad input, 3 training failed, 130 interrupted.`;

const optionTypes = {
  data: { type: 'string', multiple: true },
  out: { type: 'string' },
  resume: { type: 'boolean' },
  force: { type: 'boolean' },
  expect: { type: 'string' },
  device: { type: 'string' },
  threads: { type: 'string' },
  set: { type: 'string', multiple: true },
  json: { type: 'boolean' },
  classes: { type: 'string' },
  'save-predictions': { type: 'boolean' },
  'save-network': { type: 'boolean' },
  network: { type: 'string' },
  'start-as': { type: 'string' },
  initial: { type: 'string' },
  hierarchy: { type: 'string', multiple: true },
  'with-networks': { type: 'boolean' },
  'with-data': { type: 'boolean' },
  memory: { type: 'string' },
  ...choiceFlagTypes,
  ...whatIfFlagTypes,
  help: { type: 'boolean', short: 'h' },
} as const;

function parseCommand(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], options: optionTypes, allowPositionals: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${usage}`);
  }
}

type Parsed = ReturnType<typeof parseCommand>;

async function main(argv: readonly string[], interruption: Interruption): Promise<ExitCode> {
  const parsed = parseCommand(argv);
  const [command, ...rest] = parsed.positionals;
  if (parsed.values.help || command === undefined) return print(usage);
  switch (command) {
    case 'run':
      return run(rest, parsed.values, interruption);
    case 'compare':
      return print(await compareFolders(rest, parsed.values.json ?? false));
    case 'whatif':
      return print(await whatIf(rest, parsed.values));
    case 'inspect':
      return inspect(rest, parsed.values);
    case 'spec':
      return print(presetJson(rest[0], parsed.values.set ?? []));
    case 'project':
      return print(await project(rest, parsed.values));
    case 'presets':
      return print(describePresets());
    case 'networks':
      return print(listNetworks(rest, parsed.values));
    default:
      throw new UsageError(`There is no command ${JSON.stringify(command)}.\n\n${usage}`);
  }
}

function run(
  positionals: readonly string[],
  values: Parsed['values'],
  interruption: Interruption,
): Promise<ExitCode> {
  const [specPath, ...moreData] = positionals;
  if (specPath === undefined || values.out === undefined) {
    throw new UsageError(`run needs a spec and --out <folder>.\n\n${usage}`);
  }
  const device = cliDevices.find((known) => known === values.device) ?? null;
  if (values.device !== undefined && device === null) {
    throw new UsageError(`--device ${values.device}: must be ${cliDevices.join(', ')}`);
  }
  return runCommand(
    {
      specPath,
      // `--data a b c` reads as one option and two positionals: all of them are data.
      data: [...(values.data ?? []), ...moreData],
      choices: choicesOf(values),
      held: memoryBound(values.memory),
      out: values.out,
      withEarlier: withEarlier(values),
      device,
      threads: threadsOf(values.threads),
      savePredictions: values['save-predictions'] ?? false,
      saveNetwork: values['save-network'] ?? false,
      expected: expectedDigest(values.expect),
      initial: startOf(values),
      hierarchy: values.hierarchy ?? [],
    },
    interruption,
  );
}

/** What a project command comes to, in words. @throws UsageError where it is incomplete. */
async function project(
  [action, ...paths]: readonly string[],
  values: Parsed['values'],
): Promise<string> {
  const { out, force = false } = values;
  const isKnown = action === 'export' || (action === 'import' && paths.length === 1);
  if (!isKnown || out === undefined) {
    const needed = 'project needs export with folders of runs, or import with one file, and --out';
    throw new UsageError(`${needed}.\n\n${usage}`);
  }
  if (action === 'import') return importProjectFile(paths[0], out);
  const withNetworks = values['with-networks'] ?? false;
  const withData = values['with-data'] ?? false;
  return exportProject(paths, { out, force, withNetworks, withData });
}

/** @throws UsageError for what is no digest. */
function expectedDigest(text: string | undefined): string | null {
  if (text === undefined || /^([0-9]{1,3}:)?[0-9a-f]{64}$/.test(text)) return text ?? null;
  throw new UsageError(`--expect ${text}: a digest is 64 hexadecimal digits, as 2:0f…`);
}

/** What becomes of a run in the folder. @throws UsageError where two things are asked at once. */
function withEarlier({ resume, force }: Parsed['values']): WithEarlierRun {
  if (resume && force) {
    throw new UsageError(
      '--resume goes on with the run in the folder, --force replaces it: give one',
    );
  }
  if (resume) return 'resume';
  return force ? 'replace' : 'refuse';
}

/** The threads asked for, where this machine has them. */
function threadsOf(text: string | undefined): ThreadChoice {
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

async function inspect(paths: readonly string[], values: Parsed['values']): Promise<ExitCode> {
  if (paths.length === 0)
    throw new UsageError(`inspect needs files, a folder or the name of a data set.\n\n${usage}`);
  const dataset = await openNamed(paths, choicesOf(values), memoryBound(values.memory));
  return print(
    values.json ? JSON.stringify(datasetFacts(dataset), null, 2) : describeDataset(dataset),
  );
}

function print(text: string): ExitCode {
  console.log(text);
  return exitCodes.done;
}

/** Says what went wrong and gives the exit code that belongs to it. */
function report(error: unknown): ExitCode {
  if (error instanceof StorageError) {
    console.error(`${error.message} ${error.remedy}`);
    return exitCodes.badInput;
  }
  if (error instanceof UsageError || error instanceof DataError) {
    console.error(error.message);
    return exitCodes.badInput;
  }
  if (error instanceof EngineError) console.error(`${error.message} ${error.remedy}`);
  else if (error instanceof Error && 'syscall' in error) console.error(error.message);
  else console.error(error);
  return exitCodes.trainingFailed;
}

// Whoever read what is printed may be gone; a run goes on all the same.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const interruption = new Interruption((code) => process.exit(code));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => interruption.interrupt());
}
process.exitCode = await main(process.argv.slice(2), interruption).catch(report);

/** The network to start from, as it was asked for. @throws UsageError */
function startOf({ network, initial, 'start-as': as }: Parsed['values']) {
  if (network !== undefined && initial !== undefined) {
    throw new UsageError(
      '--network and --initial name the same thing, the network to start from: give one of them',
    );
  }
  const path = network ?? initial;
  if (path === undefined) {
    if (as === undefined) return null;
    throw new UsageError('--start-as needs a network: --network <file>');
  }
  const use = startSchema.shape.as.nullable().safeParse(as ?? null);
  if (!use.success) throw new UsageError(`--start-as is weights or round, not ${as}`);
  return { path, as: use.data };
}
