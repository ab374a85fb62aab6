/** The mixture's bookkeeping, with a trainer that draws what the test says. */
import { describe, expect, it } from 'vitest';
import type { AssignmentRule, LevelwiseTrainer } from '../../engine/engine.ts';
import { defaultLevelwise } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { RunEventBody } from '../../spec/run/runEvent.ts';
import { expandAssignment } from '../../spec/run/sparseAssignment.ts';
import type { Intervention } from '../interventions.ts';
import { Mixture } from './mixture.ts';

const method = defaultLevelwise({
  hierarchy: { warmupEpochs: 1, levels: [2], branching: null },
  adaptFromEpoch: 2,
});

/** Classes a, b, c with two images each. */
const classes = ['a', 'b', 'c'];
const labels = Int32Array.of(0, 1, 2, 0, 1, 2);

/** Draws the groups it is told to, one list a level for all images in order. */
class ScriptedTrainer {
  next: number[][] = [];
  readonly rules: { level: number; rule: AssignmentRule; counts: number[] }[] = [];
  setAssignment() {}
  setCounts(level: number, counts: Float64Array, rule: AssignmentRule) {
    this.rules.push({ level, rule, counts: [...counts] });
  }
  async takeSampledGroups() {
    const taken = this.next.map((groups) => Int32Array.from(groups));
    this.next = taken.map(() => []);
    return taken;
  }
}

function adapting(
  groups: readonly number[][],
  change: Partial<LevelwiseSpec> = {},
  epochsBefore = 0,
) {
  const trainer = new ScriptedTrainer();
  const levels = groups.map((groupOf) => ({
    groupCount: Math.max(...groupOf) + 1,
    groupOf: Int32Array.from(groupOf),
    names: null,
  }));
  const mixture = new Mixture(trainer as unknown as LevelwiseTrainer, {
    method: { ...method, ...change },
    hierarchy: { levels, confusions: null, notes: [] },
    classes,
    labels,
    seed: 1,
    epochsBefore,
  });
  mixture.beginAdaptation();
  /** A step that draws all images, in order. */
  const step = (number: number, ...drawn: number[][]) => {
    trainer.next = drawn;
    const images = new Float32Array(6);
    mixture.batchOf({ images, labels, indices: Int32Array.of(0, 1, 2, 3, 4, 5) }, number);
  };
  const epoch = (number: number, ...drawn: number[][]) => {
    step(number, ...drawn);
    return mixture.finishEpoch(number);
  };
  const intervene = async (...interventions: Intervention[]) => {
    const events: RunEventBody[] = [];
    for await (const event of mixture.intervene(interventions, 3, 7)) events.push(event);
    return events;
  };
  const groupOf = (level = 0) => [...mixture.groups[level].groupOf];
  return { trainer, mixture, step, epoch, intervene, groupOf };
}

