/** The options of a level-wise run: level weights, starting networks, interventions, refusals. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { Interventions } from '../methods/interventions.ts';
import { PauseGate } from '../methods/runControl.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { parameterCount } from '../spec/networks/layerParameters.ts';
import { placedNetwork } from '../spec/networks/networkFacts.ts';
import { expandAssignment } from '../spec/run/sparseAssignment.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { type KeptNetwork, keepNetwork } from './networks.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { type LevelwiseChange, levelwiseSpec } from './testing/levelwiseSpec.ts';
import { plantedTree } from './testing/plantedTree.ts';
import { digestOf, eventsOf, ofType } from './testing/runs.ts';

const dataset = groupedDataset([4, 4, 4]);

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

const run = (change: LevelwiseChange = {}) =>
  eventsOf(engine, { spec: levelwiseSpec(change), dataset });
const flatSpec = (change: LevelwiseChange = {}) => ({
  ...levelwiseSpec(change),
  method: { kind: 'single' } as const,
});

describe('level weights', () => {
  const weightsOf = async (change: LevelwiseChange) =>
    ofType(await run(change), 'levels-measured').map(({ levelWeights }) => levelWeights);

  it('are uniform or as given', async () => {
    for (const weights of await weightsOf({})) expect(weights).toEqual([0.5, 0.5]);
    for (const [coarse] of await weightsOf({ method: { levelWeights: [0.25, 0.75] } })) {
      expect(coarse).toBeCloseTo(0.25, 6);
    }
  });

  it('are learned, never below their minimum', async () => {
    const method = { levelWeights: 'learned', levelWeightMinimum: 0.1 } as const;
    const weights = await weightsOf({ method, training: { epochs: 12 } });
    expect(weights[0]).not.toEqual(weights.at(-1));
    for (const values of weights) {
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
      expect(Math.min(...values)).toBeGreaterThan(0.0999);
    }
  });

  it('are fitted to validation images at each epoch’s end, within their minimum', async () => {
    // Once the classes are told apart their own level explains them best, and takes what it may.
    const weights = await weightsOf({
      method: { levelWeights: 'fitted', levelWeightMinimum: 0.2, adaptFromEpoch: 14 },
      hierarchy: { warmupEpochs: 12 },
      training: { epochs: 15 },
      dataset: { validation: 0.25 },
    });
    expect(weights).toHaveLength(3);
    for (const [coarse, classes] of weights) {
      expect(coarse).toBeCloseTo(0.2, 5);
      expect(classes).toBeCloseTo(0.8, 5);
    }
  });

  it('all on the classes make the flat softmax, epoch by epoch', async () => {
    const change = { method: { levelWeights: [0, 1] }, training: { momentum: 0.9 } };
    const mixture = ofType(await run(change), 'epoch-finished');
    const spec = flatSpec(change);
    const flat = ofType(await eventsOf(engine, { spec, dataset }), 'epoch-finished');
    mixture.forEach(({ trainLoss, errors, classAccuracy }, epoch) => {
      expect(trainLoss).toBeCloseTo(flat[epoch].trainLoss, 5);
      expect({ errors, classAccuracy }).toEqual({
        errors: flat[epoch].errors,
        classAccuracy: flat[epoch].classAccuracy,
      });
    });
  });
});

it('a product along the path learns, and tells neither θ nor top-down inference', async () => {
  const events = await run({
    method: { head: 'path', adapt: 'none' },
    hierarchy: { levels: [2, 5] },
    training: { epochs: 10 },
  });
  const measured = ofType(events, 'levels-measured');
  expect(measured).toHaveLength(8);
  for (const { levelWeights, levelShares, levelAccuracy } of measured) {
    expect(levelWeights).toEqual([]);
    expect(levelShares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    const { test = [] } = levelAccuracy;
    // A path that ends right went right at every node.
    expect(test).toHaveLength(3);
  }
  expect(ofType(events, 'top-down-measured')).toEqual([]);
  expect(ofType(events, 'hierarchy-built')[0].notes.join()).not.toContain('probability');
  const [{ topErrors }] = ofType(events, 'round-finished');
  expect(topErrors.test?.['1']).toBeLessThan(0.2);
  expect(measured.at(-1)?.errorEntry.test?.reduce((sum, share) => sum + share, 0)).toBeCloseTo(
    topErrors.test?.['1'] ?? 1,
    6,
  );
});

it('class importance weighs the loss', async () => {
  const classImportance = dataset.classes.map((_, index) => (index === 0 ? 0 : 1));
  const events = await run({ method: { classImportance }, training: { epochs: 10 } });
  const [{ classImportance: told }] = ofType(events, 'round-started');
  expect(told[0]).toBe(0);
  expect(told.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  const [{ classAccuracy }] = ofType(events, 'round-finished');
  expect(classAccuracy.test?.[0]).toBe(0);
});

describe('the hierarchy', () => {
  it('says so where adaptation begins too early', async () => {
    const notes = async (adaptFromEpoch: number) =>
      ofType(await run({ method: { adaptFromEpoch } }), 'hierarchy-built')[0].notes.join();
    expect(await notes(3)).toContain('Adaptation begins with the mixture’s first epoch');
    expect(await notes(4)).not.toContain('Adaptation begins');
  });

  it('has as many levels as a branching factor makes, or the labels have', async () => {
    const branched = await run({ hierarchy: { levels: null, branching: 2 } });
    const [{ levels }] = ofType(branched, 'hierarchy-built');
    expect(levels.map(({ groupCount }) => groupCount)).toEqual([2, 3, 6]);
    const labelled = await run({ hierarchy: { from: 'labels', levels: null } });
    const [built] = ofType(labelled, 'hierarchy-built');
    expect(built.levels.map(({ names }) => names)).toEqual([['group 0', 'group 1', 'group 2']]);
    expect(ofType(labelled, 'levels-measured')[0].coarseAgreement).toEqual([1]);
  });

  it('of confusions is a Ψ between classes, from held-out images', async () => {
    const events = await run({
      method: { adapt: 'none', nonOverlapping: false },
      hierarchy: { from: 'confusion', levels: null },
      dataset: { validation: 0.25 },
    });
    const [{ levels, classAssignment, notes }] = ofType(events, 'hierarchy-built');
    expect({ levels, notes }).toEqual({ levels: [], notes: [] });
    const rows = classAssignment ? expandAssignment(classAssignment, 12) : [];
    for (const row of rows) expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
    expect(classAssignment?.counts.reduce((sum, count) => sum + count, 0)).toBe(12 * 6);
    const measured = ofType(events, 'levels-measured').at(-1);
    expect(measured?.levelWeights).toEqual([1]);
    expect(ofType(events, 'top-down-measured')).toEqual([]);
    const [finished] = ofType(events, 'round-finished');
    expect(measured?.errorEntry.test).toEqual([finished.topErrors.test?.['1']]);
  });

  it('of confusions may be sampled: one level of groups of one class each', async () => {
    const change = {
      method: { adapt: 'assignment', adaptFromEpoch: 4, nonOverlapping: false },
      hierarchy: { from: 'confusion', levels: null },
      dataset: { validation: 0.25 },
    } as const;
    const events = await run(change);
    const [{ levels, classAssignment }] = ofType(events, 'hierarchy-built');
    expect(levels).toEqual([]);
    const adapted = ofType(events, 'levels-measured').filter(({ isAdapting }) => isAdapting);
    const told = ofType(events, 'class-assignment-measured');
    expect(told.map(({ epoch }) => epoch)).toEqual([4, 5, 6]);
    expect(adapted.map(({ epoch }) => epoch)).toEqual([4, 5, 6]);
    // Every training image is in one of the groups, and Ψ is what Eq. 6 makes of them.
    for (const { assignment } of told) {
      expect(assignment.counts.reduce((sum, count) => sum + count, 0)).toBe(18 * 12);
      for (const row of expandAssignment(assignment, 12)) {
        expect(row.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 6);
      }
    }
    expect(told[0].assignment).not.toEqual(told[1].assignment);
    expect(adapted[0].strayShare).toHaveLength(1);
    expect(foldRun(events)?.levelwise?.classAssignment).toEqual(told.at(-1)?.assignment);
    // Kept, it is trained with what was counted, and nothing is told of it again.
    const kept = await run({ ...change, method: { adapt: 'none', nonOverlapping: false } });
    expect(ofType(kept, 'hierarchy-built')[0].classAssignment).toEqual(classAssignment);
    expect(ofType(kept, 'class-assignment-measured')).toEqual([]);
    expect(foldRun(kept)?.levelwise?.classAssignment).toEqual(classAssignment);
    const losses = (all: typeof events) => ofType(all, 'epoch-finished').map((e) => e.trainLoss);
    expect(losses(kept).slice(0, 3)).toEqual(losses(events).slice(0, 3));
    expect(losses(kept).slice(3)).not.toEqual(losses(events).slice(3));
  });

  it('counts confusions on training images where a class has no others, and says so', async () => {
    const events = await run({
      method: { adapt: 'none' },
      hierarchy: { from: 'confusion', levels: null },
    });
    expect(ofType(events, 'hierarchy-built')[0].notes[0]).toContain('12 of 12 classes');
  });
});

describe('a run from another network', () => {
  const trained: KeptNetwork[] = [];
  beforeAll(async () => {
    const onNetwork = (network: KeptNetwork) => trained.push(network);
    await eventsOf(engine, { spec: flatSpec({ training: { epochs: 8 } }), dataset, onNetwork });
    const other = { ...dataset, classes: dataset.classes.map((name) => `other ${name}`) };
    const spec = levelwiseSpec({ training: { epochs: 8 }, method: { nonOverlapping: false } });
    await eventsOf(engine, { spec, dataset: other, onNetwork });
  });

  const startingFrom = (network: KeptNetwork) => {
    const change = {
      method: { initialFrom: network.hash, adapt: 'none' as const },
      hierarchy: { warmupEpochs: 0 },
      training: { epochs: 1, learningRate: 0.001 },
    };
    const networkFile = (hash: string) => (hash === network.hash ? network.bytes : null);
    return eventsOf(engine, { spec: levelwiseSpec(change), dataset, networkFile });
  };

  it('takes trunk and classifier over where the classes are the same', async () => {
    const [finished] = ofType(await startingFrom(trained[0]), 'epoch-finished');
    expect(finished.errors.test).toBeLessThan(0.2);
  });

  it('takes the trunk over from a mixture of other classes', async () => {
    const events = await startingFrom(trained[1]);
    expect(ofType(events, 'epoch-finished')[0].errors.test).toBeGreaterThan(0.4);
    const [built] = ofType(events, 'hierarchy-built');
    expect(built.epoch).toBe(0);
    // The groups come from features that are there before the first step.
    const groups = built.levels[0].groupOf;
    expect(groups).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('is refused where the network is not at hand, or of another kind', async () => {
    const hash = 'e'.repeat(64);
    const asked = levelwiseSpec({ method: { initialFrom: hash } });
    await expect(eventsOf(engine, { spec: asked, dataset })).rejects.toThrow(hash);
    const [{ hash: known, bytes }] = trained;
    const wider = levelwiseSpec({ method: { initialFrom: known } });
    const spec = { ...wider, network: { ...wider.network, hidden: [25] } };
    const networkFile = () => bytes;
    await expect(eventsOf(engine, { spec, dataset, networkFile })).rejects.toThrow('"hidden":[24]');
  });

  it('is refused before its first event where no layer fits the images or the classes', async () => {
    const [{ hash, bytes }] = trained;
    const spec = levelwiseSpec({ method: { initialFrom: hash } });
    const wide = { ...dataset, shape: { height: 4, width: 16, channels: 1 as const } };
    const request = { spec, dataset: wide, networkFile: () => bytes };
    // Their sizes agree with the network's layers, their pixels do not.
    await expect(eventsOf(engine, request)).rejects.toThrow('4 × 16 pixels');
    const bare = { ...spec, network: { ...spec.network, hidden: [] } };
    const { network } = bare;
    const tensors = {
      'dense1/weights': { shape: [64, 1], values: new Float32Array(64) },
      'dense1/bias': { shape: [1], values: new Float32Array(1) },
    };
    const file = keepNetwork({ tensors }, { network, shape: dataset.shape, classes: ['other'] });
    const method = { ...bare.method, initialFrom: file.hash };
    await expect(
      eventsOf(engine, { spec: { ...bare, method }, dataset, networkFile: () => file.bytes }),
    ).rejects.toThrow('no layer but the classifier');
  });

  it('is refused where confusions are to be counted by a classifier of other classes', async () => {
    const [same, other] = trained;
    const start = ({ hash, bytes }: KeptNetwork, warmupEpochs: number) => {
      const spec = levelwiseSpec({
        method: { initialFrom: hash, adapt: 'none' },
        hierarchy: { from: 'confusion', levels: null, warmupEpochs },
        training: { epochs: 2 },
      });
      return eventsOf(engine, { spec, dataset, networkFile: () => bytes });
    };
    await expect(start(other, 0)).rejects.toThrow('method.hierarchy.warmupEpochs');
    for (const events of [await start(other, 1), await start(same, 0)]) {
      expect(events.at(-1)?.type).toBe('run-finished');
    }
  });

  it('keeps no optimiser’s slots', () => {
    const { network } = levelwiseSpec();
    const values = parameterCount(placedNetwork(network, dataset.shape, 12));
    expect(trained[0].bytes.length).toBeLessThan(4 * values + 2000);
  });
});

describe('what a person does to a run', () => {
  const planted = plantedTree(dataset.classes, 0.2);
  const spec = levelwiseSpec({
    method: { adaptFromEpoch: 4 },
    hierarchy: { from: 'import', levels: null, imported: planted.imported },
    training: { epochs: 9 },
  });
  const [wrong] = planted.wrong;

  it('holds a class that would have moved', async () => {
    const plain = await eventsOf(engine, { spec, dataset });
    expect(ofType(plain, 'class-moved').some((move) => move.class === wrong)).toBe(true);
    const interventions = new Interventions();
    interventions.add({ kind: 'pin', class: wrong, pinned: true });
    const held = await eventsOf(engine, { spec, dataset, interventions });
    expect(ofType(held, 'class-pinned')).toMatchObject([{ class: wrong, epoch: 3, step: 0 }]);
    expect(ofType(held, 'class-moved').some((move) => move.class === wrong)).toBe(false);
    expect(foldRun(held)?.levelwise?.pinned).toEqual([wrong]);
    expect(digestOf(held)).not.toBe(digestOf(plain));
    const named = { ...spec, method: { ...spec.method, pinned: [dataset.classes[wrong]] } };
    const pinned = await eventsOf(engine, { spec: named, dataset });
    expect(ofType(pinned, 'epoch-finished').map(({ trainLoss }) => trainLoss)).toEqual(
      ofType(held, 'epoch-finished').map(({ trainLoss }) => trainLoss),
    );
  });

  it('takes a move back, also while the run is paused', async () => {
    const interventions = new Interventions();
    const gate = new PauseGate();
    let isUndone = false;
    const events = await eventsOf(engine, { spec, dataset, interventions, gate }, (event) => {
      if (event.type === 'class-moved' && !isUndone) gate.pause();
      if (event.type === 'run-paused') {
        const { level, class: moved, from, to } = ofMove;
        setTimeout(() => interventions.add({ kind: 'undo', level, class: moved, from, to }), 3);
      }
      if (event.type === 'class-moved' && !isUndone) ofMove = event;
      if (event.type === 'move-undone') {
        isUndone = true;
        setTimeout(() => gate.resume(), 3);
      }
    });
    const [undone] = ofType(events, 'move-undone');
    expect(undone).toMatchObject({ class: ofMove.class, from: ofMove.to, to: ofMove.from });
    const types = events.map(({ type }) => type);
    expect(types.indexOf('move-undone')).toBe(types.indexOf('run-paused') + 1);
    expect(types.indexOf('run-resumed')).toBe(types.indexOf('move-undone') + 1);
    const state = foldRun(events);
    expect(state?.levelwise?.groupOf[ofMove.level][ofMove.class]).toBe(ofMove.from);
    expect(state?.levelwise?.moves.filter((move) => move.undone)).toHaveLength(1);
  });
  let ofMove = { level: 0, class: 0, from: 0, to: 0 };
});

describe('a run that the data set does not allow', () => {
  const { imported } = plantedTree(dataset.classes, 0.2);
  const unknown = {
    ...imported,
    nodes: imported.nodes.map((name) => name.replace('class 7', 'x')),
  };
  it.each<[string, LevelwiseChange, string]>([
    ['more groups than classes', { hierarchy: { levels: [3, 12] } }, 'level 2 has 12 groups'],
    [
      'a class that the tree does not have',
      { hierarchy: { from: 'import', levels: null, imported: unknown } },
      'class 7',
    ],
    ['a pinned class that is none', { method: { pinned: ['nobody'] } }, '“nobody”'],
    ['too few weights of classes', { method: { classImportance: [1, 2] } }, '2 weights for 12'],
    [
      'weights for other levels than the labels have',
      {
        hierarchy: { from: 'labels', levels: null },
        method: { levelWeights: [0.2, 0.3, 0.5] },
      },
      'method.levelWeights',
    ],
  ])('with %s is refused before its first event', async (_, change, reason) => {
    await expect(run(change)).rejects.toThrow(reason);
  });

  it('for want of coarse labels is refused', async () => {
    const spec = levelwiseSpec({ hierarchy: { from: 'labels', levels: null } });
    const plain = { ...dataset, classes: dataset.classes.map((_, index) => `class ${index}`) };
    await expect(eventsOf(engine, { spec, dataset: plain })).rejects.toThrow('no coarse labels');
  });
});
