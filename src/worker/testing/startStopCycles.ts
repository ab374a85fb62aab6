/** Runs that are started and stopped again and again in one worker, and what it then holds on to. */
import { memory } from '@tensorflow/tfjs-core';
import { writeIdx } from '../../data/testing/writeIdx.ts';
import { backendMemory } from '../../engine/tfjs/kernels/wasm/loops/loops.ts';
import type { WorkerHandle } from '../../engine/tfjs/parallel/threadPool.ts';
import { installedWasmPaths } from '../../engine/tfjs/testing/wasmFiles.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultLevelwise } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import { MemoryFiles } from '../../storage/memoryFiles.ts';
import { pileOf } from '../pile/testing/pileOf.ts';
import type { RequestMessage } from '../protocol/messages.ts';
import type { Answer, Ask, RequestName } from '../protocol/requests.ts';
import { RequestHandler } from '../requestHandler.ts';
import { browserRunLocks } from '../runLocks.ts';

/** What a worker holds after a run has been stopped and removed. */
export interface Held {
  readonly tensors: number;
  /** WebAssembly's memory, which only ever grows. */
  readonly wasmBytes: number;
  /** Of all files that are kept. */
  readonly storedBytes: number;
  /** Besides the worker itself. */
  readonly threads: number;
}

const side = 8;
const classCount = 4;

function files(): File[] {
  const count = 160;
  const pixels = Array.from({ length: count * side * side }, (_, at) => {
    const label = Math.floor(at / (side * side)) % classCount;
    return Math.floor((at % (side * side)) / (2 * side)) === label ? 200 : at % 50;
  });
  const labels = Array.from({ length: count }, (_, image) => image % classCount);
  return [
    new File([writeIdx([count, side, side], pixels)], 'train-images'),
    new File([writeIdx([count], labels)], 'train-labels'),
  ];
}

const training: ExperimentSpec['training'] = {
  ...defaultSpec.training,
  epochs: 1000,
  batchSize: 16,
  schedule: { kind: 'steps', at: [], factor: 0.1 },
};
const complementary: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0 },
  network: { kind: 'cnn', channels: [2, 3] },
  training,
  device: 'wasm',
};
const levelwise: ExperimentSpec = {
  ...complementary,
  network: { kind: 'mlp', hidden: [8], initial: 'he' },
  method: defaultLevelwise({
    adaptFromEpoch: 2,
    hierarchy: { from: 'features', warmupEpochs: 1, branching: null, levels: [2] },
  }),
};

/**
 * Starts a run of each method in turn, stops it after its first epoch and removes what was kept of
 * it, `count` times.
 * @param startThread starts a thread of the platform's.
 * @param onHeld takes what the worker then holds.
 */
export async function startAndStop(
  count: number,
  startThread: () => WorkerHandle,
  onHeld: (cycle: number, held: Held) => void,
): Promise<void> {
  let threads = 0;
  const start = (): WorkerHandle => {
    const thread = startThread();
    threads++;
    return {
      ...thread,
      end: () => {
        threads--;
        thread.end();
      },
    };
  };
  const kept = new MemoryFiles();
  let onEpoch = () => {};
  const handler = new RequestHandler({
    wasmPaths: installedWasmPaths(),
    jpegModule: () => Promise.reject(new Error('there are no JPEGs')),
    openFiles: async () => kept,
    onEvents: (events: readonly RunEvent[]) => {
      if (events.some(({ type }) => type === 'epoch-finished')) onEpoch();
    },
    onRunUnkept: () => {},
    runLocks: browserRunLocks(undefined),
    threads: { cores: 2, start },
  });
  const ask = <Name extends RequestName>(name: Name, asked: Ask<Name>) =>
    handler.answer({ id: 1, name, ask: asked } as unknown as RequestMessage) as Promise<
      Answer<Name>
    >;
  const { hash } = await ask('read-files', pileOf(files()));
  await ask('hold-dataset', { hash });
  for (let cycle = 1; cycle <= count; cycle++) {
    const runId = `cycle-${cycle}`;
    onEpoch = () => void ask('stop', {});
    await ask('start', { spec: cycle % 2 === 0 ? levelwise : complementary, runId });
    await ask('trash-runs', { runIds: [runId] });
    await ask('purge-runs', { runIds: [runId] });
    const stored = await kept.list();
    const storedBytes = stored.reduce((sum, { bytes }) => sum + bytes, 0);
    const wasmBytes = backendMemory().buffer.byteLength;
    onHeld(cycle, { tensors: memory().numTensors, wasmBytes, storedBytes, threads });
  }
}
