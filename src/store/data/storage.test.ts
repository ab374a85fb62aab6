import { describe, expect, it, vi } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import type { StoredDataset } from '../../storage/datasetStore.ts';
import type { StorageView } from '../../worker/protocol/dataRequests.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { pileOfFiles } from './pile.ts';
import { storedFor } from './storageSlice.ts';

const hash = 'b'.repeat(64);

function stored(change: Partial<Extract<StoredDataset, { state: 'whole' }>> = {}): StoredDataset {
  return {
    state: 'whole',
    bytes: 1000,
    hash,
    name: 'leaves',
    source: 'local:leaves',
    format: 'test',
    classes: ['oak', 'elm'],
    shape: { height: 2, width: 2, channels: 1 },
    values: 'uint8',
    trainCount: 4,
    testCount: null,
    notes: [],
    files: [],
    keptAt: 1,
    ...change,
  };
}

const holding = (...datasets: StoredDataset[]): StorageView => ({
  kind: 'browser',
  datasets,
  unfinished: 0,
  room: null,
});

const named = (source: string, hash: string | null) => ({
  ...defaultSpec,
  dataset: { ...defaultSpec.dataset, source, hash },
});

function setUp() {
  const worker = createFakeWorker();
  const askToLast = vi.fn(async () => true);
  const lasting = { isPromised: async () => false, ask: askToLast };
  const now = createWorkbench(worker.connect, 'glyphs.bin', lasting).getState;
  const list = async (view: StorageView) => {
    const asked = now().askStorage();
    worker.last('list-stored').answer(view);
    await asked;
  };
  /** What the worker was told to do with data sets, in that order. */
  const settled = () =>
    worker.asked
      .filter(({ name }) => /^(hold|let-go|keep)-dataset$/.test(name))
      .map(({ name, ask }) => [name, ask]);
  return { worker, now, list, settled, askToLast };
}

describe('the data set that an experiment names', () => {
  it('is the stored one of its hash, whatever it is called', () => {
    const view = holding(stored(), stored({ hash: 'c'.repeat(64), source: 'catalog:mnist' }));
    expect(storedFor(named('local:other', hash).dataset, view)?.name).toBe('leaves');
    expect(storedFor(named('catalog:mnist', 'd'.repeat(64)).dataset, view)).toBeNull();
  });

  it('is found by name only where names are published', () => {
    const view = holding(stored(), stored({ hash: 'c'.repeat(64), source: 'catalog:mnist' }));
    expect(storedFor(named('catalog:mnist', null).dataset, view)?.source).toBe('catalog:mnist');
    expect(storedFor(named('local:leaves', null).dataset, view)).toBeNull();
    const source = 'features:aaaaaaaaaaaaaaaa:builtin:glyphs';
    const features = { model: 'a'.repeat(64), name: 'net', pixels: 'unit' } as const;
    const images = { hash: 'd'.repeat(64), source: 'builtin:glyphs' };
    const ofModel = stored({
      source,
      features: { ...features, images: images.hash, source: images.source },
    });
    const asking = (pixels: 'unit' | 'bytes') => ({
      ...named(source, null).dataset,
      features: { ...features, pixels },
    });
    expect(storedFor(asking('unit'), holding(ofModel))?.source).toBe(source);
    expect(storedFor(asking('bytes'), holding(ofModel))).toBeNull();
    const damaged = holding({ state: 'damaged', bytes: 1, hash });
    expect(storedFor(named('local:leaves', hash).dataset, damaged)).toBeNull();
  });
});

