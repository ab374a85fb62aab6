/**
 * How long Table 1's MNIST row takes without a page: `npm run bench:table1 -- [--epochs <number>]
 * [--device wasm|webgpu|cpu] [--threads <number>]`, with MNIST's four files in
 * $ESPALIER_DATA/mnist. All of it, from reading the files to the last evaluation: 4 MLPs of 120
 * epochs each, as the preset has it. With fewer epochs a round, which a forecast then says so of.
 */
import { parseArgs } from 'node:util';
import { PauseGate } from '../src/methods/runControl.ts';
import { dataOf } from '../src/node/namedData.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { runExperiment } from '../src/runner/runExperiment.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { presetOf } from '../src/spec/presets/presets.ts';
import { resultOf } from '../src/spec/run/result.ts';
import { type RunState, reduceRun } from '../src/spec/run/runState.ts';
import { forecast } from './data/forecast.ts';
import { mnistFiles } from './data/mnist.ts';
import { chosen } from './steps/options.ts';
import { deviceNames } from './steps/stepper.ts';
import { circumstances, digits } from './steps/table.ts';

const { values } = parseArgs({
  options: {
    epochs: { type: 'string' },
    device: { type: 'string', default: 'wasm' },
    threads: { type: 'string' },
  },
});
const [device] = chosen('device', [values.device], deviceNames);
const preset = presetOf('mnist-mlp');
if (!preset) throw new Error('There is no preset mnist-mlp');
const whole = preset.spec;
const epochs = Number(values.epochs ?? whole.training.epochs);
const spec: ExperimentSpec = { ...whole, training: { ...whole.training, epochs }, device };

const begin = performance.now();
const secondsSince = (start: number) => (performance.now() - start) / 1000;
const dataset = await dataOf(spec, mnistFiles());
const readingSeconds = secondsSince(begin);
const engine = await createNodeEngine(
  device,
  values.threads === undefined ? 'auto' : Number(values.threads),
);
const adapter = engine.device.adapter;
const request = { runId: 'table1', spec, dataset, engine, gate: new PauseGate() };
let state: RunState | null = null;
for await (const event of runExperiment({ ...request, signal: new AbortController().signal })) {
  state = reduceRun(state, event);
  if (event.type === 'round-finished') console.error(`round ${event.round} finished`);
}
engine.dispose();
if (state?.phase !== 'finished') throw new Error(`The run ended as ${state?.phase}`);
const totalSeconds = secondsSince(begin);
const epochSeconds = state.rounds.flatMap((round) => round.epochs.map(({ seconds }) => seconds));
const rounds = state.rounds.length;
const { ensemble } = resultOf(state);
const errors = ensemble.map(({ topErrors }) => digits(100 * (topErrors.test?.['1'] ?? 0)));
const measured = forecast({ totalSeconds, epochSeconds }, rounds * whole.training.epochs);

console.log(circumstances());
console.log(
  `${device}, ${adapter}: ${rounds} rounds of ${epochs} epochs in ${digits(totalSeconds)} s`,
);
console.log(
  `${digits(1000 * measured.epochSeconds)} ms an epoch (the middle one); ` +
    `${digits(readingSeconds)} s reading, ${digits(measured.otherSeconds - readingSeconds)} s else`,
);
console.log(`test errors of the first 1 to ${rounds} networks: ${errors.join(', ')} %`);
if (epochs !== whole.training.epochs) {
  const minutes = digits(measured.totalSeconds / 60);
  console.log(
    `forecast of ${rounds} rounds of ${whole.training.epochs} epochs: ${minutes} minutes`,
  );
}
