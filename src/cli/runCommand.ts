/** `run <spec.json>`: trains headless and writes result, log and, if asked, predictions. */
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import type { SplitOutputs } from '../methods/context.ts';
import { PauseGate } from '../methods/pace.ts';
import { runExperiment } from '../runner/runExperiment.ts';
import type { DeviceChoice, ExperimentSpec } from '../spec/experimentSpec.ts';
import { describeIssues, readSpec } from '../spec/readSpec.ts';
import { resultOf } from '../spec/result.ts';
import { type RunState, reduceRun } from '../spec/runState.ts';
import { splitNames } from '../spec/units.ts';
import { createNodeEngine } from './nodeEngine.ts';
import { npyBytes } from './npy.ts';
import { progressLine } from './progress.ts';
import { dataOf } from './sourceFiles.ts';
import { type ExitCode, exitCodes, UsageError } from './usageError.ts';

export interface RunOptions {
  readonly specPath: string;
  readonly data: readonly string[];
  readonly out: string;
  readonly device: DeviceChoice;
  readonly savePredictions: boolean;
}

/**
 * Runs an experiment to its end or to the signal's.
 * @throws UsageError, DataError or EngineError before training begins; afterwards the log tells.
 */
export async function runCommand(options: RunOptions, signal: AbortSignal): Promise<ExitCode> {
  const spec = { ...(await readSpecFile(options.specPath)), device: options.device };
  const dataset = await dataOf(spec, options.data);
  const engine = await createNodeEngine(options.device);
  await mkdir(options.out, { recursive: true });
  const log = createWriteStream(join(options.out, 'events.jsonl'));
  const outputs: SplitOutputs[] = [];
  const request = {
    runId: crypto.randomUUID(),
    spec,
    dataset,
    engine,
    signal,
    gate: new PauseGate(),
    ...(options.savePredictions
      ? { onOutputs: (_round: number, ofRound: SplitOutputs) => outputs.push(ofRound) }
      : {}),
  };
  let state: RunState | null = null;
  for await (const event of runExperiment(request)) {
    state = reduceRun(state, event);
    log.write(`${JSON.stringify(event)}\n`);
    const line = progressLine(event, state);
    if (line !== null) console.error(line);
  }
  log.end();
  await finished(log);
  engine.dispose();
  if (state === null) return exitCodes.trainingFailed;
  await writeResult(options.out, state);
  await writePredictions(options.out, outputs, state.dataset.classes.length);
  return exitCodeOf(state);
}

async function readSpecFile(path: string): Promise<ExperimentSpec> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new UsageError(
      `${path}: there is no such file. Make one: npm run espalier -- spec <preset>`,
    );
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

async function writeResult(folder: string, state: RunState): Promise<void> {
  await writeFile(join(folder, 'result.json'), `${JSON.stringify(resultOf(state), null, 1)}\n`);
}

/** `predictions-<split>.npy` (rounds × images × N) and `labels-<split>.npy`. */
async function writePredictions(
  folder: string,
  rounds: readonly SplitOutputs[],
  classCount: number,
): Promise<void> {
  for (const split of splitNames) {
    const ofSplit = rounds.flatMap((outputs) => outputs[split] ?? []);
    if (ofSplit.length === 0) continue;
    const [{ labels }] = ofSplit;
    const size = labels.length * classCount;
    const values = new Float32Array(ofSplit.length * size);
    ofSplit.forEach(({ probabilities }, round) => {
      values.set(probabilities, round * size);
    });
    const shape = [ofSplit.length, labels.length, classCount];
    await writeFile(join(folder, `predictions-${split}.npy`), npyBytes(values, shape));
    await writeFile(join(folder, `labels-${split}.npy`), npyBytes(labels, [labels.length]));
  }
}

function exitCodeOf(state: RunState): ExitCode {
  if (state.phase === 'finished') return exitCodes.done;
  return state.phase === 'stopped' ? exitCodes.interrupted : exitCodes.trainingFailed;
}
