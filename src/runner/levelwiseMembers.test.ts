/** Level-wise networks as members of a complementary ensemble: whole runs on made-up data. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, LevelwiseTrainerOptions } from '../engine/engine.ts';
import { Interventions } from '../methods/interventions.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import { type ComplementarySpec, defaultComplementary } from '../spec/methods/complementary.ts';
import { asMembers } from '../spec/methods/levelwise/members.ts';
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

/** The level-wise experiment's network as each member. */
function membersSpec(
  change: LevelwiseChange = {},
  method: Partial<ComplementarySpec> = {},
): ExperimentSpec {
  const spec = levelwiseSpec(change);
  const members = asMembers(spec.method);
  return {
    ...spec,
    method: defaultComplementary({ rounds: 2, errors: 'hard', members, ...method }),
  };
}

/** Nothing but the classes' own level counts, in one group less than there are classes. */
const neutral = {
  method: { levelWeights: [0, 1], adapt: 'none', nonOverlapping: false },
} satisfies LevelwiseChange;

/** The engine, noting what class weights each level-wise trainer is given. */
function noting() {
  const made: { readonly options: LevelwiseTrainerOptions; weights: number[] }[] = [];
  const createLevelwiseTrainer: Engine['createLevelwiseTrainer'] = (options) => {
    const trainer = engine.createLevelwiseTrainer(options);
    const entry = { options, weights: [] as number[] };
    made.push(entry);
    const setClassWeights = trainer.setClassWeights.bind(trainer);
    return Object.assign(trainer, {
      setClassWeights: (own: Float64Array) => {
        entry.weights = [...own];
        setClassWeights(own);
      },
    });
  };
  return { made, engine: { ...engine, createLevelwiseTrainer } };
}

const body = ({ runId: _run, seq: _seq, at: _at, ...rest }: RunEvent) => rest;

describe('a complementary ensemble of level-wise networks', () => {
  it('builds a tree in every round, tells it in events that a log takes, and folds them by round', async () => {
    const events = await eventsOf(engine, { spec: membersSpec(), dataset });
    for (const event of events) expect(runEventSchema.parse(event)).toEqual(event);
    expect(ofType(events, 'hierarchy-built').map(({ epoch }) => epoch)).toEqual([2, 2]);
    expect(ofType(events, 'levels-measured').map(({ epoch }) => epoch)).toEqual([
      3, 4, 5, 6, 3, 4, 5, 6,
    ]);
    const state = foldRun(events);
    if (state === null) throw new Error('The log is empty');
    expect(state.rounds.map(({ levelwise }) => levelwise?.epochs.length)).toEqual([4, 4]);
    expect(state.levelwise).toBe(state.rounds[1].levelwise);
    const [first, second] = state.rounds.map(({ levelwise }) => levelwise?.built.levels[0]);
    expect(first?.assignment).toEqual(ofType(events, 'hierarchy-built')[0].levels[0].assignment);
    expect(second?.assignment).toEqual(ofType(events, 'hierarchy-built')[1].levels[0].assignment);
    const result = resultOf(state);
    const trees = result.rounds.map((round) => ('hierarchy' in round ? round.hierarchy : []));
    expect(trees.map(({ length }) => length)).toEqual([5, 5]);
    expect('hierarchy' in result).toBe(false);
  });

  it('keeps what is pinned at the end of a round out of the next round’s tree', async () => {
    const interventions = new Interventions();
    const spec = membersSpec();
    const events = await eventsOf(engine, { spec, dataset, interventions }, (event) => {
      const isLast = event.type === 'epoch-finished' && event.epoch === spec.training.epochs;
      if (isLast && event.round === 1) interventions.add({ kind: 'pin', class: 3, pinned: true });
    });
    expect(ofType(events, 'round-finished')).toHaveLength(2);
    expect(ofType(events, 'class-pinned')).toEqual([]);
  });

  it('trains its first network as a level-wise run does', async () => {
    const alone = await eventsOf(engine, { spec: levelwiseSpec(), dataset });
    const members = await eventsOf(engine, { spec: membersSpec({}, { rounds: 1 }), dataset });
    for (const type of ['hierarchy-built', 'levels-measured', 'class-moved'] as const) {
      expect(ofType(members, type).map(body)).toEqual(ofType(alone, type).map(body));
    }
    const [own] = ofType(members, 'round-finished');
    const [twin] = ofType(alone, 'round-finished');
    expect(own.topErrors).toEqual(twin.topErrors);
    expect(own.predictions.network).toEqual(twin.predictions.network);
  });

  it('gives each round’s importance to the warm-up and to the loss of all levels', async () => {
    const { made, engine: noted } = noting();
    const events = await eventsOf(noted, { spec: membersSpec(), dataset });
    const importance = ofType(events, 'round-started').map(
      ({ classImportance }) => classImportance,
    );
    expect(made.map(({ options }) => options.round)).toEqual([1, 2]);
    for (const [round, { weights }] of made.entries()) {
      const wanted = importance[round].map((share) => share * importance[round].length);
      weights.forEach((weight, index) => {
        expect(weight).toBeCloseTo(wanted[index], 12);
      });
    }
    expect(new Set(made[0].weights).size).toBe(1);
    expect(new Set(importance[1]).size).toBeGreaterThan(1);
    expect(importance[1]).toEqual(ofType(events, 'round-finished')[0].importanceNext);
  });

  it('equals the flat ensemble where only the classes’ own level counts', async () => {
    for (const objective of ['likelihood', 'likelihood-balanced'] as const) {
      const members = membersSpec(neutral, { objective });
      const { members: _members, ...flat } = members.method as ComplementarySpec;
      const ends = await Promise.all(
        [members, { ...members, method: flat }].map(async (spec) =>
          ofType(await eventsOf(engine, { spec, dataset }), 'epoch-finished'),
        ),
      );
      expect(ends[0]).toHaveLength(12);
      for (const [at, { trainLoss, errors }] of ends[0].entries()) {
        expect(Math.abs(trainLoss - ends[1][at].trainLoss)).toBeLessThan(1e-6);
        expect(errors).toEqual(ends[1][at].errors);
      }
    }
  });

  it('judges the mistakes of all rounds in the first round’s tree', async () => {
    const plain = { ...dataset, classes: dataset.classes.map((name) => name.replace('/', ' ')) };
    const events = await eventsOf(engine, { spec: membersSpec(), dataset: plain });
    expect(ofType(events, 'round-measured').map(({ severityTree }) => severityTree)).toEqual([
      'hierarchy',
      'hierarchy',
    ]);
  });

  it('comes to the same digest again, and to better votes than its first network', async () => {
    const spec = membersSpec({ training: { epochs: 5 }, dataset: { validation: 0.2 } });
    const events = await eventsOf(engine, { spec, dataset });
    expect(digestOf(await eventsOf(engine, { spec, dataset }))).toBe(digestOf(events));
    const ends = ofType(events, 'round-finished');
    expect(ends).toHaveLength(2);
    const errors = ends.map(({ ensemble }) => ensemble.topErrors.test?.['1'] ?? 1);
    expect(errors[1]).toBeLessThanOrEqual(errors[0]);
  });
});
