/** Reads photographs and trains on them in a process of its own, so that its memory is its own. */

import { memoryFacts } from '../../src/data/memoryFacts.ts';
import { valuesOf } from '../../src/data/prepare/imageSource.ts';
import { prepareData } from '../../src/data/prepare/preparedData.ts';
import { PauseGate } from '../../src/methods/runControl.ts';
import { createNodeEngine } from '../../src/node/nodeEngine.ts';
import { readFromDisk, readOrFileFromDisk } from '../../src/node/sourceFiles.ts';
import { runExperiment } from '../../src/runner/runExperiment.ts';
import { defaultSpec } from '../../src/spec/presets/presets.ts';

export interface FilesTask {
  readonly folder: string;
  /** Bytes of decoded images that may be held; null for all of them. */
  readonly held: number | null;
}

/** What it took; times in seconds, memory in bytes as the system counts it for the process. */
export interface FilesResult {
  readonly images: number;
  readonly decoded: number;
  /** Images of the epoch's batches. */
  readonly trained: number;
  readonly reading: number;
  readonly supplying: number;
  readonly training: number;
  readonly idleMemory: number;
  readonly peakMemory: number;
  readonly digest: string;
}

const spec = {
  ...defaultSpec,
  method: { kind: 'single' as const },
  network: { kind: 'mlp' as const, hidden: [16], initial: 'he' as const },
  augment: { normalise: 'unit' as const, pad: 4, mirror: true },
  training: { ...defaultSpec.training, epochs: 1, batchSize: 64 },
  device: 'wasm' as const,
};

async function measured({ folder, held }: FilesTask): Promise<FilesResult> {
  const idleMemory = process.memoryUsage.rss();
  const seconds = stopwatch();
  const dataset =
    held === null ? await readFromDisk([folder]) : await readOrFileFromDisk([folder], {}, held);
  const reading = seconds();
  let trained = 0;
  for await (const { images, labels } of prepareData(dataset, spec).trainBatches(1, 1, 1)) {
    valuesOf(images);
    trained += labels.length;
  }
  const supplying = seconds();
  const engine = await createNodeEngine('wasm', 1);
  let digest = '';
  const request = { runId: 'bench', spec, dataset, engine, gate: new PauseGate() };
  const { signal } = new AbortController();
  for await (const event of runExperiment({ ...request, signal })) {
    if (event.type === 'run-finished') digest = event.digest;
    if (event.type === 'run-failed') throw new Error(event.message);
  }
  const training = seconds();
  const peakMemory = process.resourceUsage().maxRSS * 1024;
  const { decoded } = memoryFacts(dataset);
  const images = decoded / (128 * 128 * 3);
  const times = { reading, supplying, training };
  return { images, decoded, trained, ...times, idleMemory, peakMemory, digest };
}

/** Seconds since it was made or last asked. */
function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const since = (performance.now() - last) / 1000;
    last = performance.now();
    return since;
  };
}

process.on('message', async (task: FilesTask) => {
  const result = await measured(task);
  process.send?.(result);
});
