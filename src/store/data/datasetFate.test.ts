import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoadProgress } from '../../data/progress.ts';
import type { ReadingQuestion } from '../../data/readingChoices.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { WorkerError } from '../../worker/client.ts';
import type { OpenedData } from '../../worker/library.ts';
import { OpenDatasets } from '../../worker/openDatasets.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { sampleDataset } from '../testing/fakeClient.ts';
import {
  type AskedDataset,
  type Ended,
  fateAfter,
  heldAfter,
  ordersOf,
  type Surroundings,
  type UnderWay,
} from './datasetFate.ts';

const cats = sampleDataset('cats', ['a', 'b']);
const leaves = sampleDataset('leaves', ['oak', 'elm']);
const shapes = { ...sampleDataset('shapes', ['a']), source: 'builtin:shapes' };

const asked = (change: Partial<AskedDataset> = {}): UnderWay => ({
  phase: 'asked',
  what: 'cats.zip',
  isAgain: false,
  held: null,
  namings: 0,
  ...change,
});

/** What is so at the end: by default what was so when the data set was asked for. */
const now = (change: Partial<Surroundings> & { readonly names?: string } = {}): Surroundings => {
  const { names = 'builtin:glyphs', ...rest } = change;
  return { held: null, namings: 0, named: { ...defaultSpec.dataset, source: names }, ...rest };
};
const came = (view: DatasetView, surroundings = now()) =>
  ({ type: 'came', view, now: surroundings }) as const;
const cancelled = new WorkerError({ message: '', remedy: '', fault: null, cancelled: true });
const orderNames = (fate: Ended) => ordersOf(fate).map(({ name }) => name);

describe('a data set on its way', () => {
  const progress: LoadProgress = { stage: 'read', what: 'a', done: 1, total: 2, unit: 'bytes' };
  const question = { what: 'cats.zip', question: {} as ReadingQuestion, suggested: 0 };

  it('is asked for, then read, and stays where it had come while the person is asked', () => {
    const reading = fateAfter(asked(), { type: 'progressed', progress });
    expect(reading).toEqual({ ...asked(), phase: 'reading', progress });
    const questioned = fateAfter(reading, { type: 'left-open', question });
    expect(questioned).toEqual({ ...asked(), phase: 'questioned', question, progress });
    expect(fateAfter(questioned, { type: 'answered' })).toEqual(reading);
  });

  it('is as it was asked for where it is questioned before anything was heard', () => {
    const questioned = fateAfter(asked(), { type: 'left-open', question });
    expect(questioned).toMatchObject({ phase: 'questioned', progress: null });
    expect(fateAfter(questioned, { type: 'answered' })).toEqual(asked());
  });
});

describe('a data set that came', () => {
  it('is held, named and stored as long as no other experiment came meanwhile', () => {
    const fate = fateAfter(asked(), came(cats));
    expect(fate).toEqual({ phase: 'held', view: cats, isNamed: true, isStored: true });
    expect(heldAfter(fate, leaves)).toBe(cats);
    expect(orderNames(fate)).toEqual(['hold-dataset', 'keep-dataset']);
  });

  it('is held but not named where an experiment came that waits for its own', () => {
    const fate = fateAfter(asked(), came(cats, now({ namings: 1, names: 'local:leaves' })));
    expect(fate).toMatchObject({ phase: 'held', isNamed: false });
  });

  it('is named where the experiment that came names it', () => {
    const fate = fateAfter(asked(), came(cats, now({ namings: 1, names: 'local:cats' })));
    expect(fate).toMatchObject({ phase: 'held', isNamed: true });
  });

  it('is stored and let go where the experiment that came has its own at hand', () => {
    const surroundings = now({ namings: 1, names: 'local:leaves', held: leaves });
    const fate = fateAfter(asked(), came(cats, surroundings));
    expect(fate).toEqual({ phase: 'let-go', view: cats, isStored: true, isAwaited: true });
    expect(heldAfter(fate, leaves)).toBe(leaves);
    expect(orderNames(fate)).toEqual(['keep-dataset', 'let-go-dataset']);
  });

  it('is not stored where it comes with the page', () => {
    expect(orderNames(fateAfter(asked(), came(shapes)))).toEqual(['hold-dataset']);
  });

  it('is held again without a word after the worker was lost, unless it gave way since', () => {
    const again = asked({ isAgain: true, held: cats });
    const back = fateAfter(again, came(cats, now({ held: cats, names: 'local:leaves' })));
    expect(back).toEqual({ phase: 'held', view: cats, isNamed: false, isStored: false });
    const late = fateAfter(again, came(cats, now({ held: leaves })));
    expect(late).toEqual({ phase: 'let-go', view: cats, isStored: false, isAwaited: false });
  });
});

