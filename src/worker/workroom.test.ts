/** What the page may ask in which order: requests that overlap, come early, or come twice. */
import { beforeEach, describe, expect, it } from 'vitest';
import { writeIdx } from '../data/testing/writeIdx.ts';
import { installedWasmPaths } from '../engine/tfjs/testing/wasmFiles.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { defaultSpec } from '../spec/presets.ts';
import type { RunEvent } from '../spec/runEvent.ts';
import type { Ask, RequestMessage, RequestName } from './protocol.ts';
import { Workroom } from './workroom.ts';

const spec: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0 },
  network: { kind: 'mlp', hidden: [4], initial: 'he' },
  training: { ...defaultSpec.training, epochs: 2, batchSize: 8 },
  method: { kind: 'single' },
  device: 'wasm',
};

/** Training files of `count` images of 2 × 2 pixels in two classes. */
function files(count: number): File[] {
  const pixels = Array.from({ length: count * 4 }, (_, at) => (Math.floor(at / 4) % 2) * 200);
  const labels = Array.from({ length: count }, (_, image) => image % 2);
  return [
    new File([writeIdx([count, 2, 2], pixels)], 'train-images'),
    new File([writeIdx([count], labels)], 'train-labels'),
  ];
}

let events: RunEvent[] = [];
let workroom: Workroom;
beforeEach(() => {
  events = [];
  workroom = new Workroom({
    wasmPaths: installedWasmPaths(),
    jpegModule: () => Promise.reject(new Error('not needed')),
    onEvents: (batch) => events.push(...batch),
  });
});

const ask = <Name extends RequestName>(name: Name, asked: Ask<Name>) =>
  workroom.answer({ id: 1, name, ask: asked } as unknown as RequestMessage);
const types = () => events.map(({ type }) => type).filter((type) => type !== 'progress');

describe('the workroom', () => {
  it('trains on the data set that was held when the run was asked for', async () => {
    await ask('read-files', { files: files(40) });
    const estimated = ask('estimate', { spec });
    const ended = ask('start', { spec, runId: 'first' });
    await ask('read-files', { files: files(80) });
    await Promise.all([estimated, ended]);
    const [started] = events;
    const counts = started.type === 'run-started' ? started.dataset.counts : null;
    expect(counts?.train).toBe(32);
    expect(types().at(-1)).toBe('run-finished');
  });

  it('stops a run that waits for the engine', async () => {
    await ask('read-files', { files: files(40) });
    const estimated = ask('estimate', { spec });
    const ended = ask('start', { spec, runId: 'first' });
    await ask('stop', {});
    await Promise.all([estimated, ended]);
    expect(types()).toEqual(['run-started', 'round-started', 'run-stopped']);
  });

  it('stops a run that was paused before its first step', async () => {
    await ask('read-files', { files: files(40) });
    const ended = ask('start', { spec, runId: 'first' });
    await ask('pause', {});
    await ask('stop', {});
    await ended;
    expect(types().at(-1)).toBe('run-stopped');
  });

  it('refuses a second run meanwhile, and takes one afterwards', async () => {
    await ask('read-files', { files: files(40) });
    const ended = ask('start', { spec, runId: 'first' });
    await expect(ask('start', { spec, runId: 'second' })).rejects.toThrow('under way');
    await ended;
    await ask('start', { spec, runId: 'third' });
    expect(new Set(events.map(({ runId }) => runId))).toEqual(new Set(['first', 'third']));
  });

  it('is free again after a run that could not start', async () => {
    await expect(ask('start', { spec, runId: 'first' })).rejects.toThrow('no data set');
    await ask('read-files', { files: files(40) });
    const large = { ...spec, training: { ...spec.training, batchSize: 4096 } };
    await expect(ask('start', { spec: large, runId: 'second' })).rejects.toThrow('4096');
    await ask('start', { spec, runId: 'third' });
    expect(types().at(-1)).toBe('run-finished');
  });
});
