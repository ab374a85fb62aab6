/** `run <spec.json>`: trains headless and writes result, log and, if asked, predictions. */
import { readFile } from 'node:fs/promises';
import type { SplitOutputs } from '../methods/context.ts';
import { PauseGate } from '../methods/pace.ts';
import { type RunRequest, runExperiment } from '../runner/runExperiment.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { describeIssues, readSpec } from '../spec/readSpec.ts';
import { type RunState, reduceRun } from '../spec/runState.ts';
import type { Interruption } from './interruption.ts';
import { createNodeEngine } from './nodeEngine.ts';
import { progressLine } from './progress.ts';
import { RunFolder } from './runFolder.ts';
import { dataOf } from './sourceFiles.ts';
import { type ExitCode, exitCodes, UsageError } from './usageError.ts';

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
  readonly out: string;
  /** Null leaves it to the spec. */
  readonly device: CliDevice | null;
  readonly savePredictions: boolean;
}

/**
 * Runs an experiment to its end or to its interruption.
 * @throws UsageError, DataError or EngineError before training begins; afterwards the log tells.
 */
export async function runCommand(
  options: RunOptions,
  interruption: Interruption,
): Promise<ExitCode> {
  const asked = await readSpecFile(options.specPath);
  const device = options.device ?? deviceOf(asked);
  const spec = { ...asked, device };
  const dataset = await dataOf(spec, options.data);
  const folder = await RunFolder.create(options.out);
  const engine = await createNodeEngine(device);
  interruption.leaveEndToCommand();
  const outputs: SplitOutputs[] = [];
  const keepOutputs = (_round: number, ofRound: SplitOutputs) => outputs.push(ofRound);
  const request = {
    runId: crypto.randomUUID(),
    spec,
    dataset,
    engine,
    signal: interruption.signal,
    gate: new PauseGate(),
    ...(options.savePredictions ? { onOutputs: keepOutputs } : {}),
  };
  try {
    const state = await follow(request, folder);
    if (state === null) return exitCodes.trainingFailed;
    await folder.writeResult(state);
    await folder.writePredictions(outputs, state.dataset.classes.length);
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

async function readSpecFile(path: string): Promise<ExperimentSpec> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    const found = error.code === 'ENOENT' ? 'there is no such file' : error.message;
    throw new UsageError(`${path}: ${found}. Make one: npm run espalier -- spec <preset>`);
  });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${(error as Error).message}`);
  }
  const reading = readSpec(value);
  if (!reading.ok) throw new UsageError(`${path}:\n${describeIssues(reading.issues)}`);
  return reading.spec;
}

function exitCodeOf(state: RunState): ExitCode {
  if (state.phase === 'finished') return exitCodes.done;
  return state.phase === 'stopped' ? exitCodes.interrupted : exitCodes.trainingFailed;
}
