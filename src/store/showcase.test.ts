import { describe, expect, it } from 'vitest';
import { pileOfFiles } from './data/pile.ts';
import { chunkKey } from './showcaseSlice.ts';
import { createFakeWorker, sampleDataset } from './testing/fakeClient.ts';
import { createWorkbench } from './workbench.ts';

const tick = () => new Promise((resolve) => setTimeout(resolve));

async function opened() {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  const reading = store.getState().readFiles(pileOfFiles([new File([], 'leaves.zip')]));
  const view = sampleDataset('leaves', ['oak', 'elm', 'ash']);
  worker.last('read-files').answer(view);
  await reading;
  return { worker, store, view };
}

const countOf = (worker: Awaited<ReturnType<typeof opened>>['worker'], wanted: string) =>
  worker.asked.filter(({ name }) => name === wanted).length;

describe('what is shown of a data set', () => {
  it('fetches each part of a gallery once, and again where that failed', async () => {
    const { worker, store, view } = await opened();
    const place = { from: 'train', label: 1, chunk: 2 } as const;
    store.getState().wantChunk(place);
    store.getState().wantChunk(place);
    expect(countOf(worker, 'class-images')).toBe(1);
    expect(worker.last('class-images').ask).toMatchObject({ start: 128, count: 64 });
    worker.last('class-images').fail('gone');
    await tick();
    store.getState().wantChunk(place);
    expect(countOf(worker, 'class-images')).toBe(2);
    worker.last('class-images').answer({ images: Uint8Array.of(7) });
    await tick();
    expect(store.getState().chunks.get(chunkKey(view.hash, place))).toEqual(Uint8Array.of(7));
  });

  it('looks for duplicates again only where other images are compared', async () => {
    const { worker, store } = await opened();
    void store.getState().askDuplicates();
    store.getState().edit('dataset.limitPerClass', 4);
    void store.getState().askDuplicates();
    expect(countOf(worker, 'find-duplicates')).toBe(1);
    store.getState().edit('dataset.exclude', ['oak']);
    void store.getState().askDuplicates();
    expect(countOf(worker, 'find-duplicates')).toBe(2);
  });
});
