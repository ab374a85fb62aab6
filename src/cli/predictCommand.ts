/** `espalier predict <run folder> <files or folders>…`: what trained networks read new pictures as. */
import { readdir, stat } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { imageAnswer } from '../analysis/predictions/imageAnswer.ts';
import { predictionTable } from '../analysis/predictions/predictionTable.ts';
import { tableCsv } from '../analysis/tables/tableCsv.ts';
import { createImageDecoder, isImageName } from '../data/formats/imageFormats.ts';
import { defaultLimits, limitsWithin, oneLine } from '../data/limits.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf } from '../lib/messageOf.ts';
import { compareNames } from '../lib/nameOrder.ts';
import { formatPercent } from '../lib/numberFormat.ts';
import { FolderFiles } from '../node/folderFiles.ts';
import { imageModules } from '../node/imageModules.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { readRegularFile } from '../node/regularFile.ts';
import { UsageError } from '../node/usageError.ts';
import { type ClassifiedFile, classifyFiles } from '../runner/trained/classifyFiles.ts';
import { Predictor } from '../runner/trained/predictor.ts';
import type { PictureFile } from '../runner/trained/readPictures.ts';
import { askableNetworks, type TrainedNetworks } from '../runner/trained/trainedRun.ts';
import { deviceOf } from './cliDevice.ts';
import type { OptionValues } from './commandOptions.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import type { Interruption } from './interruption.ts';
import { deviceOption, threadsOf } from './runArguments.ts';
import { readRunFolder } from './runLog.ts';
import { savedNetworkName } from './savedNetworks.ts';

/**
 * Prints the answers, and on standard error what could not be read: that ends with the code of bad
 * input, after all others have been told.
 * @throws UsageError, DataError, EngineError
 */
export async function predictCommand(
  paths: readonly string[],
  values: OptionValues,
  interruption: Interruption,
): Promise<ExitCode> {
  const { signal } = interruption;
  try {
    const { text, problems } = await predictions(paths, values, signal, () =>
      interruption.leaveEndToCommand(),
    );
    console.log(text);
    for (const problem of problems) console.error(problem);
    return problems.length > 0 ? exitCodes.badInput : exitCodes.done;
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    throw error;
  }
}

/** What is printed. @param onBegin called once the networks are there. */
export async function predictions(
  [folder, ...paths]: readonly string[],
  values: OptionValues,
  signal?: AbortSignal,
  onBegin: () => void = () => {},
): Promise<{ readonly text: string; readonly problems: readonly string[] }> {
  if (folder === undefined || paths.length === 0) {
    throw new UsageError(
      'predict needs the --out folder of a run made with --save-network, and pictures or folders of them',
    );
  }
  if (values.csv && values.json) throw new UsageError('Choose --json or --csv, not both');
  const trained = await trainedIn(folder);
  const files = (await Promise.all(paths.map(filesAt))).flat();
  const engine = await createNodeEngine(deviceAsked(values, trained), threadsOf(values.threads));
  onBegin();
  try {
    const classified = await classifiedBy(trained, engine, files, signal);
    const problems = classified.flatMap((one) => ('problem' in one ? [one.problem.message] : []));
    return { text: told(classified, trained, values), problems };
  } finally {
    engine.dispose();
  }
}

async function classifiedBy(
  trained: TrainedNetworks,
  engine: Engine,
  files: readonly PictureFile[],
  signal: AbortSignal | undefined,
): Promise<ClassifiedFile[]> {
  const limits = { ...defaultLimits, ...limitsWithin(totalmem()) };
  const decode = createImageDecoder(imageModules, limits);
  const predictor = new Predictor(trained, engine);
  const classified: ClassifiedFile[] = [];
  try {
    const task = signal === undefined ? {} : { signal };
    for await (const one of classifyFiles(files, predictor, decode, task)) classified.push(one);
    return classified;
  } finally {
    predictor.dispose();
  }
}

async function trainedIn(folder: string): Promise<TrainedNetworks> {
  const { state, notes } = await readRunFolder(folder);
  for (const note of notes) console.error(note);
  const files = new FolderFiles(folder);
  return askableNetworks(state, {
    // The only network, and the last of a shorter run, have no number.
    find: async (_hash, round, count) => {
      const numbered = await files.read(savedNetworkName(round));
      return numbered ?? (count === 1 ? files.read(savedNetworkName(null)) : null);
    },
    remedy: 'train the experiment with --save-network, which writes every network into the folder',
  });
}

/** The one asked for, else what the run was trained on. */
function deviceAsked({ device }: OptionValues, { state }: TrainedNetworks) {
  return deviceOption(device) ?? deviceOf({ ...state.spec, device: state.device.kind });
}

/** A file, or the pictures below a folder by their names, in the order of their paths. */
async function filesAt(path: string): Promise<PictureFile[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw new UsageError(`${path}: it could not be read (${messageOf(error)})`);
  });
  if (!found.isDirectory()) return [fileAt(path)];
  const names = await readdir(path, { recursive: true });
  const pictures = names.filter(isImageName).sort(compareNames);
  if (pictures.length > 0) return pictures.map((name) => fileAt(join(path, name)));
  throw new UsageError(`${path}: there is no picture in it. Give a folder of PNG, JPEG or others`);
}

const fileAt = (path: string): PictureFile => ({ name: path, bytes: () => readRegularFile(path) });

function told(
  classified: readonly ClassifiedFile[],
  trained: TrainedNetworks,
  { csv = false, json = false }: OptionValues,
): string {
  const { classes } = trained.state.dataset;
  const networks = trained.networks.map(({ round }) => `network ${round}`);
  const rows = classified.map((one) =>
    'problem' in one
      ? { name: one.name, problem: one.problem.message }
      : { name: one.name, answer: imageAnswer(one.probabilities) },
  );
  if (csv) return tableCsv(predictionTable(rows, classes, networks)).trimEnd();
  if (json) return JSON.stringify(predictionFacts(classified, trained), null, 1);
  return rows
    .map((row) => {
      if ('problem' in row) return `${oneLine(row.name)}  could not be read`;
      const { label, probability, members } = row.answer;
      const others = members.flatMap((own, index) =>
        own.label === label ? [] : [`${networks[index]} reads ${oneLine(classes[own.label])}`],
      );
      const said = `${oneLine(row.name)}  ${oneLine(classes[label])}  ${formatPercent(probability)}`;
      return others.length === 0 ? said : `${said}  (${others.join(', ')})`;
    })
    .join('\n');
}

/** All probabilities, for programs. */
function predictionFacts(
  classified: readonly ClassifiedFile[],
  { state, networks }: TrainedNetworks,
) {
  const { name, seed } = state.spec;
  const { classes } = state.dataset;
  return {
    run: { name, seed, specHash: state.specHash, digest: state.end?.digest ?? null },
    classes,
    networks: networks.map(({ round, voteWeight }) => ({ round, voteWeight })),
    images: classified.map((one) => {
      if ('problem' in one) return { file: one.name, problem: one.problem.message };
      const { ensemble, members } = one.probabilities;
      const answer = imageAnswer(one.probabilities);
      return {
        file: one.name,
        class: classes[answer.label],
        probability: answer.probability,
        disagreement: answer.spread,
        probabilities: [...ensemble],
        networks: members.map((own, index) => ({
          class: classes[answer.members[index].label],
          probabilities: [...own],
        })),
      };
    }),
  };
}
