/**
 * What a checkpoint costs beside an epoch: `npm run bench:checkpoints -- [--per-class <count>]`.
 * Trains the small CNN on Glyphs, two networks one after the other, on WASM, and keeps the run in a
 * folder as the browser keeps it: log, checkpoint and summary, each flushed to the disk. Medians over
 * all epochs.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PauseGate } from '../src/methods/runControl.ts';
import { FolderFiles } from '../src/node/folderFiles.ts';
import { dataOf } from '../src/node/namedData.ts';
import { createNodeEngine } from '../src/node/nodeEngine.ts';
import { runExperiment } from '../src/runner/runExperiment.ts';
import type { ExperimentSpec } from '../src/spec/experimentSpec.ts';
import { defaultComplementary } from '../src/spec/methods/complementary.ts';
import { defaultSpec } from '../src/spec/presets/presets.ts';
import { RunArchive } from '../src/storage/runs/runArchive.ts';
import { median } from './steps/interleaved.ts';
import { plainText } from './steps/table.ts';

const { values } = parseArgs({ options: { 'per-class': { type: 'string' } } });
const limitPerClass = values['per-class'] === undefined ? null : Number(values['per-class']);

const spec: ExperimentSpec = {
  ...defaultSpec,
  name: 'Checkpoints',
  dataset: { ...defaultSpec.dataset, source: 'builtin:glyphs', limitPerClass },
  network: { kind: 'cnn', channels: [16, 32] },
  training: {
    ...defaultSpec.training,
    epochs: 5,
    batchSize: 128,
    schedule: { kind: 'steps', at: [], factor: 0.1 },
  },
  method: defaultComplementary({ rounds: 2 }),
  device: 'wasm',
};

const milliseconds = { epoch: [] as number[], gathering: [] as number[], writing: [] as number[] };

const folder = mkdtempSync(join(tmpdir(), 'espalier-checkpoints-'));
const engine = await createNodeEngine('wasm', 'auto');
const recorder = await new RunArchive(new FolderFiles(folder)).begin('checkpoints');
let resumed = performance.now();
try {
  const events = runExperiment({
    runId: 'checkpoints',
    spec,
    dataset: await dataOf(spec, []),
    engine,
    signal: new AbortController().signal,
    gate: new PauseGate(),
    keepCheckpoint: async (checkpoint) => {
      const begin = performance.now();
      await recorder.keepCheckpoint(checkpoint);
      // Between two rounds there is no network to gather: these are not an epoch's.
      if (checkpoint.epoch === 0) return;
      milliseconds.gathering.push(begin - resumed);
      milliseconds.writing.push(performance.now() - begin);
    },
  });
  for await (const event of events) {
    if (event.type === 'run-failed') throw new Error(event.message);
    if (event.type === 'epoch-finished') milliseconds.epoch.push(1000 * event.seconds);
    await recorder.write(event);
    // The method goes on from here: after an epoch's last event it gathers the checkpoint.
    resumed = performance.now();
  }
} finally {
  await recorder.close();
  engine.dispose();
  rmSync(folder, { recursive: true, force: true });
}

const [epoch, gathering, writing] = Object.values(milliseconds).map(median);
const share = (100 * (gathering + writing)) / epoch;
const head = ['epoch ms', 'gathering ms', 'writing ms', 'checkpoint, % of an epoch', 'epochs'];
const row = [epoch.toFixed(0), gathering.toFixed(1), writing.toFixed(1), share.toFixed(2)];
console.log(plainText([head, [...row, String(milliseconds.epoch.length)]]));
