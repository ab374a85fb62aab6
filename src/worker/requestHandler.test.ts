/** What the page may ask in which order: requests that overlap, come early, or come twice. */
import { beforeEach, describe, expect, it } from 'vitest';
import { writeIdx } from '../data/testing/writeIdx.ts';
import { installedWasmPaths } from '../engine/tfjs/testing/wasmFiles.ts';
import { levelwiseSpec } from '../runner/testing/levelwiseSpec.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { LevelwiseSpec } from '../spec/methods/levelwise/levelwiseSchema.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import type { RunEvent } from '../spec/run/runEvent.ts';
import { MemoryFiles } from '../storage/memoryFiles.ts';
import { NetworkCache } from './networkCache.ts';
import { pileOf } from './pile/testing/pileOf.ts';
import type { RequestMessage } from './protocol/messages.ts';
import type { Answer, Ask, RequestName } from './protocol/requests.ts';
import { RequestHandler } from './requestHandler.ts';
import { browserRunLocks } from './runLocks.ts';

const spec: ExperimentSpec = {
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source: 'local:planted', validation: 0 },
  network: { kind: 'mlp', hidden: [4], initial: 'he' },
  training: { ...defaultSpec.training, epochs: 2, batchSize: 8 },
  method: { kind: 'single' },
  device: 'wasm',
};

/** Training files of `count` images of 2 × 2 pixels in a few classes, each of its own grey. */
function files(count: number, classes = 2): File[] {
  const grey = Math.floor(200 / (classes - 1));
  const pixels = Array.from(
    { length: count * 4 },
    (_, at) => (Math.floor(at / 4) % classes) * grey,
  );
  const labels = Array.from({ length: count }, (_, image) => image % classes);
  return [
    new File([writeIdx([count, 2, 2], pixels)], 'train-images'),
    new File([writeIdx([count], labels)], 'train-labels'),
  ];
}

let events: RunEvent[] = [];
let memory = new MemoryFiles();
const environment = {
  wasmPaths: installedWasmPaths(),
  jpegModule: () => Promise.reject(new Error('not needed')),
  openFiles: async () => memory,
  onEvents: (batch: readonly RunEvent[]) => events.push(...batch),
  onRunUnkept: () => {},
  runLocks: browserRunLocks(undefined),
};
let handler: RequestHandler;
beforeEach(() => {
  events = [];
  memory = new MemoryFiles();
  handler = new RequestHandler(environment);
});

const ask = <Name extends RequestName>(name: Name, asked: Ask<Name>) =>
  handler.answer({ id: 1, name, ask: asked } as unknown as RequestMessage) as Promise<Answer<Name>>;
/** Reads files and holds what came of them. */
const take = async (asked: Ask<'read-files'>) => {
  const view = await ask('read-files', asked);
  await ask('hold-dataset', { hash: view.hash });
  return view;
};
const types = () => events.map(({ type }) => type).filter((type) => type !== 'progress');