describe('a data set that did not come', () => {
  const failed = (error: unknown, held: DatasetView | null = leaves) =>
    ({ type: 'failed', error, now: now({ held }) }) as const;

  it('is refused, and what is at hand stays', () => {
    const fate = fateAfter(asked(), failed(new Error('No images.')));
    const title = 'cats.zip was not imported. leaves is as it was.';
    expect(fate).toMatchObject({ phase: 'refused', refusal: { title }, isLost: false });
    expect(heldAfter(fate, leaves)).toBe(leaves);
    expect(ordersOf(fate)).toEqual([]);
  });

  it('is given up without a refusal where the person did so', () => {
    const fate = fateAfter(asked(), failed(cancelled));
    expect(fate).toEqual({ phase: 'given-up', isLost: false });
  });

  it('is nowhere any more where it was at hand and could not be read again', () => {
    for (const error of [new Error('It died.'), cancelled]) {
      const fate = fateAfter(asked({ isAgain: true, held: leaves }), failed(error));
      expect(heldAfter(fate, leaves)).toBeNull();
    }
    const replaced = fateAfter(asked({ isAgain: true, held: leaves }), failed(cancelled, cats));
    expect(heldAfter(replaced, cats)).toBe(cats);
  });
});

/** Page and worker side by side: what the page has at hand, and what the worker was told of it. */
class PageAndWorker {
  private held: DatasetView | null = null;
  private namings = 0;
  private named = defaultSpec.dataset;
  private worker = new OpenDatasets();
  private readonly reads: { readonly fate: UnderWay; readonly view: DatasetView }[] = [];

  ask(view: DatasetView, isAgain = false): void {
    const { held, namings } = this;
    this.reads.push({ fate: asked({ what: view.name, isAgain, held, namings }), view });
  }

  /** An experiment comes whole, with data that it names. */
  open(view: DatasetView): void {
    this.name(view);
    this.namings++;
  }

  /** The read at a place ends; the worker has read it where it came. */
  end(place: number, comes: boolean): void {
    const [read] = this.reads.splice(place % Math.max(1, this.reads.length), 1);
    if (read === undefined) return;
    if (comes) this.worker.add(opened(read.view));
    const { held, namings, named } = this;
    const surroundings = { held, namings, named };
    const fate = fateAfter(
      read.fate,
      comes
        ? { type: 'came', view: read.view, now: surroundings }
        : { type: 'failed', error: cancelled, now: surroundings },
    );
    for (const { name, view } of ordersOf(fate)) this.obey(name, view);
    this.held = heldAfter(fate, this.held);
    // As the page does: the experiment names what it is to name.
    if (fate.phase === 'held' && fate.isNamed) this.name(fate.view);
  }

  /** The worker ends by itself, and all that was on its way with it; the page reads again. */
  lose(): void {
    this.worker = new OpenDatasets();
    const count = this.reads.length;
    for (let ended = 0; ended < count; ended++) this.end(0, false);
    if (this.held !== null) this.ask(this.held, true);
  }

  /** Whether the worker's current data set is the page's; while that is read again, it has none. */
  agree(): boolean {
    const isReadAgain = this.reads.some(({ fate }) => fate.isAgain && fate.held === this.held);
    return this.current() === (this.held?.hash ?? null) || isReadAgain;
  }

  /** Whether the worker has forgotten all that it read but what is current. */
  hasForgotten(views: readonly DatasetView[]): boolean {
    return views.every(({ hash }) => {
      if (hash === this.current()) return true;
      try {
        this.worker.find(hash);
        return false;
      } catch {
        return true;
      }
    });
  }

  private name({ source, hash }: DatasetView): void {
    this.named = { ...this.named, source, hash };
  }

  private current(): string | null {
    try {
      return this.worker.requireCurrent().dataset.hash;
    } catch {
      return null;
    }
  }

  private obey(name: 'hold-dataset' | 'keep-dataset' | 'let-go-dataset', view: DatasetView): void {
    if (name === 'hold-dataset') this.worker.makeCurrent(view.hash);
    else if (name === 'let-go-dataset') this.worker.discard(view.hash);
    // Throws where it is not there to be stored.
    else this.worker.find(view.hash);
  }
}

const opened = ({ hash, source }: DatasetView) =>
  ({ dataset: { hash }, source, files: [] }) as unknown as OpenedData;

it('page and worker are at one on which data set is at hand, however reads overlap', () => {
  const views = [cats, leaves, shapes];
  const view = fc.constantFrom(...views);
  const step = fc.oneof(
    view.map((one) => (both: PageAndWorker) => both.ask(one)),
    view.map((one) => (both: PageAndWorker) => both.open(one)),
    fc.tuple(fc.nat(5), fc.boolean()).map(
      ([place, comes]) =>
        (both: PageAndWorker) =>
          both.end(place, comes),
    ),
    fc.constant((both: PageAndWorker) => both.lose()),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const both = new PageAndWorker();
      for (const take of steps) {
        take(both);
        expect(both.agree()).toBe(true);
      }
      for (let left = 0; left < 30; left++) both.end(0, true);
      expect(both.agree()).toBe(true);
      expect(both.hasForgotten(views)).toBe(true);
    }),
  );
});
