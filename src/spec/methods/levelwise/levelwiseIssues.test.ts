import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../presets/presets.ts';
import { describeIssues, readSpec } from '../../readSpec.ts';
import { defaultLevelwise, type LevelwiseChange } from './defaultLevelwise.ts';
import { classCountIssues } from './levelwiseClassIssues.ts';
import type { LevelwiseSpec } from './levelwiseSchema.ts';

const method = defaultLevelwise({
  hierarchy: { warmupEpochs: 2, levels: [3, 6], branching: null },
  adaptFromEpoch: 3,
});

const changed = (change: LevelwiseChange): LevelwiseSpec => ({
  ...method,
  ...change,
  hierarchy: { ...method.hierarchy, ...change.hierarchy },
});

function complaints(change: LevelwiseChange, validation = 0.1): string {
  const { dataset, training } = defaultSpec;
  const reading = readSpec({
    ...defaultSpec,
    dataset: { ...dataset, validation },
    training: { ...training, epochs: 8 },
    method: changed(change),
  });
  return reading.ok ? 'accepted' : describeIssues(reading.issues);
}

const tree = { name: 't.json', nodes: ['root', 'a', 'b'], parents: [-1, 0, 0] };
const confusion = {
  hierarchy: { from: 'confusion', levels: null },
  adapt: 'none',
} as const satisfies LevelwiseChange;

describe('a level-wise spec', () => {
  it.each<[string, LevelwiseChange]>([
    ['levels from features', {}],
    ['a branching factor', { hierarchy: { levels: null, branching: 4 } }],
    ['coarse labels', { hierarchy: { from: 'labels', levels: null, warmupEpochs: 0 } }],
    ['a tree', { hierarchy: { from: 'import', levels: null, imported: tree } }],
    ['confusions', confusion],
    ['confusions that are sampled', { ...confusion, adapt: 'assignment' }],
    ['an auxiliary loss', { auxiliaryWeight: 0.5 }],
    ['a product along the path', { head: 'path', adapt: 'none' }],
    ['an end of adaptation', { convergedAfter: 3 }],
    ['weights given', { levelWeights: [0.25, 0.25, 0.5] }],
    [
      'a trained network without warm-up',
      { initialFrom: 'ab'.repeat(32), hierarchy: { warmupEpochs: 0 } },
    ],
  ])('may have %s', (_, change) => {
    expect(complaints(change)).toBe('accepted');
  });

  it.each<[LevelwiseChange, string]>([
    [
      { hierarchy: { levels: [6, 6] } },
      'method.hierarchy.levels: level 2 has 6 groups and the coarser level 1 has 6',
    ],
    [{ auxiliaryWeight: -1 }, 'method.auxiliaryWeight: must be a number from 0 to 100'],
    [{ ...confusion, auxiliaryWeight: 1 }, 'method.auxiliaryWeight: does not apply'],
    [{ head: 'path' }, 'method.adapt: must be none for a product along the path'],
    [{ head: 'path', adapt: 'none', levelWeights: 'learned' }, 'it has no θ'],
    [{ head: 'path', adapt: 'none', auxiliaryWeight: 1 }, 'which trains all levels'],
    [{ ...confusion, head: 'path' }, 'there is no path'],
    [{ convergedAfter: 0 }, 'method.convergedAfter: must be a whole number from 1 to 10000'],
    [{ convergedAfter: 2, adapt: 'assignment' }, 'applies where classes move'],
    [{ hierarchy: { levels: [1] } }, 'from 2 to 100000'],
    [{ hierarchy: { levels: [] } }, 'needs the number of groups'],
    [{ hierarchy: { levels: [2, 3, 4, 5, 6, 7] } }, 'at most 5 numbers'],
    [{ hierarchy: { levels: null } }, 'needs the number of groups of each level, or a branching'],
    [{ hierarchy: { branching: 4 } }, 'method.hierarchy.branching: cannot be given together'],
    [{ hierarchy: { from: 'labels' } }, 'is decided by the coarse labels'],
    [{ hierarchy: { from: 'import', levels: null } }, 'method.hierarchy.imported: needs a tree'],
    [
      { hierarchy: { from: 'import', levels: null, imported: { ...tree, parents: [-1] } } },
      '3 nodes but 1 parents',
    ],
    [{ hierarchy: { warmupEpochs: 8 } }, 'leaves no epoch for the mixture'],
    [{ hierarchy: { warmupEpochs: 0 } }, 'must be at least 1'],
    [{ adaptFromEpoch: 2 }, 'from 3 to 8'],
    [{ adaptFromEpoch: 9 }, 'from 3 to 8'],
    [{ levelWeights: [0.5, 0.5] }, 'lists 2 weights for 3 levels'],
    [{ levelWeights: [0.5, 0.5, 0] }, 'must end above 0'],
    [{ levelWeights: [0.5, 0.5, 0.5] }, 'must sum to 1, not to 1.5'],
    [{ levelWeightMinimum: 0.4 }, 'method.levelWeightMinimum: must be at most 0.333'],
    [{ ...confusion, adapt: 'tree' }, 'its groups hold one class each'],
    [{ ...confusion, levelWeights: 'learned' }, 'there is one level only'],
    [{ hierarchy: { from: 'confusion' }, adapt: 'none' }, 'does not apply to confusions'],
  ])('is refused with %j', (change, reason) => {
    expect(complaints(change)).toContain(reason);
  });

  it('cannot fit level weights without validation images', () => {
    expect(complaints({ levelWeights: 'fitted' }, 0)).toContain('needs validation images');
    expect(complaints({ levelWeights: 'fitted' })).toBe('accepted');
  });

  it('refuses importance whose sum would be infinite', () => {
    expect(complaints({ classImportance: [1e308, 1e308] })).toContain('only its share of the sum');
    expect(complaints({ classImportance: [1e12, 0.5] })).toBe('accepted');
  });
});

describe('the number of classes', () => {
  const messages = (change: LevelwiseChange, classes: number) =>
    classCountIssues(changed(change), classes).map(({ path, message }) => `${path}: ${message}`);

  it('must be above the number of groups of the finest level', () => {
    expect(messages({}, 7)).toEqual([]);
    expect(messages({}, 6)).toEqual([
      'method.hierarchy.levels: level 2 has 6 groups for 6 classes: it must have fewer groups than there are classes',
    ]);
    expect(messages({ hierarchy: { levels: null, branching: 10 } }, 10)[0]).toContain('below 10');
  });

  it('must be that of the importance given', () => {
    expect(messages({ classImportance: [1, 2] }, 9)[0]).toContain('lists 2 weights for 9 classes');
    expect(messages({ classImportance: new Array(9).fill(0) }, 9)[0]).toContain('above 0');
  });
});