describe('the handler', () => {
  it('trains on the data set that was held when the run was asked for', async () => {
    await take(pileOf(files(40)));
    const estimated = ask('estimate', { spec });
    const ended = ask('start', { spec, runId: 'first' });
    await take(pileOf(files(80)));
    await Promise.all([estimated, ended]);
    const [started] = events;
    const counts = started.type === 'run-started' ? started.dataset.counts : null;
    expect(counts?.train).toBe(32);
    expect(types().at(-1)).toBe('run-finished');
  });

  it('shows the images that a run is tested on, also where its seed draws them', async () => {
    await take(pileOf(files(40, 4)));
    await ask('start', { spec, runId: 'first' });
    const [started] = events;
    if (started.type !== 'run-started') throw new Error('The run did not start');
    const { classCounts, counts } = started.dataset;
    const indices = Array.from({ length: counts.test + 1 }, (_, index) => index);
    const { seed } = spec;
    const { labels, images } = await ask('test-images', { seed, choice: spec.dataset, indices });
    expect(labels).toHaveLength(counts.test);
    const greys = Array.from(labels, (_, image) => images[image * 4]);
    expect(greys).toEqual(Array.from(labels, (label) => label * 66));
    const countOf = (label: number) => labels.filter((one) => one === label).length;
    expect([0, 1, 2, 3].map(countOf)).toEqual(classCounts.test);
    const twoClasses = {
      seed,
      choice: { ...spec.dataset, classes: ['3', '1'] },
      indices,
    };
    expect(new Set((await ask('test-images', twoClasses)).labels)).toEqual(new Set([0, 1]));
  });

  it('says what to do where Glyphs cannot be reached', async () => {
    const unreachable = ask('open-glyphs', { url: 'http://127.0.0.1:1/glyphs.bin' });
    await expect(unreachable).rejects.toMatchObject({
      name: 'EngineError',
      message: expect.stringContaining('cannot be reached'),
      remedy: expect.stringContaining('Connect this computer'),
    });
  });

  it('holds what it is told to, whichever was read last', async () => {
    const few = await ask('read-files', pileOf(files(40)));
    const many = await ask('read-files', pileOf(files(60, 4)));
    await expect(ask('estimate', { spec })).rejects.toThrow('no data set');
    // Beside the one held, or before there is one.
    expect((await ask('estimate', { spec, beside: few.hash })).seconds).toBeGreaterThan(0);
    const classCount = async () => (await ask('summarise-images', {})).classes.length;
    await ask('hold-dataset', { hash: few.hash });
    expect(await classCount()).toBe(2);
    await ask('let-go-dataset', { hash: many.hash });
    await expect(ask('hold-dataset', { hash: many.hash })).rejects.toThrow('not at hand');
    expect(await classCount()).toBe(2);
    await ask('let-go-dataset', { hash: few.hash });
    await ask('hold-dataset', { hash: few.hash });
    expect(await classCount()).toBe(2);
  });

  it('measures steps on the data set held, and the run after it trains as ever', async () => {
    await expect(ask('profile-step', { spec })).rejects.toThrow('no data set');
    await take(pileOf(files(40)));
    const { parts, steps } = await ask('profile-step', { spec });
    expect(steps).toBeGreaterThan(0);
    expect(parts.map(({ kernel }) => kernel)).toContain('denseWeightGradient');
    await ask('start', { spec, runId: 'first' });
    expect(types().at(-1)).toBe('run-finished');
  });

  it('stores what was read although it is not held', async () => {
    const { hash } = await ask('read-files', pileOf(files(60, 4)));
    await take(pileOf(files(40)));
    const kept = ask('keep-dataset', { hash });
    await ask('let-go-dataset', { hash });
    expect((await kept).datasets).toMatchObject([{ hash, state: 'whole' }]);
  });

  it('keeps the data set at hand when another is given up', async () => {
    await take(pileOf(files(40)));
    const abort = new AbortController();
    const asked = { id: 1, name: 'open-shapes', ask: {} } as const;
    const onProgress = () => abort.abort();
    await expect(handler.answer(asked, { signal: abort.signal, onProgress })).rejects.toThrow();
    const { labels } = await ask('test-images', { seed: 1, choice: spec.dataset, indices: [0] });
    expect(labels[0]).toBeLessThan(2);
  });

  it('stops a run that waits for the engine', async () => {
    await take(pileOf(files(40)));
    const estimated = ask('estimate', { spec });
    const ended = ask('start', { spec, runId: 'first' });
    await ask('stop', {});
    await Promise.all([estimated, ended]);
    expect(types()).toEqual(['run-started', 'round-started', 'run-stopped']);
  });

  it('stops a run that was paused before its first step', async () => {
    await take(pileOf(files(40)));
    const ended = ask('start', { spec, runId: 'first' });
    await ask('pause', {});
    await ask('stop', {});
    await ended;
    expect(types().at(-1)).toBe('run-stopped');
  });

  it('refuses a second run meanwhile, and takes one afterwards', async () => {
    await take(pileOf(files(40)));
    const ended = ask('start', { spec, runId: 'first' });
    await expect(ask('start', { spec, runId: 'second' })).rejects.toThrow('under way');
    await ended;
    await ask('start', { spec, runId: 'third' });
    expect(new Set(events.map(({ runId }) => runId))).toEqual(new Set(['first', 'third']));
  });

  it('is free again after a run that could not start', async () => {
    await expect(ask('start', { spec, runId: 'first' })).rejects.toThrow('no data set');
    await take(pileOf(files(40)));
    const unknown = { ...spec, dataset: { ...spec.dataset, classes: ['0', 'none'] } };
    await expect(ask('start', { spec: unknown, runId: 'second' })).rejects.toThrow('“none”');
    await ask('start', { spec, runId: 'third' });
    expect(types().at(-1)).toBe('run-finished');
  });
});

/** A spec with a hierarchy from the network's features, on two classes or more. */
function levelwise(change: Partial<LevelwiseSpec> = {}): ExperimentSpec {
  const method = levelwiseSpec().method;
  return { ...spec, method: { ...method, adapt: 'none', ...change } };
}

