/**
 * What the presets that run in minutes come to, and what they cost: `npm run bench:presets --
 * [--only <part of an id>]… [--seeds 1] [--device wasm] [--threads 1]`, with MNIST and CIFAR-100 in
 * $ESPALIER_DATA. One line of bench/results/presets.jsonl for each preset and seed, written as soon
 * as it is done; what stands there already is not repeated, so that it may be cut off at any time.
 * Processor time is what to compare: the clock counts other programs as well. What presets say of
 * themselves is written from it (src/spec/presets/measuredPresets.json).
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Dataset } from '../src/data/dataset.ts';
import { PauseGate } from '../src/methods/runControl.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { progressLine } from '../src/node/progressLine.ts';
import { runExperiment } from '../src/runner/runExperiment.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { isForMinutes } from '../src/spec/presets/presetGroups.ts';
import { presets } from '../src/spec/presets/presets.ts';
import { type RunState, reduceRun } from '../src/spec/run/runState.ts';
import { measuredPresets, measuredText } from './presets/measuredPresets.ts';
import { datasetsBySource, presetFiles } from './presets/presetData.ts';
import { appendRow, measuredSpec, rowMeasured, rowOf, rowsIn } from './presets/presetRow.ts';
import { chosen } from './steps/options.ts';
import { deviceNames } from './steps/stepper.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    seeds: { type: 'string', default: '1' },
    device: { type: 'string', default: 'wasm' },
    threads: { type: 'string', default: '1' },
  },
});
const [device] = chosen('device', [values.device], deviceNames);
const threads = Number(values.threads);
const folder = join(import.meta.dirname, 'results');
const file = join(folder, 'presets.jsonl');
const datasetOf = datasetsBySource();

async function measure(id: string, spec: ExperimentSpec, dataset: Dataset) {
  const engine = await createNodeEngine(device, threads);
  const request = { runId: id, spec, dataset, engine, gate: new PauseGate() };
  const begin = performance.now();
  const processor = process.cpuUsage();
  let state: RunState | null = null;
  for await (const event of runExperiment({ ...request, signal: new AbortController().signal })) {
    state = reduceRun(state, event);
    if (event.type === 'epoch-finished') console.error(`${id}:${progressLine(event, state)}`);
  }
  const { user, system } = process.cpuUsage(processor);
  const wallSeconds = (performance.now() - begin) / 1000;
  engine.dispose();
  return rowOf(id, dataset, state, {
    threads,
    processorSeconds: (user + system) / 1e6,
    wallSeconds,
  });
}

/** What the presets themselves tell follows the rows. */
function writeMeasured(): void {
  const told = join(import.meta.dirname, '../src/spec/presets/measuredPresets.json');
  writeFileSync(told, measuredText(measuredPresets(rowsIn(file))));
}

const isAsked = (id: string) =>
  values.only === undefined || values.only.some((o) => id.includes(o));
const asked = presets.filter((preset) => isForMinutes(preset) && isAsked(preset.id));
if (asked.length === 0) console.log(`No preset that runs in minutes has ${values.only} in its id.`);
mkdirSync(folder, { recursive: true });
writeMeasured();
for (let seed = 1; seed <= Number(values.seeds); seed++) {
  for (const { id, spec: preset } of asked) {
    const spec = measuredSpec(preset, seed, device);
    const before = rowMeasured(rowsIn(file), spec);
    if (before !== undefined) {
      console.log(`${id}, seed ${seed}: measured before, as ${before.preset}`);
      continue;
    }
    const files = presetFiles(spec.dataset.source, process.env.ESPALIER_DATA);
    if (typeof files === 'string') {
      console.log(`${id}, seed ${seed}: skipped, ${files}`);
      continue;
    }
    try {
      const row = await measure(id, spec, await datasetOf(spec, files));
      appendRow(file, row);
      writeMeasured();
      console.log(JSON.stringify(row));
    } catch (error) {
      console.error(`${id}, seed ${seed}: ${error instanceof Error ? error.message : error}`);
      process.exitCode = 1;
    }
  }
}