describe('the mixture', () => {
  it('moves classes to where their images are, and keeps Ω as it was drawn', async () => {
    const { trainer, mixture, epoch, groupOf } = adapting([[0, 0, 1]]);
    const { moves, strayShare } = await epoch(2, [0, 1, 1, 0, 1, 0]);
    expect(strayShare).toEqual([0.5]);
    expect(moves).toMatchObject([{ epoch: 2, level: 0, class: 1, from: 0, to: 1 }]);
    expect(groupOf()).toEqual([0, 1, 1]);
    const last = trainer.rules.at(-1);
    expect(last?.rule.keep).toEqual(Int32Array.of(0, 1, 1));
    expect(last?.counts).toEqual([2, 0, 1, 0, 2, 1]);
    const [{ assignment }] = mixture.states();
    expect(assignment.counts).toEqual([2, 1, 2, 1]);
    // β is 1/3: Ψ of group 0 is (2, 0, 1) + 1/3 over 4.
    const [row] = expandAssignment(assignment, 3);
    expect(row.map((value) => value.toFixed(6))).toEqual(['0.583333', '0.083333', '0.333333']);
  });

  it('draws in each round and epoch of its own, and again in the same', () => {
    const uniforms = (epochsBefore: number, epoch: number) => {
      const { mixture } = adapting([[0, 0, 1]], {}, epochsBefore);
      const indices = Int32Array.of(0, 1, 2, 3, 4, 5);
      const batch = mixture.sampleOf({ images: new Float32Array(6), labels, indices }, epoch);
      return 'sampling' in batch ? [...batch.sampling.uniforms[0]] : [];
    };
    expect(uniforms(0, 2)).toHaveLength(6);
    expect(uniforms(7, 2)).toEqual(uniforms(7, 2));
    expect(uniforms(7, 2)).not.toEqual(uniforms(0, 2));
    expect(uniforms(7, 2)).toEqual(uniforms(0, 9));
  });

  it('leaves a class where it is while no group holds more of it', async () => {
    const { epoch, groupOf } = adapting([[0, 0, 1]]);
    expect((await epoch(2, [1, 0, 0, 0, 0, 1])).moves).toEqual([]);
    expect(groupOf()).toEqual([0, 0, 1]);
  });

  it('goes on with a group that lost all its images: its row is β_y / β_0', async () => {
    const { mixture, epoch, groupOf } = adapting([[0, 0, 1]]);
    const { moves } = await epoch(2, [0, 0, 0, 0, 0, 0]);
    expect(moves).toMatchObject([{ class: 2, from: 1, to: 0, after: expect.closeTo(1 / 3, 6) }]);
    expect(groupOf()).toEqual([0, 0, 0]);
    const [used] = mixture.usedAssignments();
    for (const value of used) expect(value).toBeCloseTo(1 / 3, 12);
    expect((await epoch(3, [0, 0, 0, 0, 0, 0])).moves).toEqual([]);
  });

  it('moves a class at each level by itself, nested or not', async () => {
    const { epoch, groupOf } = adapting([
      [0, 0, 1],
      [0, 1, 2],
    ]);
    await epoch(2, [0, 0, 1, 0, 0, 1], [0, 2, 2, 0, 2, 2]);
    expect(groupOf(0)).toEqual([0, 0, 1]);
    expect(groupOf(1)).toEqual([0, 2, 2]);
  });

  it('moves nothing, and keeps the largest, where Ψ alone adapts', async () => {
    const { trainer, epoch, groupOf } = adapting([[0, 0, 1]], { adapt: 'assignment' });
    expect((await epoch(2, [1, 1, 1, 1, 1, 1])).moves).toEqual([]);
    expect(groupOf()).toEqual([0, 0, 1]);
    expect(trainer.rules.map(({ rule }) => rule.keep)).toEqual(['largest']);
    const overlapping = adapting([[0, 0, 1]], { nonOverlapping: false });
    expect(overlapping.trainer.rules[0].rule.keep).toBe('all');
  });
});

describe('adaptation', () => {
  const isDrawn = (mixture: Mixture, epoch: number) => {
    const indices = Int32Array.of(0, 1, 2, 3, 4, 5);
    return 'sampling' in mixture.sampleOf({ images: new Float32Array(6), labels, indices }, epoch);
  };

  it('ends when no class has moved for as many epochs as asked for', async () => {
    const { mixture, epoch, intervene, groupOf } = adapting([[0, 0, 1]], { convergedAfter: 2 });
    expect((await epoch(2, [0, 1, 1, 0, 1, 1])).moves).toHaveLength(1);
    expect((await epoch(3, [0, 1, 1, 0, 1, 1])).moves).toEqual([]);
    expect(isDrawn(mixture, 4)).toBe(true);
    const { moves } = await epoch(4, [0, 1, 1, 0, 1, 1]);
    expect(moves).toEqual([{ type: 'adaptation-ended', epoch: 4, quietEpochs: 2 }]);
    expect(isDrawn(mixture, 5)).toBe(false);
    expect(await mixture.finishEpoch(5)).toEqual({ strayShare: null, moves: [] });
    // A person still has the last word.
    const undo = { kind: 'undo', level: 0, class: 1, from: 0, to: 1 } as const;
    expect(await intervene(undo)).toHaveLength(1);
    expect(groupOf()).toEqual([0, 0, 1]);
    expect(mixture.states()[0].assignment.counts).toEqual([2, 2, 2]);
  });

  it('goes on counting after a checkpoint', async () => {
    const change = { convergedAfter: 2 };
    const first = adapting([[0, 0, 1]], change);
    await first.epoch(2, [0, 0, 1, 0, 0, 1]);
    const second = adapting([[0, 0, 1]], change);
    second.mixture.restore(first.mixture.save());
    const { moves } = await second.epoch(3, [0, 0, 1, 0, 0, 1]);
    expect(moves).toMatchObject([{ type: 'adaptation-ended' }]);
    const never = adapting([[0, 0, 1]]);
    for (let epoch = 2; epoch < 9; epoch++) {
      expect((await never.epoch(epoch, [0, 0, 1, 0, 0, 1])).moves).toEqual([]);
    }
    expect(never.mixture.save()).not.toHaveProperty('quietEpochs');
  });
});