describe('a hierarchy in the handler', () => {
  const hierarchy = { ...levelwiseSpec().method.hierarchy, warmupEpochs: 1, levels: [2] };

  it('is read from a file and previewed exactly', async () => {
    await take(pileOf(files(60, 4)));
    const file = new File(['all a\nall b\na 0\na 1\nb 2\nb 3\n'], 'tree.txt');
    const imported = await ask('read-hierarchy', { files: [file] });
    expect(imported.nodes).toContain('3');
    const previewed = await ask('preview-hierarchy', {
      spec: levelwise({ hierarchy: { ...hierarchy, from: 'import', levels: null, imported } }),
    });
    expect(previewed.levels).toEqual([{ names: ['a', 'b'], sizes: [2, 2] }]);
  });

  it('from features is previewed from images, and says so, until a network is at hand', async () => {
    await take(pileOf(files(60, 4)));
    const plain = await ask('preview-hierarchy', { spec: levelwise({ hierarchy }) });
    expect(plain.levels[0].sizes.reduce((sum, size) => sum + size, 0)).toBe(4);
    expect(plain.notes[0]).toContain('mean image');
    await ask('start', { spec, runId: 'flat' });
    const finished = events.find((event) => event.type === 'round-finished');
    const initialFrom = finished?.type === 'round-finished' ? finished.networkHash : null;
    const informed = await ask('preview-hierarchy', {
      spec: levelwise({ hierarchy, initialFrom }),
    });
    expect(informed.notes[0]).toContain('features of the network');
    const initialless = levelwise({ hierarchy, initialFrom: 'f'.repeat(64) });
    await expect(ask('preview-hierarchy', { spec: initialless })).rejects.toThrow('not at hand');
  });

  it('that does not fit the classes is refused by name', async () => {
    await take(pileOf(files(60, 4)));
    const tooMany = levelwise({ hierarchy: { ...hierarchy, levels: [4] } });
    await expect(ask('preview-hierarchy', { spec: tooMany })).rejects.toThrow(
      'method.hierarchy.levels',
    );
    const file = new File(['all a\nall b\na 0\na 1\nb 2\n'], 'tree.txt');
    await expect(ask('read-hierarchy', { files: [file] })).rejects.toThrow('3');
  });
});

describe('networks in the handler', () => {
  it('are kept as files, taken in, and started from', async () => {
    await take(pileOf(files(60, 4)));
    await ask('start', { spec, runId: 'flat' });
    const finished = events.find((event) => event.type === 'round-finished');
    const hash = finished?.type === 'round-finished' ? (finished.networkHash ?? '') : '';
    const { bytes } = await ask('network-file', { hash });
    const other = new RequestHandler(environment);
    const given = (content: Uint8Array) => {
      const path = 'network.safetensors';
      return { files: [{ file: new File([content.slice()], path), path }] };
    };
    const taken = await other.answer({ id: 1, name: 'take-networks', ask: given(bytes) });
    const facts = { hash, network: { kind: 'mlp' }, classes: expect.any(Array) };
    expect(taken).toMatchObject({ file: 'network.safetensors', networks: [facts] });
    await expect(ask('network-file', { hash: 'f'.repeat(64) })).rejects.toThrow('not at hand');
    const damaged = given(bytes.slice(0, -1));
    await expect(ask('take-networks', damaged)).rejects.toThrow('network.safetensors');
  });

  it('are those of the last eight runs', () => {
    const shelf = new NetworkCache();
    for (let run = 0; run < 9; run++) shelf.keep(`run ${run}`, String(run), Uint8Array.of(run));
    expect(shelf.find('0')).toBeNull();
    expect(shelf.find('1')).toEqual(Uint8Array.of(1));
    expect(shelf.find('8')).toEqual(Uint8Array.of(8));
  });
});

it('keeps data sets for another visit, by their hash', async () => {
  const unknown = ask('keep-dataset', { hash: 'f'.repeat(64) });
  await expect(unknown).rejects.toThrow('no data set');
  const view = await take(pileOf(files(40)));
  const kept = await ask('keep-dataset', { hash: view.hash });
  expect(kept).toMatchObject({ kind: 'memory', datasets: [{ hash: view.hash, state: 'whole' }] });
  const later = new RequestHandler(environment);
  const { hash } = view;
  const opened = await later.answer({ id: 1, name: 'open-stored', ask: { hash } });
  expect(opened).toEqual({ ...view, seconds: expect.any(Number) });
  expect((await ask('remove-stored', { hash })).datasets).toEqual([]);
  const again = later.answer({ id: 2, name: 'open-stored', ask: { hash } });
  await expect(again).rejects.toThrow('not stored here');
  expect(await ask('list-stored', {})).toMatchObject({ datasets: [], room: { used: 0 } });
});

it('hands interventions to the run under way', async () => {
  await take(pileOf(files(60, 4)));
  const started = ask('start', {
    spec: levelwise({
      hierarchy: { ...levelwiseSpec().method.hierarchy, warmupEpochs: 1, levels: [2] },
    }),
    runId: 'tree',
  });
  await ask('intervene', { kind: 'pin', class: 2, pinned: true });
  await started;
  expect(events.filter(({ type }) => type === 'class-pinned')).toMatchObject([
    { class: 2, pinned: true, epoch: 2, step: 0 },
  ]);
});
