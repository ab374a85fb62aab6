/** What adaptation does to a hierarchy, in whole runs on a data set with known groups. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../data/dataset.ts';
import type { Engine, LevelwiseTrainer } from '../engine/engine.ts';
import { type Intervention, Interventions } from '../methods/interventions.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { EventOf } from '../spec/run/runEvent.ts';
import { expandAssignment } from '../spec/run/sparseAssignment.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { type LevelwiseChange, levelwiseSpec } from './testing/levelwiseSpec.ts';
import { plantedTree } from './testing/plantedTree.ts';
import { eventsOf, ofType } from './testing/runs.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine('wasm');
});
afterAll(() => engine.dispose());

const small = groupedDataset([4, 4, 4]);
/** Batches of 16. */
const stepsOfEpoch = Math.floor(small.train.labels.length / 16);

/** Adapts from the second epoch of the mixture on, when groups are told apart a little. */
const adapting = (change: LevelwiseChange = {}) =>
  levelwiseSpec({
    ...change,
    method: { adaptFromEpoch: 4, ...change.method },
    training: { epochs: 9, ...change.training },
  });

/** Runs on a tree with a fifth of the classes in wrong groups; shares of those repaired and spoilt. */
async function repairs(dataset: Dataset, change: LevelwiseChange) {
  const { imported, truth, wrong } = plantedTree(dataset.classes, 0.2);
  const hierarchy = { from: 'import', levels: null, imported, ...change.hierarchy } as const;
  const events = await eventsOf(engine, { spec: adapting({ ...change, hierarchy }), dataset });
  const groupOf = ofType(events, 'levels-measured').at(-1)?.levels[0].groupOf ?? [];
  const isRight = (index: number) => groupOf[index] === truth[index];
  const right = [...truth.keys()].filter((index) => !wrong.has(index));
  return {
    planted: wrong.size,
    repaired: [...wrong].filter(isRight).length / wrong.size,
    spoilt: right.filter((index) => !isRight(index)).length / right.length,
  };
}

describe('the tree update', () => {
  const cases = [
    { moveBy: 'counts', sizes: 'equal' },
    { moveBy: 'counts', sizes: 'unequal' },
    { moveBy: 'assignment', sizes: 'equal' },
    { moveBy: 'assignment', sizes: 'unequal' },
  ] as const;
  const check = (
    name: string,
    { planted, repaired, spoilt }: Awaited<ReturnType<typeof repairs>>,
  ) => {
    process.stderr.write(
      `${name}: ${planted} planted, ${100 * repaired}% repaired, ${100 * spoilt}% of the others moved\n`,
    );
    expect(repaired).toBeGreaterThanOrEqual(0.9);
    expect(spoilt).toBeLessThanOrEqual(0.05);
  };

  it.each(cases)('by $moveBy repairs groups of $sizes size', async ({ moveBy, sizes }) => {
    const dataset = groupedDataset(sizes === 'equal' ? [6, 6, 6, 6, 6] : [3, 4, 5, 8, 10]);
    check(`moves by ${moveBy}, ${sizes} groups`, await repairs(dataset, { method: { moveBy } }));
  });

  const near = [1, 2, 3, 4].flatMap((seed) => cases.map((one) => ({ ...one, seed })));
  it.each(near)(
    'by $moveBy repairs groups of $sizes size no farther apart than their classes, seed $seed',
    async ({ moveBy, sizes, seed }) => {
      const counts = sizes === 'equal' ? [10, 10, 10, 10] : [6, 9, 12, 13];
      const dataset = groupedDataset(counts, 24, { groups: 30, classes: 30 });
      // Fast learning would fit the wrong groups before any class can leave them.
      const change = {
        seed,
        method: { moveBy, adaptFromEpoch: 8 },
        hierarchy: { warmupEpochs: 6 },
        training: { epochs: 20, learningRate: 0.007 },
      };
      const name = `near groups, moves by ${moveBy}, ${sizes}, seed ${seed}`;
      check(name, await repairs(dataset, change));
    },
  );

  it('tells each move with Ψ before and after', async () => {
    const { imported: tree } = plantedTree(small.classes, 0.2);
    const spec = adapting({ hierarchy: { from: 'import', levels: null, imported: tree } });
    const events = await eventsOf(engine, { spec, dataset: small });
    const moves = ofType(events, 'class-moved');
    expect(moves.length).toBeGreaterThan(0);
    for (const move of moves) {
      expect(move.epoch).toBeGreaterThanOrEqual(4);
      expect(move.after).toBeGreaterThan(move.before);
      expect(move.fromAfter).toBeLessThan(move.fromBefore);
      const measured = ofType(events, 'levels-measured').find(({ epoch }) => epoch === move.epoch);
      const assignment = measured && expandAssignment(measured.levels[0].assignment, 12);
      expect(assignment?.[move.to][move.class]).toBe(move.after);
    }
  });

  it('changes training where groups are pruned, and only the drawing where they overlap', async () => {
    const { imported: tree } = plantedTree(small.classes, 0.2);
    const losses = async (adapt: 'tree' | 'assignment', nonOverlapping: boolean) => {
      const spec = adapting({
        method: { adapt, nonOverlapping },
        hierarchy: { from: 'import', levels: null, imported: tree },
      });
      const events = await eventsOf(engine, { spec, dataset: small });
      const first = ofType(events, 'class-moved').at(0)?.epoch ?? Number.POSITIVE_INFINITY;
      return { first, all: ofType(events, 'epoch-finished').map(({ trainLoss }) => trainLoss) };
    };
    const overlapping = await losses('tree', false);
    expect(overlapping.first).toBeLessThan(9);
    expect(overlapping.all).toEqual((await losses('assignment', false)).all);
    const pruned = await losses('tree', true);
    const largest = await losses('assignment', true);
    expect(pruned.first).toBeLessThan(9);
    // Until a class moves the largest entry of its Ψ is that of its own group.
    expect(pruned.all.slice(0, pruned.first)).toEqual(largest.all.slice(0, pruned.first));
    expect(pruned.all.slice(pruned.first)).not.toEqual(largest.all.slice(pruned.first));
  });
});

