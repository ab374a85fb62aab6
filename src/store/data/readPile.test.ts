import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../data/progress.ts';
import { WorkerError } from '../../worker/client.ts';
import { filesAtOnce } from '../../worker/pile/dropped.ts';
import type { Ask } from '../../worker/protocol/requests.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { pileOfFiles, pileWith } from './pile.ts';
import { readPile } from './readPile.ts';

const leaves = sampleDataset('leaves', ['oak', 'elm']);

/** Files as a folder dialog gives them. */
const folderOf = (count: number): File[] =>
  Array.from({ length: count }, (_, at) =>
    Object.defineProperty(new File([], `${at}.png`), 'webkitRelativePath', {
      value: `leaves/oak/${at}.png`,
    }),
  );

function started() {
  const worker = createFakeWorker();
  const { ask } = worker.connect({ onEvents: () => {} });
  /** Answers whether the pile is known, and takes pieces until the files are to be read. */
  const untilRead = async (known: number | null = null) => {
    const before = worker.asked.filter(({ name }) => name === 'read-files').length;
    while (worker.asked.filter(({ name }) => name === 'read-files').length === before) {
      for (const one of worker.asked) one.answer(one.name === 'has-pile' ? { count: known } : {});
      await new Promise((resolve) => setTimeout(resolve));
    }
    return worker.last('read-files');
  };
  const pieces = () =>
    worker.asked
      .filter(({ name }) => name === 'add-files')
      .map(({ ask }) => ask as Ask<'add-files'>);
  return { worker, ask, untilRead, pieces };
}

describe('what was dropped on its way to the worker', () => {
  it('is given with the request where it is a few files or a folder’s handle', () => {
    const { worker, ask } = started();
    const files = folderOf(2);
    void readPile(ask, pileOfFiles(files), {}, {});
    expect(worker.asked).toHaveLength(1);
    const { dropped } = worker.last('read-files').ask as Ask<'read-files'>;
    expect(dropped).toEqual([
      { kind: 'files', files: files.map((file, at) => ({ file, path: `leaves/oak/${at}.png` })) },
    ]);
  });

  it('goes in pieces of a bounded number of the files themselves, wrapped in nothing', async () => {
    const { ask, untilRead, pieces } = started();
    const files = folderOf(3 * filesAtOnce + 1);
    const seen: LoadProgress[] = [];
    const onProgress = (progress: LoadProgress) => seen.push(progress);
    const reading = readPile(ask, pileOfFiles(files), { colour: 'grey' }, { onProgress });
    const read = await untilRead();
    expect(pieces().map(({ at }) => at)).toEqual([0, 1, 2, 3].map((piece) => piece * filesAtOnce));
    expect(Math.max(...pieces().map((piece) => piece.files.length))).toBe(filesAtOnce);
    const sent = pieces().flatMap((piece) => piece.files);
    expect(sent.every(({ file }, at) => file === files[at])).toBe(true);
    expect(read.ask).toMatchObject({
      sent: files.length,
      dropped: [],
      choices: { colour: 'grey' },
    });
    const { length } = files;
    expect(seen.at(-1)).toMatchObject({ stage: 'list', done: length, total: length });
    read.answer(leaves);
    expect(await reading).toBe(leaves);
  });

  it('is not sent again to a worker that knows it, and whole to one that does not', async () => {
    const { ask, untilRead, pieces } = started();
    const pile = pileOfFiles(folderOf(2 * filesAtOnce));
    void readPile(ask, pile, {}, {});
    await untilRead();
    void readPile(ask, pile, {}, {});
    const again = await untilRead(2 * filesAtOnce);
    expect(pieces()).toHaveLength(2);
    expect(again.ask).toMatchObject({ sent: 2 * filesAtOnce });
    void readPile(ask, pile, {}, {});
    await untilRead(null);
    expect(pieces()).toHaveLength(4);
  });

  it('is sent no further once it is given up, and never read', async () => {
    const { worker, ask } = started();
    const abort = new AbortController();
    const endless = async function* () {
      for (let at = 0; ; at++) {
        if (at === 3) abort.abort();
        yield [{ file: new File([], 'a'), path: `pile/${at}` }];
      }
    };
    const reading = readPile(ask, pileWith('pile', [], endless), {}, { signal: abort.signal });
    worker.last('has-pile').answer({ count: null });
    await expect(reading).rejects.toMatchObject({ cancelled: true });
    expect(worker.asked.map(({ name }) => name)).toEqual([
      'has-pile',
      ...Array(3).fill('add-files'),
    ]);
  });

  it('is never read in part: a worker that ends on the way fails the whole', async () => {
    const { worker, ask } = started();
    const lost = new WorkerError({ message: 'gone', remedy: '', fault: null, loss: 'worker' });
    const rest = async function* () {
      for (let at = 0; at < 9; at++) {
        if (at === 2) worker.last('add-files').failWith(lost);
        yield [{ file: new File([], 'a'), path: `pile/${at}` }];
      }
    };
    const reading = readPile(ask, pileWith('pile', [], rest), {}, {});
    worker.last('has-pile').answer({ count: null });
    await expect(reading).rejects.toBe(lost);
    expect(worker.asked.some(({ name }) => name === 'read-files')).toBe(false);
  });
});
