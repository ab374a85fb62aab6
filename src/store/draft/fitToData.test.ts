/** Whatever is dropped, the first press of Train works; what a person has chosen stays. */
import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { presets } from '../../spec/presets/presets.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { pileOfFiles } from '../data/pile.ts';
import { whyNotTrain } from '../selectors.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';

const names = (count: number) => Array.from({ length: count }, (_, at) => `class ${at}`);

/** A data set of so many classes, each with so many training images. */
function made(
  name: string,
  counts: readonly number[],
  [height, width, channels]: readonly [number, number, number],
  change: Partial<DatasetView> = {},
): DatasetView {
  const shape = { height, width, channels };
  return {
    ...sampleDataset(name, names(counts.length)),
    shape,
    trainCounts: counts,
    ...change,
  };
}

const alike = (classes: number, images: number) => Array.from({ length: classes }, () => images);

/** What people drop. */
const sets: readonly DatasetView[] = [
  made('two of three', [3, 3], [28, 28, 1]),
  made('two of one', [1, 1], [28, 28, 3]),
  made('three of one each', [1, 1, 1], [32, 32, 3]),
  made('one with a single image', [40, 1, 25], [64, 64, 3]),
  made('a thousand classes', alike(1000, 20), [64, 64, 3]),
  made('a million photographs', alike(1000, 1200), [64, 64, 3]),
  made('iris', alike(3, 50), [1, 1, 5], { content: 'vectors' }),
  made('photographs', alike(5, 200), [224, 224, 3]),
  made('tall photographs', alike(2, 500), [600, 400, 3]),
  made('grey digits', alike(10, 180), [8, 8, 1]),
  made('dots', alike(2, 30), [1, 1, 3]),
  made('lines', alike(4, 30), [1, 40, 1]),
  made('brings validation', alike(4, 50), [32, 32, 3], { validationCounts: [5, 5, 5, 5] }),
  made('brings some of it', alike(4, 50), [32, 32, 3], { validationCounts: [5, 0, 5, 5] }),
  made('brings a test', alike(4, 50), [32, 32, 3], { testCounts: [5, 5, 5, 5] }),
  made('tests some of it', alike(4, 50), [32, 32, 3], { testCounts: [5, 0, 0, 5] }),
  made('no test of a few', [2, 2, 2], [32, 32, 3], { testCounts: [0, 0, 0] }),
  made('many to tell', alike(3, 20_000), [32, 32, 3], { validationCounts: alike(3, 500) }),
];

function setUp() {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  const now = store.getState;
  const drop = async (view: DatasetView) => {
    const reading = now().readFiles(pileOfFiles([new File([], `${view.name}.zip`)]));
    worker.last('read-files').answer(view);
    await reading;
  };
  /** Presses Train, and tells which experiment the worker is asked to train. */
  const train = (): ExperimentSpec => {
    void now().startRun();
    return (worker.last('start').ask as { spec: ExperimentSpec }).spec;
  };
  const fitted = () => now().notices.find(({ title }) => title.includes('was fitted'));
  return { worker, now, drop, train, fitted };
}

/** What is wrong with the draft, for the message of a test. */
const wrongWith = ({ now }: ReturnType<typeof setUp>) =>
  now().draft.issues.map(({ path, message }) => `${path} ${message}`);

describe('the first press of Train works', () => {
  it.each(sets.map((view) => [view.name, view] as const))('on %s', async (_, view) => {
    const bench = setUp();
    await bench.drop(view);
    expect(wrongWith(bench)).toEqual([]);
    expect(whyNotTrain(bench.now())).toBeNull();
    const spec = bench.train();
    expect(spec.dataset.hash).toBe(view.hash);
    expect(spec.name.startsWith(`${view.name}, `)).toBe(true);
  });

  const fitting = presets.filter(({ fitsAnyData }) => fitsAnyData);
  it('whichever preset for any data comes after the drop', async () => {
    expect(fitting.length).toBeGreaterThan(0);
    for (const preset of fitting) {
      for (const view of sets) {
        const bench = setUp();
        await bench.drop(view);
        bench.now().takePreset(preset);
        // A network to start from, or a tree, only the person has.
        const asked = wrongWith(bench).filter((text) => !/needs a tree|^start/.test(text));
        expect([preset.id, view.name, asked]).toEqual([preset.id, view.name, []]);
      }
    }
  });

  it('whichever preset the data came after', async () => {
    for (const [number, preset] of presets.entries()) {
      // Each with some, all with all: there are many.
      for (const view of sets.filter((_, at) => (at + number) % 6 === 0)) {
        const bench = setUp();
        bench.now().takePreset(preset);
        await bench.drop(view);
        expect([preset.id, view.name, wrongWith(bench)]).toEqual([preset.id, view.name, []]);
      }
    }
  });
});

