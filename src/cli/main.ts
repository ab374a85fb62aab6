/** The command line: the same runner as the page's, from Node. Progress goes to standard error. */
import { memoryBound } from '../node/memoryBound.ts';
import { openNamed } from '../node/namedData.ts';
import { UsageError } from '../node/usageError.ts';
import { choicesOf } from './choiceOptions.ts';
import { type OptionValues, parseCommand } from './commandOptions.ts';
import { compareFolders } from './compareCommand.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { exportModel } from './exportCommand.ts';
import { datasetFacts, describeDataset } from './inspectCommand.ts';
import { Interruption } from './interruption.ts';
import { listNetworks } from './networksCommand.ts';
import { predictCommand } from './predictCommand.ts';
import { profileCommand } from './profileCommand.ts';
import { exportProject, importProjectFile } from './projectCommand.ts';
import { writeReport } from './reportCommand.ts';
import { reportError } from './reportError.ts';
import { runOptions } from './runArguments.ts';
import { runCommand } from './runCommand.ts';
import { describePresets, presetJson } from './specCommand.ts';
import { endWithParent } from './sweep/endWithParent.ts';
import { runPlanned } from './sweep/runPlanned.ts';
import { sweepCommand } from './sweep/sweepCommand.ts';
import { usage } from './usage.ts';
import { whatIf } from './whatIfCommand.ts';

async function main(argv: readonly string[], interruption: Interruption): Promise<ExitCode> {
  const parsed = parseCommand(argv);
  const [command, ...rest] = parsed.positionals;
  if (parsed.values.help || command === undefined) return print(usage);
  switch (command) {
    case 'run':
      if (parsed.values.index !== undefined) {
        endWithParent(interruption);
        return runPlanned(rest, parsed.values, interruption);
      }
      return runCommand(await runOptions(rest, parsed.values), interruption);
    case 'sweep':
      return sweepCommand(rest, parsed.values, interruption);
    case 'compare':
      return print(await compareFolders(rest, parsed.values.json ?? false));
    case 'report':
      return print(await writeReport(rest, parsed.values.out));
    case 'export':
      return print(await exported(rest, parsed.values));
    case 'whatif':
      return print(await whatIf(rest, parsed.values));
    case 'predict':
      return predictCommand(rest, parsed.values, interruption);
    case 'profile':
      return print(await profileCommand(rest, parsed.values));
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

/** A trained model as files, or at the Hub, whose library is loaded for that alone. */
async function exported(sources: readonly string[], values: OptionValues): Promise<string> {
  if (values.publish === undefined) return exportModel(sources, values);
  const { publishModel } = await import('./publishCommand.ts');
  const tell = (text: string) => console.error(text);
  return publishModel(sources, values, { token: process.env.HF_TOKEN, tell });
}

/** What a project command comes to, in words. @throws UsageError where it is incomplete. */
async function project(
  [action, ...paths]: readonly string[],
  values: OptionValues,
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

async function inspect(paths: readonly string[], values: OptionValues): Promise<ExitCode> {
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
process.exitCode = await main(process.argv.slice(2), interruption).catch(reportError);
