import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../presets/presets.ts';
import { foldRun } from '../testing/foldRun.ts';
import { RunDigest } from './digest.ts';
import { LogOrderError } from './logOrderError.ts';
import { resultOf } from './result.ts';
import type { EventOf, RunEvent, RunEventBody } from './runEvent.ts';

const own = {
  groupOf: [0, 0, 1],
  assignment: {
    base: [0.1, 0.2],
    groups: [0, 0, 1],
    classes: [0, 1, 2],
    counts: [4, 4, 4],
    values: [0.45, 0.45, 0.6],
  },
};

const started: RunEventBody = {
  type: 'run-started',
  espalier: '0',
  spec: defaultSpec,
  specHash: 'h',
  dataset: {
    name: 'd',
    hash: 'h',
    classes: ['a', 'b', 'c'],
    shape: { height: 1, width: 1, channels: 1 },
    counts: { train: 12, validation: 0, test: 0 },
    classCounts: { train: [4, 4, 4], validation: [0, 0, 0], test: [0, 0, 0] },
  },
  device: { kind: 'cpu', adapter: 'x', isFallback: false },
  stepsPerEpoch: 1,
};

const built: Omit<EventOf<'hierarchy-built'>, 'runId' | 'seq' | 'at'> = {
  type: 'hierarchy-built',
  epoch: 1,
  from: 'features',
  levels: [{ groupCount: 2, names: null, ...own }],
  classAssignment: null,
  coarseLabels: null,
  beta: 1 / 3,
  notes: [],
};

const measured: RunEventBody = {
  type: 'levels-measured',
  epoch: 2,
  isAdapting: true,
  levelWeights: [0.5, 0.5],
  levelShares: [0.4, 0.6],
  levelAccuracy: { train: [0.9, 0.8] },
  levels: [{ ...own, groupOf: [0, 1, 1] }],
  errorEntry: { train: [0.1, 0.1] },
  severity: { train: 1.5 },
  coarseAgreement: null,
  strayShare: [0.2],
};

const moved: RunEventBody = {
  type: 'class-moved',
  epoch: 2,
  level: 0,
  class: 1,
  from: 0,
  to: 1,
  before: 0.1,
  after: 0.3,
  fromBefore: 0.4,
  fromAfter: 0.2,
};

const undone: RunEventBody = {
  type: 'move-undone',
  epoch: 3,
  step: 1,
  level: 0,
  class: 1,
  from: 1,
  to: 0,
};

const fold = (...bodies: readonly RunEventBody[]) =>
  foldRun(bodies.map((body, seq) => ({ ...body, runId: 'r', seq, at: seq }) as RunEvent));

describe('the state of a level-wise run', () => {
  it('knows when adaptation ended, which the digest leaves out', () => {
    const ended = { type: 'adaptation-ended', epoch: 2, quietEpochs: 1 } as const;
    expect(fold(started, built, measured)?.levelwise?.adaptationEnded).toBeNull();
    const state = fold(started, built, measured, ended);
    expect(state?.levelwise?.adaptationEnded).toEqual({ epoch: 2, quietEpochs: 1 });
    expect(state && resultOf(state)).toMatchObject({ adaptationEnded: 2 });
    const [plain, told] = [RunDigest.ofNew(), RunDigest.ofNew()];
    told.add(ended);
    expect(told.value()).toBe(plain.value());
  });

  it('follows classes from group to group, and back', () => {
    expect(fold(started, built)?.levelwise?.groupOf).toEqual([[0, 0, 1]]);
    const after = fold(started, built, measured, moved)?.levelwise;
    expect(after?.groupOf).toEqual([[0, 1, 1]]);
    expect(after?.moves).toMatchObject([{ class: 1, undone: false }]);
    const back = fold(started, built, measured, moved, undone)?.levelwise;
    expect(back?.groupOf).toEqual([[0, 0, 1]]);
    expect(back?.moves).toMatchObject([{ class: 1, undone: true }]);
    expect(back?.pinned).toEqual([1]);
  });

  it('holds pins in order, until they are let go', () => {
    const pin = (index: number, pinned: boolean): RunEventBody => ({
      type: 'class-pinned',
      epoch: 2,
      step: 0,
      class: index,
      pinned,
    });
    const state = fold(started, built, pin(2, true), pin(0, true), pin(2, false), pin(1, true));
    expect(state?.levelwise?.pinned).toEqual([0, 1]);
  });

  it('refuses what cannot be: levels without a tree, groups and classes there are none of', () => {
    const broken = (levels: (typeof built)['levels']) => () => fold(started, { ...built, levels });
    const [level] = built.levels;
    expect(() => fold(started, measured)).toThrow(LogOrderError);
    expect(broken([{ ...level, groupOf: [0, 0, 2] }])).toThrow(LogOrderError);
    expect(broken([{ ...level, groupOf: [0, 0] }])).toThrow(LogOrderError);
    expect(broken([{ ...level, assignment: { ...own.assignment, classes: [0, 1, 3] } }])).toThrow(
      LogOrderError,
    );
    expect(() => fold(started, built, { ...measured, levels: [] })).toThrow(LogOrderError);
    expect(() => fold(started, built, { ...moved, level: 1 })).toThrow(LogOrderError);
  });

  it('comes to a result with the tree before and after', () => {
    const state = fold(started, built, measured, moved);
    if (state === null) throw new Error('no state');
    expect(resultOf(state)).toMatchObject({
      hierarchy: [
        {
          epoch: 1,
          levels: [
            {
              groups: [[0, 1], [2]],
              assignment: [
                [0.45, 0.45, 0.1],
                [0.2, 0.2, 0.6],
              ],
            },
          ],
        },
        { epoch: 2, levels: [{ groups: [[0], [1, 2]] }] },
      ],
      levelWeights: [{ epoch: 2, values: [0.5, 0.5] }],
      reassignments: [{ epoch: 2, level: 0, class: 1, from: 0, to: 1, before: 0.1, after: 0.3 }],
    });
  });

  it('counts what people did in the digest', () => {
    const digestOf = (...bodies: readonly RunEventBody[]) => {
      const digest = RunDigest.ofNew();
      for (const body of bodies) digest.add(body);
      return digest.value();
    };
    expect(digestOf(started, built, moved)).not.toBe(digestOf(started, built, moved, undone));
  });
});