describe('a pinned class', () => {
  it('is neither sampled nor moved, from the start or since a person held it', async () => {
    const { trainer, mixture, intervene, groupOf } = adapting([[0, 0, 1]], { pinned: ['b'] });
    const free = () => {
      trainer.next = [[0, 0, 1, 0, 0, 1]];
      const indices = Int32Array.of(0, 1, 2, 3, 4, 5);
      const batch = mixture.batchOf({ images: new Float32Array(6), labels, indices }, 2);
      return 'sampling' in batch ? [...batch.sampling.free] : [];
    };
    expect(free()).toEqual([1, 0, 1, 1, 0, 1]);
    const told = await intervene({ kind: 'pin', class: 0, pinned: true });
    expect(told).toEqual([{ type: 'class-pinned', class: 0, pinned: true, epoch: 3, step: 7 }]);
    expect(free()).toEqual([0, 0, 1, 0, 0, 1]);
    expect(await intervene({ kind: 'pin', class: 0, pinned: true })).toEqual([]);
    await intervene({ kind: 'pin', class: 1, pinned: false });
    expect(free()).toEqual([0, 1, 1, 0, 1, 1]);
    expect(await intervene({ kind: 'pin', class: 9, pinned: true })).toEqual([]);
    expect(groupOf()).toEqual([0, 0, 1]);
    const held = adapting([[0, 0, 1]], { pinned: ['b'] });
    expect((await held.epoch(2, [0, 1, 1, 0, 1, 1])).moves).toEqual([]);
    expect(held.groupOf()).toEqual([0, 0, 1]);
  });
});

describe('the images of a class that a person holds', () => {
  /** Ω of group after group, the classes side by side. */
  const omega = (counts: readonly number[] | undefined) => [
    counts?.slice(0, 3),
    counts?.slice(3, 6),
  ];

  it('are where the tree has it once it is pinned, drawn in this epoch or before', async () => {
    const { trainer, mixture, step, epoch, intervene } = adapting([[0, 0, 1]]);
    await epoch(2, [0, 1, 1, 0, 0, 1]);
    step(3, [0, 0, 0, 1, 1, 1]);
    await intervene({ kind: 'pin', class: 1, pinned: true });
    // Those of the other classes stay where they were drawn.
    expect(omega(trainer.rules.at(-1)?.counts)).toEqual([
      [1, 2, 1],
      [1, 0, 1],
    ]);
    const { strayShare, moves } = await mixture.finishEpoch(3);
    expect({ strayShare, moves }).toEqual({ strayShare: [0.5], moves: [] });
    const [{ assignment }] = mixture.states();
    expect(assignment.counts).toEqual([1, 2, 1, 1, 1]);
  });

  it('go back with it at every level, where Ψ overlaps too', async () => {
    const change = { nonOverlapping: false };
    const tree = [
      [0, 0, 1],
      [0, 1, 2],
    ];
    const { trainer, mixture, epoch, intervene } = adapting(tree, change);
    await epoch(2, [0, 1, 1, 0, 1, 1], [0, 2, 2, 0, 1, 2]);
    const undo = { kind: 'undo', level: 0, class: 1, from: 0, to: 1 } as const;
    expect(await intervene(undo)).toHaveLength(1);
    const [coarse, fine] = trainer.rules.slice(-2);
    expect([coarse.level, fine.level]).toEqual([0, 1]);
    expect(omega(coarse.counts)).toEqual([
      [2, 2, 0],
      [0, 0, 2],
    ]);
    expect(fine.counts.slice(3, 6)).toEqual([0, 2, 0]);
    await epoch(3, [0, 0, 1, 0, 0, 1], [0, 1, 2, 0, 1, 2]);
    const [{ groupOf, assignment }] = mixture.states();
    expect(groupOf).toEqual([0, 0, 1]);
    expect(assignment.counts).toEqual([2, 2, 2]);
  });
});

describe('an undo', () => {
  const undo = { kind: 'undo', level: 0, class: 1, from: 0, to: 1 } as const;

  it('puts the class back and pins it there', async () => {
    const { trainer, epoch, intervene, groupOf } = adapting([[0, 0, 1]]);
    await epoch(2, [0, 1, 1, 0, 1, 1]);
    const told = await intervene(undo);
    expect(told).toMatchObject([{ type: 'move-undone', level: 0, class: 1, from: 1, to: 0 }]);
    expect(groupOf()).toEqual([0, 0, 1]);
    expect(trainer.rules.at(-1)?.rule.keep).toEqual(Int32Array.of(0, 0, 1));
    expect((await epoch(3, [0, 1, 1, 0, 1, 1])).moves).toEqual([]);
  });

  it('that does not apply changes nothing', async () => {
    const { epoch, intervene, groupOf } = adapting([[0, 0, 1]]);
    expect(await intervene(undo)).toEqual([]);
    await epoch(2, [0, 1, 1, 0, 1, 1]);
    expect(await intervene({ ...undo, class: 2 })).toEqual([]);
    expect(await intervene({ ...undo, level: 5 })).toEqual([]);
    await epoch(3, [0, 0, 1, 0, 0, 1]);
    expect(await intervene(undo)).toEqual([]);
    expect(groupOf()).toEqual([0, 0, 1]);
  });
});
