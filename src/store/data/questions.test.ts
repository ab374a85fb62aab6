import { describe, expect, it } from 'vitest';
import type { Alternative, ReadingChoices, ReadingQuestion } from '../../data/readingChoices.ts';
import { WorkerError } from '../../worker/client.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { pileOfFiles } from './pile.ts';
import { placeOf } from './questionsSlice.ts';

const alternative = (choices: ReadingChoices): Alternative => ({
  choices,
  title: 'so',
  description: 'it is read so',
  flag: `--images ${JSON.stringify(choices)}`,
  previews: [],
});
const colours = [alternative({ colour: 'colour' }), alternative({ colour: 'grey' })];
const question: ReadingQuestion = {
  kind: 'colour',
  file: 'leaves.zip',
  found: 'some images are grey',
  greyCount: 1,
  colourCount: 2,
  alternatives: colours,
};
const tick = () => new Promise((resolve) => setTimeout(resolve));

function started() {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  const read = () => store.getState().readFiles(pileOfFiles([new File([], 'leaves.zip')]));
  const leaveOpen = async () => {
    worker
      .last('read-files')
      .failWith(
        new WorkerError({ message: 'open', remedy: '', fault: null, questions: [question] }),
      );
    await tick();
  };
  return { worker, store, read, leaveOpen };
}

/** An experiment that asks for a data set which is not at hand. */
function awaitLeaves(store: ReturnType<typeof started>['store']) {
  const { source, hash } = sampleDataset('leaves', ['oak', 'elm']);
  store.getState().edit('dataset.source', source);
  store.getState().edit('dataset.hash', hash);
}

describe('questions while reading', () => {
  it('are asked of the person, and the files read again with the answer', async () => {
    const { worker, store, read, leaveOpen } = started();
    const reading = read();
    await leaveOpen();
    expect(store.getState().asked).toMatchObject({ what: 'leaves.zip', suggested: 0 });
    store.getState().answerQuestion({ place: 1, isForAll: false });
    await tick();
    expect(worker.last('read-files').ask).toMatchObject({ choices: { colour: 'grey' } });
    worker.last('read-files').answer(sampleDataset('leaves', ['oak', 'elm']));
    expect(await reading).toBe(true);
    expect(store.getState().asked).toBeNull();
  });

  it('are answered by the experiment that records how its files were read', async () => {
    const { worker, store, read, leaveOpen } = started();
    awaitLeaves(store);
    store.getState().edit('dataset.reading', { colour: 'grey', folders: 'outer' });
    const reading = read();
    await leaveOpen();
    expect(store.getState().asked).toBeNull();
    expect(worker.last('read-files').ask).toMatchObject({ choices: { colour: 'grey' } });
    const view = {
      ...sampleDataset('leaves', ['oak', 'elm']),
      reading: { colour: 'grey' } as const,
    };
    worker.last('read-files').answer(view);
    expect(await reading).toBe(true);
    expect(store.getState().draft.lastGood.dataset.reading).toEqual({ colour: 'grey' });
  });

  it('are asked of the person where what the experiment records does not settle them', async () => {
    const { store, read, leaveOpen } = started();
    awaitLeaves(store);
    store.getState().edit('dataset.reading', { colour: 'grey' });
    const reading = read();
    await leaveOpen();
    expect(store.getState().asked).toBeNull();
    await leaveOpen();
    expect(store.getState().asked).not.toBeNull();
    store.getState().answerQuestion(null);
    expect(await reading).toBe(false);
  });

  it('are asked where the answers recorded are of data at hand, and other files come', async () => {
    const { worker, store, read, leaveOpen } = started();
    awaitLeaves(store);
    store.getState().edit('dataset.reading', { colour: 'grey' });
    const first = read();
    await leaveOpen();
    const reading = { colour: 'grey' } as const;
    worker.last('read-files').answer({ ...sampleDataset('leaves', ['oak', 'elm']), reading });
    expect(await first).toBe(true);
    const second = read();
    await leaveOpen();
    expect(store.getState().asked).not.toBeNull();
    store.getState().answerQuestion(null);
    expect(await second).toBe(false);
  });

  it('leave what was there when they are not answered, or reading is given up', async () => {
    const { worker, store, read, leaveOpen } = started();
    const first = read();
    worker.last('read-files').answer(sampleDataset('leaves', ['oak', 'elm']));
    await first;
    for (const giveUp of [
      () => store.getState().answerQuestion(null),
      () => store.getState().cancelReading(),
    ]) {
      const second = read();
      await leaveOpen();
      giveUp();
      expect(await second).toBe(false);
      expect(store.getState()).toMatchObject({ asked: null, refusal: null });
      expect(store.getState().data).toMatchObject({ phase: 'held', view: { name: 'leaves' } });
    }
  });

  it('suggest the last answer, and are not asked again where that was wished', async () => {
    const { worker, store, read, leaveOpen } = started();
    void read();
    await leaveOpen();
    store.getState().answerQuestion({ place: 1, isForAll: false });
    await tick();
    await leaveOpen();
    expect(store.getState().asked?.suggested).toBe(1);
    store.getState().answerQuestion({ place: 1, isForAll: true });
    await tick();
    await leaveOpen();
    expect(store.getState().asked).toBeNull();
    expect(worker.last('read-files').ask).toMatchObject({ choices: { colour: 'grey' } });
  });

  it('take an answer about sizes for other sizes by how they are fitted', () => {
    const size = (fitting: 'crop' | 'pad', side: number) =>
      alternative({ size: { fitting, height: side, width: side } });
    const sizes = [size('crop', 32), size('pad', 32), size('pad', 64)];
    expect(placeOf(sizes, size('pad', 64).choices)).toBe(2);
    expect(placeOf(sizes, size('pad', 100).choices)).toBe(1);
    expect(placeOf(colours, size('pad', 100).choices)).toBe(-1);
  });
});
