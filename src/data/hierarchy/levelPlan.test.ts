import { describe, expect, it } from 'vitest';
import {
  defaultLevelwise,
  type LevelwiseChange,
} from '../../spec/methods/levelwise/defaultLevelwise.ts';
import type { HierarchySpec, LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import { coarseLevels, planLevels } from './levelPlan.ts';

const paths = ['Greek/a', 'Greek/b', 'Latin/a', 'Latin/b', 'Latin/c'];
const data = { name: 'letters', classes: paths };

/** A fixed hierarchy whose numbers of groups are told by the change alone. */
function method(hierarchy: Partial<HierarchySpec>, change: LevelwiseChange = {}): LevelwiseSpec {
  return defaultLevelwise({
    adapt: 'none',
    ...change,
    hierarchy: { branching: null, ...hierarchy },
  });
}

const counts = (spec: LevelwiseSpec) => planLevels(spec, data).levels.map((one) => one.groupCount);

describe('planLevels', () => {
  it('knows numbers of groups before training, and groups where they are given', () => {
    expect(counts(method({ branching: 2 }))).toEqual([2, 3]);
    expect(counts(method({ levels: [2, 4] }))).toEqual([2, 4]);
    expect(counts(method({ from: 'confusion' }))).toEqual([]);
    const [level] = planLevels(method({ from: 'labels' }), data).levels;
    expect(level.groups).toEqual({
      groupCount: 2,
      groupOf: Int32Array.of(0, 0, 1, 1, 1),
      names: ['Greek', 'Latin'],
    });
    expect(coarseLevels(['a', 'b'])).toEqual([]);
  });

  it('takes the levels of a tree, with what was decided about them', () => {
    const nodes = ['all', 'old', 'new', ...paths];
    const imported = { name: 'tree', nodes, parents: [-1, 0, 0, 1, 1, 1, 2, 0] };
    const { levels, notes } = planLevels(method({ from: 'import', imported }), data);
    expect(levels[0].groups?.names).toEqual(['old', 'new', 'Latin/c']);
    expect(notes[0]).toContain('One class lies higher up');
  });

  it('plans nothing for flat methods', () => {
    expect(planLevels({ kind: 'single' }, data)).toEqual({ levels: [], notes: [] });
  });

  it.each<[string, LevelwiseSpec]>([
    ['method.hierarchy.levels', method({ levels: [5] })],
    ['method.hierarchy.branching', method({ branching: 5 })],
    ['method.classImportance', method({ levels: [2] }, { classImportance: [1] })],
    ['method.pinned', method({ levels: [2] }, { pinned: ['Cyrillic/a'] })],
    ['method.levelWeights', method({ from: 'labels' }, { levelWeights: [1] })],
    ['method.levelWeightMinimum', method({ from: 'labels' }, { levelWeightMinimum: 0.6 })],
  ])('refuses %s that does not fit the classes', (field, spec) => {
    expect(() => planLevels(spec, data)).toThrow(field);
  });

  it('refuses coarse labels that are missing or too deep', () => {
    const plain = { name: 'digits', classes: ['0', '1', '2'] };
    expect(() => planLevels(method({ from: 'labels' }), plain)).toThrow('no coarse labels');
    // Each of seven folders parts its classes in two.
    const deep = Array.from({ length: 128 }, (_, index) =>
      [...index.toString(2).padStart(7, '0')].join('/'),
    );
    const folders = { name: 'deep', classes: deep };
    expect(() => planLevels(method({ from: 'labels' }), folders)).toThrow(
      'levels of coarse labels',
    );
  });
});
