/** Whole level-wise runs on a small data set with known groups. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { PauseGate } from '../methods/runControl.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { resultOf } from '../spec/run/result.ts';
import { type RunEvent, runEventSchema } from '../spec/run/runEvent.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { type LevelwiseChange, levelwiseSpec } from './testing/levelwiseSpec.ts';
import { digestOf, eventsOf, ofType } from './testing/runs.ts';

const dataset = groupedDataset([4, 4, 4]);

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

const run = (change: LevelwiseChange = {}, onEvent?: (event: RunEvent) => void) =>
  eventsOf(engine, { spec: levelwiseSpec(change), dataset }, onEvent);

describe('a level-wise run', () => {
  it('tells its whole story in events that fold into a result', async () => {
    const events = await run({ dataset: { validation: 0.2 } });
    for (const event of events) expect(runEventSchema.parse(event)).toEqual(event);
    expect(JSON.parse(JSON.stringify(events))).toEqual(events);
    const state = foldRun(events);
    const result = state && resultOf(state);
    expect(result).toMatchObject({ phase: 'finished', ensemble: [{}], pinned: [] });
    const entries = result && 'hierarchy' in result ? result.hierarchy : [];
    expect(entries.map(({ epoch }) => epoch)).toEqual([2, 3, 4, 5, 6]);
    const [{ groups, assignment }] = entries[0].levels;
    expect(groups.flat().sort((a, b) => a - b)).toEqual([...dataset.classes.keys()]);
    expect(assignment.map((row) => row.length)).toEqual([12, 12, 12]);
    for (const row of assignment) expect(row.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    expect(Object.keys(result?.rounds[0].topErrors.test ?? {})).toEqual(['1', '2', '5', '10']);
  });

  it('counts the parameters that its trainer has', async () => {
    let counted = 0;
    const counting: Engine = {
      ...engine,
      createLevelwiseTrainer: (options) => {
        const trainer = engine.createLevelwiseTrainer(options);
        counted = trainer.parameterCount;
        return trainer;
      },
    };
    for (const levelWeights of ['uniform', 'learned'] as const) {
      const spec = levelwiseSpec({ method: { levelWeights } });
      const [started] = ofType(await eventsOf(counting, { spec, dataset }), 'round-started');
      expect(started.parameters).toBe(counted);
    }
  });

  it('ends each epoch with its figures, measured after the classes moved', async () => {
    const events = await run();
    const types = events.map(({ type }) => type).filter((type) => type !== 'progress');
    expect(types.slice(0, 6)).toEqual([
      'run-started',
      'round-started',
      'epoch-finished',
      'epoch-finished',
      'hierarchy-built',
      'class-geometry',
    ]);
    const last = types.slice(types.lastIndexOf('levels-measured'));
    expect(last.filter((type) => type !== 'class-moved')).toEqual([
      'levels-measured',
      'class-geometry',
      'top-down-measured',
      'epoch-finished',
      'round-finished',
      'round-measured',
      'run-finished',
    ]);
    const measured = ofType(events, 'levels-measured');
    expect(measured.map(({ epoch }) => epoch)).toEqual([3, 4, 5, 6]);
    for (const { errorEntry, epoch } of measured) {
      const finished = ofType(events, 'epoch-finished').find((one) => one.epoch === epoch);
      const entries = errorEntry.test?.reduce((sum, share) => sum + share, 0);
      expect(entries).toBeCloseTo(finished?.errors.test ?? Number.NaN, 12);
    }
  });

  it('finds the groups that there are', async () => {
    const events = await run({ training: { epochs: 10 } });
    const [built] = ofType(events, 'hierarchy-built');
    expect(built.coarseLabels?.names).toEqual(['group 0', 'group 1', 'group 2']);
    const last = ofType(events, 'levels-measured').at(-1);
    expect(last?.coarseAgreement).toEqual([1]);
    expect(last?.levelAccuracy.test?.[0]).toBeGreaterThan(0.95);
  });

  it('repeats to the same digest, paused or not, and to another with another seed', async () => {
    const gate = new PauseGate();
    const spec = levelwiseSpec();
    const digest = digestOf(await eventsOf(engine, { spec, dataset }));
    const paused = await eventsOf(engine, { spec, dataset, gate }, (event) => {
      if (event.type === 'epoch-finished') gate.pause();
      if (event.type === 'run-paused') setTimeout(() => gate.resume(), 3);
    });
    expect(ofType(paused, 'run-resumed').length).toBeGreaterThan(3);
    expect(digestOf(paused)).toBe(digest);
    const other = await eventsOf(engine, { spec: { ...spec, seed: 2 }, dataset });
    expect(digestOf(other)).not.toBe(digest);
  });

  it('tells test images’ largest probabilities, as its flat twin does', async () => {
    const flat = { ...levelwiseSpec(), method: { kind: 'single' } as const };
    for (const events of [await run(), await eventsOf(engine, { spec: flat, dataset })]) {
      const [{ topPredictions, predictions }] = ofType(events, 'round-finished');
      expect(topPredictions?.images).toHaveLength(predictions.network.length);
      expect(topPredictions?.classes.filter((_, at) => at % 5 === 0)).toEqual(predictions.network);
      expect(topPredictions?.probabilities).toHaveLength(5 * predictions.network.length);
      expect(ofType(events, 'class-geometry').at(-1)).toMatchObject({ epoch: 6, dimensions: 11 });
    }
  });

  it('compares top-down inference with the full mixture', async () => {
    const [{ rows, images, split }] = ofType(await run(), 'top-down-measured');
    expect({ images, split }).toEqual({ images: 144, split: 'test' });
    expect(rows.map(({ groupsKept }) => groupsKept)).toEqual([null, 1, 2]);
    expect(rows[0].dotProducts).toBe(15);
    expect(rows[1].dotProducts).toBeLessThan(15);
  });
});
