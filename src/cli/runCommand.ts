/** `run <spec.json>`: trains headless and writes result, log and, if asked, predictions. */
import type { ReadingChoices } from '../data/readingChoices.ts';
import type { ThreadChoice } from '../engine/tfjs/parallel/threadChoice.ts';
import type { SplitOutputs } from '../methods/context.ts';
import { PauseGate } from '../methods/runControl.ts';
import { dataOf } from '../node/namedData.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { UsageError } from '../node/usageError.ts';
import type { KeptNetwork } from '../runner/networks.ts';
import { type RunRequest, runExperiment } from '../runner/runExperiment.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { type RunState, reduceRun } from '../spec/run/runState.ts';
import { type ExitCode, exitCodes } from './exitCodes.ts';
import { completeSpec, openExperiment, pendingSpec } from './experimentFile.ts';
import type { Interruption } from './interruption.ts';
import { progressLine } from './progress.ts';
import { RunFolder } from './runFolder.ts';

/** What the command line can train on. */
export const cliDevices = ['wasm', 'webgpu', 'cpu'] as const;
export type CliDevice = (typeof cliDevices)[number];

/** The device that a spec names; WASM where it leaves the choice, or names one for browsers only. */
function deviceOf({ device }: ExperimentSpec): CliDevice {
  return cliDevices.find((known) => known === device) ?? 'wasm';
}

export interface RunOptions {
  readonly specPath: string;
  readonly data: readonly string[];
  /** How to read them where they leave it open. */
  readonly choices: ReadingChoices;
  readonly out: string;
  /** Null leaves it to the spec. */
  readonly device: CliDevice | null;
  /** Threads that train on WASM. */
  readonly threads: ThreadChoice;
  readonly savePredictions: boolean;
  /** Whether the last network is written, for other runs to start from. */
  readonly saveNetwork: boolean;
  /** File of the network to start from; null leaves it to the spec. */
  readonly initial: string | null;
  /** Files of the tree to import; none leaves it to the spec. */
  readonly hierarchy: readonly string[];
}

/**
 * Runs an experiment to its end or to its interruption.
 * @throws UsageError, DataError or EngineError before training begins; afterwards the log tells.
 */
export async function runCommand(
  options: RunOptions,
  interruption: Interruption,
): Promise<ExitCode> {
  const file = await openExperiment(options.specPath, options.initial, options.hierarchy);
  const asked = pendingSpec(file);
  const device = options.device ?? deviceOf(asked);
  if (options.threads !== 'auto' && device !== 'wasm') {
    throw new UsageError(`--threads ${options.threads}: only WASM has a choice, not ${device}`);
  }
  const dataset = await dataOf(asked, options.data, options.choices);
  const spec = { ...completeSpec(file, asked.dataset.classes ?? dataset.classes), device };
  const folder = await RunFolder.create(options.out);
  const engine = await createNodeEngine(device, options.threads);
  interruption.leaveEndToCommand();
  const outputs: SplitOutputs[] = [];
  const keepOutputs = (_round: number, ofRound: SplitOutputs) => outputs.push(ofRound);
  const networks: KeptNetwork[] = [];
  const request = {
    runId: crypto.randomUUID(),
    spec,
    dataset,
    engine,
    signal: interruption.signal,
    gate: new PauseGate(),
    networkFile: (hash: string) => (file.initial?.hash === hash ? file.initial.bytes : null),
    onNetwork: (network: KeptNetwork) => networks.push(network),
    ...(options.savePredictions ? { onOutputs: keepOutputs } : {}),
  };
  try {
    const state = await follow(request, folder);
    if (state === null) return exitCodes.trainingFailed;
    await folder.writeResult(state);
    await folder.writePredictions(outputs, state.dataset.classes.length);
    const last = networks.at(-1);
    if (options.saveNetwork && last !== undefined) await folder.writeNetwork(last.bytes);
    return exitCodeOf(state);
  } finally {
    await folder.close();
    engine.dispose();
  }
}

/** Writes a run's log and tells of its progress; what the log comes to. */
async function follow(request: RunRequest, folder: RunFolder): Promise<RunState | null> {
  let state: RunState | null = null;
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
