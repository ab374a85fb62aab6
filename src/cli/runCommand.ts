/** `run <spec.json>`: trains headless and writes result, log and, if asked, predictions. */
import { repeatText, repeatVerdict } from '../analysis/run/repeatVerdict.ts';
import { sourceOf } from '../data/catalog/knownDatasets.ts';
import type { AnyDataset } from '../data/dataset.ts';
import { oneLine } from '../data/limits.ts';
import { memoryFacts } from '../data/memoryFacts.ts';
import { plannedClasses } from '../data/prepare/split.ts';
import type { ReadingChoices } from '../data/readingChoices.ts';
import type { Engine } from '../engine/engine.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import { PauseGate } from '../methods/runControl.ts';
import { progressLine } from '../node/progressLine.ts';
import { UsageError } from '../node/usageError.ts';
import type { KeptNetwork } from '../runner/networks.ts';
import { type RunRequest, runExperiment } from '../runner/runExperiment.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { ClaimedResult } from '../spec/link.ts';
import { largestBufferText, planMemory } from '../spec/memoryPlan.ts';
import { networkCountOf, roundsOf } from '../spec/methods/methodFacts.ts';
import { roomOnGraphics } from '../spec/networks/trainingMemory.ts';
import { type RunState, reduceRun } from '../spec/run/runState.ts';
import { isWebAssembly, isWebGpu } from '../spec/sections/device.ts';
import type { KeptRun } from '../storage/runs/keptRun.ts';
import { StorageError } from '../storage/storageError.ts';
import { type CliDevice, deviceOf } from './cliDevice.ts';
import { appendToRun, findEarlierRun, type ToBeLonger } from './earlierRun.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { completeSpec, type ExperimentFile, pendingSpec } from './experimentFile.ts';
import { memoryText } from './inspectCommand.ts';
import type { Interruption } from './interruption.ts';
import { PendingWork } from './pendingWork.ts';
import { RunFolder, type WithEarlierRun } from './runFolder.ts';
import { ownSupply, type RunSupply } from './runSupply.ts';

export interface RunOptions {
  readonly file: ExperimentFile;
  readonly data: readonly string[];
  /** How to read them where they leave it open. */
  readonly choices: ReadingChoices;
  /** The model whose features of the images are trained on; null for the images, or for kept features. */
  readonly features: string | null;
  /** Bytes of decoded images that are held; more stay in their files. */
  readonly held: number;
  readonly out: string;
  readonly withEarlier: WithEarlierRun;
  /** Null leaves it to the spec. */
  readonly device: CliDevice | null;
  /** Threads that train on WASM. */
  readonly threads: ThreadChoice;
  readonly savePredictions: boolean;
  /** Whether the trained networks are written, for other runs to start from. */
  readonly saveNetwork: boolean;
  /** The digest that the run is to come to; null leaves it to the link. */
  readonly expected: string | null;
}

/**
 * Runs an experiment to its end or to its interruption.
 * @throws UsageError, DataError or EngineError before training begins; afterwards the log tells.
 */
export async function runCommand(
  options: RunOptions,
  interruption: Interruption,
  supply: RunSupply = ownSupply,
): Promise<ExitCode> {
  const { file } = options;
  const asked = pendingSpec(file);
  if (file.note !== null) console.error(file.note);
  const device = options.device ?? deviceOf(asked);
  if (options.threads !== 'auto' && !isWebAssembly(device)) {
    throw new UsageError(`--threads ${options.threads}: only WASM has a choice, not ${device}`);
  }
  const dataset = await supply.data(
    asked,
    options.data,
    options.choices,
    options.held,
    options.features,
  );
  const complete = completeSpec(file, asked.dataset.classes ?? dataset.classes);
  const today = { ...complete, dataset: asRead(complete.dataset, dataset), device };
  const memory = memoryFacts(dataset);
  if (memory.fromFiles) console.error(`${dataset.name}: ${memoryText(memory)}`);
  const folder = await RunFolder.open(options.out, options.withEarlier);
  try {
    const goesOn = options.withEarlier === 'resume' || options.withEarlier === 'complete';
    const found = goesOn ? await findEarlierRun(folder, today, dataset) : null;
    if (found !== null && found !== 'finished' && 'longer' in found) refuseLonger(found, options);
    if (found === 'finished') {
      await folder.completeResult();
      console.error(`${options.out}: the run is finished already.`);
      return exitCodes.done;
    }
    const engine = await supply.engine(device, options.threads);
    tellGraphicsMemory(today, dataset, engine);
    interruption.leaveEndToCommand();
    try {
      const { signal } = interruption;
      const resumption =
        found !== null && 'longer' in found
          ? await appendToRun({
              ...found,
              dataset,
              engine,
              folder,
              signal,
              savePredictions: options.savePredictions,
              initial: file.initial,
            })
          : found;
      // A run that goes on keeps the experiment that it began with, also where an older Espalier did.
      const spec = resumption?.state.spec ?? today;
      const { initial } = file;
      const claimed = claimOf(file, options.expected);
      return await train({
        spec,
        dataset,
        engine,
        folder,
        initial,
        resumption,
        claimed,
        options,
        interruption,
      });
    } finally {
      supply.giveBack(engine);
    }
  } finally {
    await folder.close();
  }
}

