/** A worker over some files, with a small data set and a small experiment. */
import { writeIdx } from '../../data/testing/writeIdx.ts';
import { installedWasmPaths } from '../../engine/tfjs/testing/wasmFiles.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { RunEvent } from '../../spec/run/runEvent.ts';
import type { Files } from '../../storage/files.ts';
import { MemoryFiles } from '../../storage/memoryFiles.ts';
import type { StorageError } from '../../storage/storageError.ts';
import { writeFile } from '../../storage/writeFile.ts';
import { pileOf } from '../pile/testing/pileOf.ts';
import type { RequestMessage } from '../protocol/messages.ts';
import type { Answer, Ask, RequestName } from '../protocol/requests.ts';
import { RequestHandler } from '../requestHandler.ts';
import { browserRunLocks } from '../runLocks.ts';

export const smallSpec: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0 },
  network: { kind: 'mlp', hidden: [4], initial: 'he' },
  training: { ...defaultSpec.training, epochs: 2, batchSize: 8 },
  method: { kind: 'averaging', rounds: 2 },
  device: 'wasm',
};

/** 40 training images of 2 × 2 pixels in two classes, each of its own grey. */
const files = () => {
  const pixels = Array.from({ length: 160 }, (_, at) => (Math.floor(at / 4) % 2) * 200);
  const labels = Array.from({ length: 40 }, (_, image) => image % 2);
  return [
    new File([writeIdx([40, 2, 2], pixels)], 'train-images'),
    new File([writeIdx([40], labels)], 'train-labels'),
  ];
};

/** A worker over some files; `onEvent` sees every event as it is sent. */
export function keepingWorker(
  openFiles: () => Promise<Files>,
  onEvent: (event: RunEvent) => void = () => {},
) {
  const events: RunEvent[] = [];
  const unkept: StorageError[] = [];
  const handler = new RequestHandler({
    wasmPaths: installedWasmPaths(),
    jpegModule: () => Promise.reject(new Error('not needed')),
    openFiles,
    onEvents: (batch) => {
      events.push(...batch);
      batch.forEach(onEvent);
    },
    onRunUnkept: (error) => unkept.push(error),
    runLocks: browserRunLocks(undefined),
  });
  const ask = <Name extends RequestName>(name: Name, asked: Ask<Name>) =>
    handler.answer({ id: 1, name, ask: asked } as unknown as RequestMessage) as Promise<
      Answer<Name>
    >;
  const holdData = async () => {
    const { hash } = await ask('read-files', pileOf(files()));
    await ask('hold-dataset', { hash });
  };
  return { ask, events, unkept, holdData };
}

export const digestIn = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'run-finished' ? [event.digest] : []));

/** What lies in some files at this moment. */
export async function copyOf(from: Files): Promise<MemoryFiles> {
  const copy = new MemoryFiles();
  for (const { name } of await from.list()) {
    const bytes = await from.read(name);
    // Removed meanwhile, as the run went on.
    if (bytes !== null) await writeFile(copy, name, bytes);
  }
  return copy;
}
