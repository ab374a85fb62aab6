/** The comparison that is being made: its edits, its ways in, and trials of what it will take. */
import { describe, expect, it, vi } from 'vitest';
import { specHash } from '../../spec/experimentSpec.ts';
import { pileOfFiles } from '../data/pile.ts';
import { createFakeWorker, sampleDataset } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { fieldValue, issueOfValue, newSweep, withAxes, withValues } from './sweepDraft.ts';
import { sampleBase } from './testing/sweepBrowser.ts';

const rates = {
  name: 'training.learningRate',
  values: [0.1, 0.2].map((rate) => fieldValue('training.learningRate', rate)),
};

function setUp() {
  const worker = createFakeWorker();
  const store = createWorkbench(worker.connect, 'glyphs.bin');
  return { worker, now: store.getState };
}

describe('a comparison', () => {
  it('opens on the page of runs over an experiment, with seeds from its own on', () => {
    const { now } = setUp();
    now().compareOver({ ...sampleBase, seed: 3 });
    expect(now()).toMatchObject({ page: 'runs', isSweepOpen: true });
    expect(now().sweepDraft).toMatchObject({
      id: null,
      issues: [],
      value: { seeds: [3, 4, 5, 6, 7] },
    });
  });

  it('tells at a value what is wrong with it, and is no sweep until that is mended', () => {
    const { now } = setUp();
    now().compareOver(sampleBase);
    now().editSweep((sweep) => withAxes(sweep, [rates]));
    expect(now().sweepDraft?.sweep?.axes).toHaveLength(1);
    const wrong = fieldValue('training.learningRate', 'fast');
    now().editSweep((sweep) => withValues(sweep, 0, [...rates.values, wrong]));
    const draft = now().sweepDraft;
    if (draft === null) throw new Error('no draft');
    expect(draft.sweep).toBeNull();
    expect([0, 1, 2].map((value) => issueOfValue(draft, 0, value) !== null)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('is set aside when another is opened, and brought back with a press, if it was changed', () => {
    const { now } = setUp();
    now().compareOver(sampleBase);
    now().compareOver(sampleBase);
    expect(now().notices).toEqual([]);
    now().editSweep((sweep) => ({ ...sweep, name: 'Mine' }));
    const mine = now().sweepDraft;
    now().openSweep(newSweep(sampleBase), { id: 'kept' });
    expect(now().notices.at(-1)?.message).toContain('Mine');
    now().notices.at(-1)?.action?.act();
    expect(now().sweepDraft).toBe(mine);
  });

  it('is noted as kept only where it is the one that was', () => {
    const { now } = setUp();
    now().compareOver(sampleBase);
    const first = now().sweepDraft?.sweep;
    if (!first) throw new Error('no sweep');
    now().compareOver({ ...sampleBase, seed: 9 });
    now().noteSweepKept(first, 'first');
    expect(now().sweepDraft?.id).toBeNull();
  });

  it('keeps what is left out as long as there is such a combination', () => {
    const left = {
      ...withAxes(newSweep(sampleBase), [rates]),
      leaveOut: [{ [rates.name]: '0.2' }],
    };
    expect(withValues(left, 0, [...rates.values, fieldValue(rates.name, 0.3)]).leaveOut).toEqual(
      left.leaveOut,
    );
    expect(withValues(left, 0, rates.values.slice(0, 1)).leaveOut).toBeUndefined();
    expect(withAxes(left, []).leaveOut).toBeUndefined();
  });
});

describe('sweep.json', () => {
  const fileOf = (value: unknown) => new File([JSON.stringify(value)], 'sweep.json');

  it('is opened as what somebody else made', async () => {
    const { now } = setUp();
    const sweep = withAxes(newSweep(sampleBase), [rates]);
    expect(await now().openSweepFile(fileOf(sweep))).toBe(true);
    expect(now().sweepDraft).toMatchObject({ id: null, isForeign: true, value: sweep });
    now().editSweep((one) => ({ ...one, name: 'Mine' }));
    expect(now().sweepDraft?.isForeign).toBe(false);
  });

  it('is refused with the place where it is none, and what was there stays', async () => {
    const { now } = setUp();
    now().compareOver(sampleBase);
    const before = now().sweepDraft;
    expect(await now().openSweepFile(fileOf({ ...newSweep(sampleBase), seeds: [] }))).toBe(false);
    expect(now().notices.at(-1)?.message).toMatch(/seeds: needs at least one seed/);
    expect(await now().openSweepFile(new File(['{'], 'torn.json'))).toBe(false);
    expect(now().notices.at(-1)?.title).toBe('torn.json was not opened');
    expect(now().sweepDraft).toBe(before);
  });
});

describe('trials', () => {
  it('time what is not known, on data at hand and on what is built in beside it', async () => {
    const { worker, now } = setUp();
    const view = { ...sampleDataset('Glyphs', ['a', 'b']), source: 'builtin:glyphs' };
    const reading = now().readFiles(pileOfFiles([new File([], 'cats.zip')]));
    worker.last('read-files').answer(view);
    await reading;
    const longer = { ...sampleBase, training: { ...sampleBase.training, epochs: 99 } };
    const elsewhere = { ...longer, dataset: { ...longer.dataset, source: 'builtin:shapes' } };
    const timing = now().timeSettings([sampleBase, elsewhere, longer, sampleBase]);
    const shapes = { ...sampleDataset('Shapes', ['disc', 'ring']), source: 'builtin:shapes' };
    const asked = () =>
      worker.asked.flatMap(({ name, ask }) =>
        name === 'estimate' ? [specHash((ask as { spec: typeof sampleBase }).spec)] : [],
      );
    for (const [count, seconds] of [
      [1, 5],
      [2, 50],
    ]) {
      await vi.waitFor(() => expect(asked()).toHaveLength(count));
      // Facts that come meanwhile ask for the rest again, which begins nothing anew.
      await now().timeSettings([elsewhere, longer]);
      worker.last('estimate').answer({ seconds, stepMilliseconds: 1 });
    }
    await vi.waitFor(() => worker.last('open-shapes').answer(shapes));
    await vi.waitFor(() => expect(asked()).toHaveLength(3));
    expect(worker.last('estimate').ask).toMatchObject({ beside: shapes.hash });
    worker.last('estimate').answer({ seconds: 500, stepMilliseconds: 1 });
    await timing;
    expect(asked()).toEqual([sampleBase, longer, elsewhere].map(specHash));
    expect([...now().guessedTimes.values()]).toEqual([5, 50, 500]);
    // It was opened in passing: what is at hand stays, and what is known of the other is kept.
    expect(worker.last('let-go-dataset').ask).toEqual({ hash: shapes.hash });
    expect(now().data).toMatchObject({ phase: 'held', view });
    expect(now().seenData).toMatchObject([{ name: 'Shapes' }]);
  });
});