/** Says what the run takes of what WebGPU allows; where there is no room, its trainer says so. */
function tellGraphicsMemory(spec: ExperimentSpec, dataset: AnyDataset, engine: Engine): void {
  if (!isWebGpu(engine.device.kind)) return;
  const { shape, train } = dataset;
  const classCount = plannedClasses(dataset, spec.dataset).length;
  const data = { shape, classCount, imageCount: train.labels.length };
  const { needed } = planMemory(spec, data, roomOnGraphics(engine.largestBuffer));
  console.error(largestBufferText(needed, engine.largestBuffer));
}

/** @throws UsageError where a run is to be completed, and the folder holds the beginning of another. */
function refuseLonger({ finished }: ToBeLonger, { withEarlier, out }: RunOptions): void {
  if (withEarlier !== 'complete') return;
  const { name, method } = finished.spec;
  throw new UsageError(
    `${out}: the finished run there is of another experiment (“${oneLine(name)}”, ${roundsOf(method)} rounds). It stays as it is: choose another folder`,
  );
}

/** The experiment's data set with the answers that its files were read with. */
function asRead(named: ExperimentSpec['dataset'], dataset: AnyDataset): ExperimentSpec['dataset'] {
  const { reading, features } = dataset;
  const read = reading === undefined ? named : { ...named, reading };
  if (features === undefined || named.features !== undefined) return read;
  // What the experiment says of the images’ hash says nothing of their features.
  const { model, name, pixels } = features;
  return { ...read, source: sourceOf(dataset), hash: null, features: { model, name, pixels } };
}

interface Training {
  readonly spec: ExperimentSpec;
  readonly dataset: AnyDataset;
  readonly engine: Engine;
  readonly folder: RunFolder;
  readonly initial: KeptNetwork | null;
  readonly resumption: KeptRun | null;
  /** What the run is to come to; null where nothing says so. */
  readonly claimed: ClaimedResult | null;
  readonly options: RunOptions;
  readonly interruption: Interruption;
}

/** Trains to the end or to an interruption, and writes what comes of it. */
async function train(training: Training): Promise<ExitCode> {
  const { spec, dataset, engine, folder, initial, resumption, options, interruption } = training;
  const pending = new PendingWork();
  const request: RunRequest = {
    runId: resumption?.checkpoint.runId ?? crypto.randomUUID(),
    spec,
    dataset,
    engine,
    signal: interruption.signal,
    gate: new PauseGate(),
    resumption,
    networkFile: (hash) => (initial?.hash === hash ? initial.bytes : null),
    onNetwork: ({ bytes }, round) => {
      const count = networkCountOf(spec.method);
      if (options.saveNetwork) pending.add(() => folder.writeNetwork(bytes, round, count));
    },
    onOutputs: (round, outputs) => {
      if (options.savePredictions) pending.add(() => folder.keepOutputs(round, outputs));
    },
    keepCheckpoint: async (checkpoint) => {
      // A checkpoint vouches for what was to be written before it.
      await pending.done();
      await folder.keepCheckpoint(checkpoint);
    },
  };
  if (resumption !== null) await tellResumption(folder, resumption);
  try {
    const state = await follow(request, folder, resumption?.state ?? null);
    await pending.done();
    const code = await writeEnd(state, folder, options);
    if (state !== null && training.claimed !== null) await tellRepeat(training, state);
    return code;
  } catch (error) {
    if (!(error instanceof StorageError)) throw error;
    console.error(
      `${error.message} ${error.remedy} The run is kept up to its last checkpoint: go on with it by --resume.`,
    );
    return exitCodes.trainingFailed;
  }
}

/** Writes what a run came to. */
async function writeEnd(
  state: RunState | null,
  folder: RunFolder,
  options: RunOptions,
): Promise<ExitCode> {
  if (state === null) return exitCodes.trainingFailed;
  if (options.savePredictions && state.phase === 'finished') {
    await folder.writePredictions(state.rounds.length, state.dataset.classes.length);
  }
  // Last, since a run that has it is not gone on with: whatever cuts this off is made up for.
  await folder.writeResult(state);
  return exitCodeOf(state);
}

/** What the run is to come to: as the command says, else as the link does. */
function claimOf({ claimed, note }: ExperimentFile, expected: string | null): ClaimedResult | null {
  if (expected === null) return claimed;
  return { digest: expected, device: null, ...(note === null ? {} : { changed: note }) };
}

/** Says whether the run came to what it was to come to. */
async function tellRepeat({ claimed, folder }: Training, state: RunState): Promise<void> {
  const events = await folder.events();
  const verdict = claimed === null ? null : repeatVerdict(claimed, state, events);
  if (verdict === null) return;
  const { title, message } = repeatText(verdict);
  console.error(`${title}. ${message}`);
}

async function tellResumption(folder: RunFolder, kept: KeptRun): Promise<void> {
  await folder.goOn(kept);
  const { round, epoch } = kept.checkpoint;
  const where = epoch === 0 ? `the start of round ${round}` : `round ${round}, epoch ${epoch}`;
  const lost = kept.isOlder ? ' A later checkpoint was cut off or damaged.' : '';
  console.error(`Going on after ${where}.${lost}`);
}

/** Writes a run's log and tells of its progress; what the log comes to. */
async function follow(
  request: RunRequest,
  folder: RunFolder,
  before: RunState | null,
): Promise<RunState | null> {
  let state = before;
  for await (const event of runExperiment(request)) {
    state = reduceRun(state, event);
    await folder.write(event);
    const line = progressLine(event, state);
    if (line !== null) console.error(line);
  }
  return state;
}

function exitCodeOf(state: RunState): ExitCode {
  if (state.phase === 'finished') return exitCodes.done;
  return state.phase === 'stopped' ? exitCodes.interrupted : exitCodes.trainingFailed;
}