describe('what was fitted', () => {
  it('is told in one note, and taken back by it', async () => {
    const { now, drop, fitted } = setUp();
    const { training, network, name } = now().draft.lastGood;
    await drop(made('iris', alike(3, 50), [1, 1, 5], { content: 'vectors' }));
    const { message, action } = fitted()!;
    expect(message).toContain('Network MLP');
    expect(message).toContain(`was ${training.batchSize}`);
    expect(now().notices).toHaveLength(1);
    now().edit('seed', 7);
    action!.act();
    expect(now().draft.value).toMatchObject({ training, network, name, seed: 7 });
    expect(now().draft.lastGood.dataset.source).toBe('local:iris');
  });

  it('is nothing where all suits the data but the name', async () => {
    const { now, drop } = setUp();
    await drop(made('many', alike(10, 5000), [32, 32, 3]));
    expect(now().notices).toEqual([]);
    expect(now().draft.lastGood.name).toBe('many, four small CNNs');
    await drop(made('more', alike(10, 6000), [32, 32, 3], { hash: 'b'.repeat(64) }));
    expect(now().draft.lastGood.name).toBe('more, four small CNNs');
  });

  it('does not depend on data that were there before', async () => {
    const large = made('large', alike(10, 20_000), [32, 32, 3], { hash: 'd'.repeat(64) });
    const alone = setUp();
    await alone.drop(large);
    const { now, drop } = setUp();
    const usual = now().draft.lastGood.training;
    await drop(sets[0]);
    expect(now().draft.lastGood.training.batchSize).toBeLessThan(usual.batchSize);
    await drop(large);
    expect(now().draft.lastGood.training).toEqual(alone.now().draft.lastGood.training);
    await drop(sets[0]);
    now().edit('training.batchSize', 4);
    await drop(large);
    expect(now().draft.lastGood.training.batchSize).toBe(4);
  });

  it('leaves what a person has chosen', async () => {
    const { now, drop, fitted } = setUp();
    now().edit('name', 'My own');
    now().edit('training.batchSize', 100);
    now().edit('training.epochs', 3);
    now().edit('dataset.validation', 0.3);
    now().edit('dataset.limitPerClass', 2);
    await drop({ ...sets[0], validationCounts: [1, 1] });
    expect(now().draft.value).toMatchObject({
      name: 'My own',
      training: { batchSize: 100, epochs: 3 },
      dataset: { validation: 0.3, limitPerClass: 2 },
    });
    expect(fitted()).toBeUndefined();
  });

  it('keeps a network that was picked, and says what is wrong with it', async () => {
    const { now, drop } = setUp();
    now().chooseNetwork('resnet');
    await drop(made('iris', alike(3, 50), [1, 1, 5], { content: 'vectors' }));
    expect(now().draft.value.network).toMatchObject({ kind: 'resnet' });
    expect(now().draft.issues).toMatchObject([{ path: 'network.kind' }]);
  });

  it('leaves an experiment that came by a link as it is', async () => {
    const { now, drop } = setUp();
    const { training } = now().draft.lastGood;
    now().openForeign({ ...now().draft.lastGood, name: 'Of somebody' });
    await drop(sets[0]);
    expect(now().draft.value).toMatchObject({ name: 'Of somebody', training });
  });

  it('has levels that suit the classes, where only the method was chosen', async () => {
    const { now, drop } = setUp();
    now().chooseMethod('levelwise');
    await drop(made('few', alike(3, 50), [32, 32, 3]));
    expect(now().draft.issues).toEqual([]);
    await drop(made('lots', alike(200, 50), [32, 32, 3], { hash: 'c'.repeat(64) }));
    expect(now().draft.issues).toEqual([]);
    expect(now().draft.value.method).toMatchObject({ kind: 'levelwise' });
  });
});