describe('Ω', () => {
  /** Runs; the counts told at each epoch of adaptation, and those that the device had then. */
  async function countsOf(change: LevelwiseChange, interventions?: Interventions) {
    const trainers: LevelwiseTrainer[] = [];
    const watched: Engine = {
      ...engine,
      createLevelwiseTrainer: (options) => {
        const trainer = engine.createLevelwiseTrainer(options);
        trainers.push(trainer);
        return trainer;
      },
    };
    const onDevice: Promise<Float64Array>[] = [];
    const request = {
      spec: adapting(change),
      dataset: small,
      ...(interventions && { interventions }),
    };
    const events = await eventsOf(watched, request, (event) => {
      if (event.type !== 'levels-measured' || !event.isAdapting) return;
      onDevice.push(...event.levels.map((_, level) => trainers[0].counts(level)));
    });
    const adapted = ofType(events, 'levels-measured').filter(({ isAdapting }) => isAdapting);
    const told = adapted.flatMap(({ levels }) =>
      levels.map(({ assignment }) => {
        const counts = new Float64Array(assignment.base.length * 12);
        assignment.counts.forEach((count, entry) => {
          counts[assignment.groups[entry] * 12 + assignment.classes[entry]] = count;
        });
        return counts;
      }),
    );
    return { events, adapted, told, onDevice: await Promise.all(onDevice) };
  }
  const overlapping = { hierarchy: { levels: [2, 4] }, method: { nonOverlapping: false } };

  it('on the device equals the groups that images are in, at every epoch’s end', async () => {
    const { adapted, told, onDevice } = await countsOf(overlapping);
    expect(told).toHaveLength(12);
    expect(onDevice).toEqual(told);
    // Something was drawn, or there would be nothing to compare.
    expect(adapted.some(({ strayShare }) => strayShare?.some((share) => share > 0))).toBe(true);
  });

  it('says what the tree says of a class that is pinned in the middle of an epoch', async () => {
    const { imported, wrong } = plantedTree(small.classes, 0.2);
    const [held] = wrong;
    const change = {
      hierarchy: { from: 'import', levels: null, imported },
      method: { adapt: 'assignment', nonOverlapping: false },
    } as const;
    const late = { epoch: 6, step: 3 };
    const pin = new InEpoch(late, { kind: 'pin', class: held, pinned: true });
    const { events, adapted, told, onDevice } = await countsOf(change, pin);
    expect(ofType(events, 'class-pinned')).toMatchObject([{ ...late, class: held }]);
    expect(onDevice).toEqual(told);
    const astray = adapted.map((measured) => entriesAstray(measured, held) > 0);
    expect(astray).toEqual(adapted.map(({ epoch }) => epoch < late.epoch));
  });

  it('stays as it is while Ψ does', async () => {
    const spec = levelwiseSpec({ method: { adapt: 'none' } });
    const events = await eventsOf(engine, { spec, dataset: small });
    const [built] = ofType(events, 'hierarchy-built');
    for (const { levels, strayShare, isAdapting } of ofType(events, 'levels-measured')) {
      expect({ strayShare, isAdapting }).toEqual({ strayShare: null, isAdapting: false });
      expect(levels[0]).toEqual({
        groupOf: built.levels[0].groupOf,
        assignment: built.levels[0].assignment,
      });
    }
  });
});

/** Intervenes once, after so many steps of an epoch. */
class InEpoch extends Interventions {
  private steps = -1;
  constructor(
    private readonly place: { readonly epoch: number; readonly step: number },
    private readonly intervention: Intervention,
  ) {
    super();
  }
  override take(): readonly Intervention[] {
    const { epoch, step } = this.place;
    // The mixture begins with the third epoch.
    return ++this.steps === (epoch - 3) * stepsOfEpoch + step ? [this.intervention] : [];
  }
}

/** Entries of Ω, over all levels, that hold images of a class outside its own group. */
function entriesAstray({ levels }: EventOf<'levels-measured'>, held: number): number {
  return levels.flatMap(({ groupOf, assignment: { classes, groups } }) =>
    groups.filter((group, entry) => classes[entry] === held && group !== groupOf[held]),
  ).length;
}
