/**
 * Whole experiments, at full length: `npm run bench:experiments -- [id…]`, with MNIST's four files
 * in $ESPALIER_DATA/mnist. Table 1's MNIST row with the paper's update, with the released code's,
 * and as a plain average of networks with the same seeds; its quick form; and Glyphs. A summary of
 * each goes to bench/results/. One seed; nothing is tuned towards published numbers.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PauseGate } from '../src/methods/runControl.ts';
import { dataOf } from '../src/node/namedData.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { progressLine } from '../src/node/progressLine.ts';
import { runExperiment } from '../src/runner/runExperiment.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { presetOf } from '../src/spec/presets/presets.ts';
import { resultOf } from '../src/spec/run/result.ts';
import { type RunState, reduceRun } from '../src/spec/run/runState.ts';
import { mnistFiles } from './data/mnist.ts';

function presetSpec(id: string): ExperimentSpec {
  const preset = presetOf(id);
  if (!preset) throw new Error(`There is no preset ${id}`);
  return preset.spec;
}

const paper = presetSpec('mnist-mlp');

const variants: Readonly<Record<string, ExperimentSpec>> = {
  'mnist-mlp': paper,
  'mnist-mlp-released': presetSpec('mnist-mlp-released'),
  'mnist-mlp-averaging': {
    ...paper,
    name: 'MNIST, plain average of MLPs',
    method: { kind: 'averaging', rounds: 4 },
  },
  'mnist-mlp-quick': presetSpec('mnist-mlp-quick'),
  'glyphs-cnn': presetSpec('glyphs-cnn'),
  'glyphs-cnn-averaging': {
    ...presetSpec('glyphs-cnn'),
    name: 'Glyphs, plain average of small CNNs',
    method: { kind: 'averaging', rounds: 4 },
  },
};

const resultsFolder = join(import.meta.dirname, 'results');

async function measure(id: string): Promise<void> {
  const spec: ExperimentSpec = { ...variants[id], device: 'wasm' };
  const isBuiltIn = spec.dataset.source === 'builtin:glyphs';
  const dataset = await dataOf(spec, isBuiltIn ? [] : mnistFiles());
  const engine = await createNodeEngine('wasm');
  const request = { runId: id, spec, dataset, engine, gate: new PauseGate() };
  let state: RunState | null = null;
  for await (const event of runExperiment({ ...request, signal: new AbortController().signal })) {
    state = reduceRun(state, event);
    const line = progressLine(event, state);
    if (line !== null) console.error(`${id}: ${line}`);
  }
  engine.dispose();
  if (state?.phase !== 'finished') throw new Error(`${id} ended as ${state?.phase}`);
  mkdirSync(resultsFolder, { recursive: true });
  const file = join(resultsFolder, `${id}.json`);
  writeFileSync(file, `${JSON.stringify(summaryOf(state), null, 1)}\n`);
  console.log(`${id}: test error ${summaryOf(state).ensembleTestErrorPercent.join(' / ')} %`);
}

/** The result without its long lists of epochs: every tenth stays. */
function summaryOf(state: RunState) {
  const result = resultOf(state);
  const percent = (error: number | undefined) => Number(((error ?? 0) * 100).toFixed(2));
  return {
    measured: new Date(state.startedAt).toISOString().slice(0, 10),
    ensembleTestErrorPercent: result.ensemble.map((one) => percent(one.topErrors.test?.['1'])),
    networkTestErrorPercent: result.rounds.map((one) => percent(one.topErrors.test?.['1'])),
    ...result,
    rounds: result.rounds.map((round) => ({
      ...round,
      epochs: round.epochs.filter(({ epoch }) => epoch % 10 === 0),
    })),
  };
}

const asked = process.argv.slice(2);
for (const id of asked.length > 0 ? asked : Object.keys(variants)) await measure(id);