describe('the workbench', () => {
  it('opens what a link names, once, whichever is known first', async () => {
    for (const linkFirst of [true, false]) {
      const { worker, now, list } = setUp();
      if (linkFirst) now().replaceDraft(named('local:leaves', hash));
      await list(holding(stored()));
      if (!linkFirst) now().replaceDraft(named('local:leaves', hash));
      expect(worker.last('open-stored').ask).toEqual({ hash });
      expect(now().data).toMatchObject({ phase: 'reading', what: 'leaves' });
      worker.last('open-stored').fail('The stored data set leaves is damaged.');
      await list(holding(stored()));
      expect(now().refusal?.message).toContain('damaged');
      expect(worker.asked.filter(({ name }) => name === 'open-stored')).toHaveLength(1);
    }
  });

  it('leaves the data at hand alone when a link names others', async () => {
    const { worker, now, list } = setUp();
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
    await reading;
    await list(holding(stored()));
    now().replaceDraft(named('local:leaves', hash));
    expect(worker.asked.some(({ name }) => name === 'open-stored')).toBe(false);
  });

  it('leaves an experiment its own data when others, read before, come after it', async () => {
    const { worker, now, list } = setUp();
    await list(holding());
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    now().replaceDraft(named('local:leaves', hash));
    worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
    await reading;
    expect(now().data).toMatchObject({ phase: 'held', view: { name: 'cats' } });
    expect(now().draft.lastGood.dataset.hash).toBe(hash);
    expect(now().notices).toEqual([]);
    now().useHeldData();
    expect(now().draft.lastGood.dataset.source).toBe('local:cats');
  });

  it('puts aside what comes after the data that an experiment opened meanwhile names', async () => {
    const { worker, now, list, settled } = setUp();
    await list(holding());
    const cats = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    const slow = worker.last('read-files');
    const leaves = sampleDataset('leaves', ['oak', 'elm']);
    now().replaceDraft(named('local:leaves', leaves.hash));
    const reading = now().readFiles(pileOfFiles([new File([], 'leaves.zip')]));
    worker.last('read-files').answer(leaves);
    expect(await reading).toBe(true);
    const late = sampleDataset('cats', ['a', 'b']);
    slow.answer(late);
    expect(await cats).toBe(false);
    expect(now().data).toEqual({ phase: 'held', view: leaves });
    expect(now().draft.lastGood.dataset.source).toBe('local:leaves');
    // The worker holds what the page shows; what is put aside is stored before it is let go.
    expect(settled()).toEqual([
      ['hold-dataset', { hash: leaves.hash }],
      ['keep-dataset', { hash: leaves.hash }],
      ['keep-dataset', { hash: late.hash }],
      ['let-go-dataset', { hash: late.hash }],
    ]);
    expect(now().notices).toMatchObject([
      {
        tone: 'info',
        title: 'cats was read and put aside',
        message: expect.stringContaining('leaves, which is at hand'),
      },
    ]);
  });

  it('puts aside what comes although the data at hand were named meanwhile', async () => {
    const { worker, now } = setUp();
    const leaves = sampleDataset('leaves', ['oak', 'elm']);
    const first = now().readFiles(pileOfFiles([new File([], 'leaves.zip')]));
    worker.last('read-files').answer(leaves);
    await first;
    const cats = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    now().replaceDraft(named('local:leaves', leaves.hash));
    worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
    expect(await cats).toBe(false);
    expect(now().data).toEqual({ phase: 'held', view: leaves });
  });

  it('renames no experiment when data are read again after the worker was lost', async () => {
    const { worker, now, list, settled } = setUp();
    await list(holding());
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    now().replaceDraft(named('local:leaves', hash));
    const cats = sampleDataset('cats', ['a', 'b']);
    worker.last('read-files').answer(cats);
    await reading;
    worker.die();
    expect(now().data).toMatchObject({ phase: 'reading', what: 'cats.zip' });
    worker.last('read-files').answer({ ...cats });
    await expect.poll(() => now().data.phase).toBe('held');
    expect(now().draft.lastGood.dataset).toMatchObject({ source: 'local:leaves', hash });
    expect(settled().at(-1)).toEqual(['hold-dataset', { hash: cats.hash }]);
    expect(settled().filter(([name]) => name === 'keep-dataset')).toHaveLength(1);
  });

  it('reads data that are kept again from where they are kept, which needs no network', async () => {
    const { worker, now, list } = setUp();
    const fetched = now().openGlyphs();
    const glyphs = { ...sampleDataset('glyphs', ['a', 'b']), hash };
    worker.last('open-glyphs').answer(glyphs);
    await fetched;
    await list(holding(stored()));
    worker.die();
    expect(worker.last('open-stored').ask).toEqual({ hash });
    worker.last('open-stored').fail('It is damaged.');
    await expect
      .poll(() => worker.asked.filter(({ name }) => name === 'open-glyphs').length)
      .toBe(2);
    worker.last('open-glyphs').answer({ ...glyphs });
    await expect.poll(() => now().data.phase).toBe('held');
  });

  it('does not let data that are read again displace others that came meanwhile', async () => {
    const { worker, now } = setUp();
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    const cats = sampleDataset('cats', ['a', 'b']);
    worker.last('read-files').answer(cats);
    await reading;
    worker.die();
    const again = worker.last('read-files');
    const taking = now().readFiles(pileOfFiles([new File([], 'leaves.zip')]));
    worker.last('read-files').answer(sampleDataset('leaves', ['oak', 'elm']));
    await taking;
    again.answer({ ...cats });
    await expect.poll(() => now().data).toMatchObject({ phase: 'held', view: { name: 'leaves' } });
    expect(worker.last('let-go-dataset').ask).toEqual({ hash: cats.hash });
  });

  it('reads again what was at hand, though the worker died of other data', async () => {
    const { worker, now, settled } = setUp();
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    const cats = sampleDataset('cats', ['a', 'b']);
    worker.last('read-files').answer(cats);
    await reading;
    const dogs = now().readFiles(pileOfFiles([new File([], 'dogs.zip')]));
    const deadly = worker.last('read-files');
    worker.die();
    deadly.fail('The training thread ended unexpectedly.');
    expect(await dogs).toBe(false);
    expect(now().data).toMatchObject({ phase: 'reading', what: 'cats.zip' });
    worker.last('read-files').answer({ ...cats });
    await expect.poll(() => now().data).toMatchObject({ phase: 'held', view: { name: 'cats' } });
    expect(settled().at(-1)).toEqual(['hold-dataset', { hash: cats.hash }]);
  });

  it('holds nothing at hand that could not be read again', async () => {
    const { worker, now } = setUp();
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
    await reading;
    worker.die();
    const again = worker.last('read-files');
    // It dies of it once more, and is not asked a third time.
    worker.die();
    again.fail('The training thread ended unexpectedly.');
    await expect.poll(() => now().data).toEqual({ phase: 'none' });
    expect(now().refusal?.title).toContain('cats.zip was not imported');
    expect(worker.last('read-files')).toBe(again);
  });

  it('opens what a link names once the read before it has failed or was given up', async () => {
    for (const isGivenUp of [true, false]) {
      const { worker, now, list } = setUp();
      await list(holding(stored()));
      const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
      now().replaceDraft(named('local:leaves', hash));
      expect(worker.asked.some(({ name }) => name === 'open-stored')).toBe(false);
      worker.last('read-files').fail('No images.', isGivenUp);
      await reading;
      expect(worker.last('open-stored').ask).toEqual({ hash });
      expect(now().data).toMatchObject({ phase: 'reading', what: 'leaves' });
      // What the read failed of stays to be seen.
      expect(now().refusal?.message).toBe(isGivenUp ? undefined : 'No images.');
      worker.last('open-stored').fail('given up', true);
      await expect.poll(() => now().data.phase).toBe('none');
      expect(worker.asked.filter(({ name }) => name === 'open-stored')).toHaveLength(1);
    }
  });

  it('stores what a person brought, and says why where it cannot', async () => {
    const { worker, now } = setUp();
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
    await reading;
    worker.last('keep-dataset').fail('The browser has no more room.');
    await expect
      .poll(() => now().notices.at(-1))
      .toMatchObject({
        title: 'cats is not stored for your next visit',
        message: 'The browser has no more room. Try again.',
      });
    expect(now().data.phase).toBe('held');
  });

  it('asks the browser to keep what is stored once a person has brought some, once', async () => {
    const { worker, now, list, askToLast } = setUp();
    await list(holding(stored()));
    const opening = now().openStored(hash);
    worker.last('open-stored').answer({ ...sampleDataset('leaves', ['oak', 'elm']), hash });
    await opening;
    worker.last('keep-dataset').answer(holding(stored()));
    await list(holding(stored()));
    expect(askToLast).not.toHaveBeenCalled();
    for (const name of ['cats', 'horses']) {
      const reading = now().readFiles(pileOfFiles([new File([], `${name}.zip`)]));
      worker.last('read-files').answer(sampleDataset(name, ['a', 'b']));
      await reading;
      worker.last('keep-dataset').answer(holding(stored()));
      await expect.poll(() => askToLast.mock.calls).toHaveLength(1);
    }
  });

  it('asks for nothing to last where nothing is stored', async () => {
    for (const fails of [true, false]) {
      const { worker, now, askToLast } = setUp();
      const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
      worker.last('read-files').answer(sampleDataset('cats', ['a', 'b']));
      await reading;
      if (fails) worker.last('keep-dataset').fail('No more room.');
      else worker.last('keep-dataset').answer({ ...holding(stored()), kind: 'memory' });
      await expect.poll(() => now().notices.length > 0 || now().storage !== null).toBe(true);
      expect(askToLast).not.toHaveBeenCalled();
    }
  });

  it('tells once that storage cannot be read, not whenever the page comes to the front', async () => {
    const { worker, now } = setUp();
    const asking = now().askStorage();
    worker.last('list-stored').fail('The folder is locked.');
    await asking;
    const [notice] = now().notices;
    expect(notice.title).toBe('What is stored here could not be read');
    now().dismissNotice(notice.id);
    const again = now().refreshStorage();
    worker.last('list-stored').fail('The folder is locked.');
    await again;
    expect(now()).toMatchObject({ notices: [], storage: null });
    const later = now().refreshStorage();
    worker.last('list-stored').answer(holding(stored()));
    await later;
    expect(now().storage?.datasets).toHaveLength(1);
  });

  it('does not store what comes with the page', async () => {
    const { worker, now } = setUp();
    const opening = now().openShapes();
    worker.last('open-shapes').answer({ ...sampleDataset('S', ['a']), source: 'builtin:shapes' });
    await opening;
    expect(worker.asked.some(({ name }) => name === 'keep-dataset')).toBe(false);
  });

  it('removes what is stored', async () => {
    const { worker, now, list } = setUp();
    await list(holding(stored()));
    const removing = now().removeStored(hash);
    expect(worker.last('remove-stored').ask).toEqual({ hash });
    worker.last('remove-stored').answer(holding());
    await removing;
    expect(now().storage?.datasets).toEqual([]);
  });
});
