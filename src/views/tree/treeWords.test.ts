import { describe, expect, it } from 'vitest';
import { branchNames, leafName } from '../../analysis/groups/treeNames.ts';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import { defaultLevelwise } from '../../spec/methods/levelwise/defaultLevelwise.ts';
import { findClasses } from './parts/findClasses.ts';
import {
  adaptationEpoch,
  classItemName,
  groupFacts,
  groupItemName,
  plannedArms,
  strayNote,
  treeDescription,
  treeTable,
  waitingForTree,
} from './treeWords.ts';

const state = levelwiseState({ until: 13 });

describe('names', () => {
  it('shows the last part of a path', () => {
    expect(leafName('Greek/character01')).toBe('character01');
    expect(leafName('sweet_pepper')).toBe('sweet pepper');
    expect(leafName('odd/')).toBe('odd/');
    expect(leafName('_')).toBe('_');
    expect(leafName('__proto__')).toBe('__proto__');
  });

  it('says class, group and accuracy', () => {
    const still = { isMoved: false, isPinned: false, isUndecided: false };
    expect(classItemName('tulip', 'flowers', 0.614, still)).toBe('tulip, flowers, 61%');
    const marked = { isMoved: true, isPinned: true, isUndecided: true };
    expect(classItemName('a/b', 'x', null, marked)).toBe(
      'b, x, –, moved, pinned, undecided: it goes back and forth',
    );
    expect(groupItemName('flowers', 1, 0.5)).toBe('flowers, 1 class, 50%');
    expect(groupItemName('flowers', 0, null)).toBe('flowers, empty');
    expect(groupFacts(0.52, 7)).toBe('52% · 7 classes');
  });

  it('shortens names made of paths unless two groups would share one', () => {
    const { levelwise } = state;
    if (levelwise === null) throw new Error('no tree');
    const path = (index: number) => `Alphabet ${index % 3}/character${index % 50}`;
    const classes = state.dataset.classes.map((_, index) => path(index));
    const [, fine] = branchNames({ ...levelwise, built: { ...levelwise.built } }, classes);
    expect(new Set(fine).size).toBe(fine.length);
  });
});

describe('sentences', () => {
  it('describe the tree by its levels and what moved', () => {
    expect(treeDescription(state, 'now', 1)).toMatch(
      /^A tree of 5 groups over 20 groups over 100 classes; \d+ classes have moved, the last being .+ from .+ to .+; 1 class hangs under a coarser group that is not its own\.$/,
    );
    expect(treeDescription(state, 'before', 0)).toBe(
      'A tree of 5 groups over 20 groups over 100 classes, as it was built after epoch 3.',
    );
    const fixed = levelwiseState({ until: 13, adapt: 'none' });
    expect(treeDescription(fixed, 'now', 0)).toMatch(/no class is elsewhere than it was built\.$/);
  });

  it('say when the tree comes', () => {
    const early = levelwiseState({ until: 2 });
    expect(waitingForTree(early)).toBe(
      'The tree is built after epoch 3, from the network’s own features: 1 epoch to go',
    );
    expect(waitingForTree({ ...early, phase: 'stopped' })).toBe(
      'The run ended before its tree was built',
    );
    expect(plannedArms(early)).toBe(20);
    const method = defaultLevelwise({ hierarchy: { from: 'confusion' } });
    const flat = { ...early, spec: { ...early.spec, method } };
    expect(treeDescription(flat, 'now', 0)).toBe(
      'Ψ stands between classes here: there are no groups to draw.',
    );
  });

  it('count strays by class', () => {
    const stray = (index: number, level: number) => ({ index, level, group: 0 });
    expect(strayNote([])).toBeNull();
    expect(strayNote([stray(1, 0), stray(1, 1)])).toBe('Dotted: 1 class of another coarser group.');
  });

  it('name the epoch of adaptation where the tree adapts', () => {
    expect(adaptationEpoch(state)).toBe(5);
    expect(adaptationEpoch(levelwiseState({ until: 13, adapt: 'assignment' }))).toBeNull();
  });
});

it('the table lists class, group of each level, accuracy and strongest Ψ', () => {
  const { columns, rows } = treeTable(state, 'now', [30, 2]);
  expect(columns.map(({ label }) => label)).toEqual([
    'class',
    'level 1',
    'level 2',
    'accuracy',
    'strongest Ψ',
    'standing',
  ]);
  expect(rows.map(([name]) => name)).toEqual([state.dataset.classes[30], state.dataset.classes[2]]);
  expect(rows[0][3]).toMatch(/^\d+\.\d%$/);
  expect(rows[0][4]).toMatch(/ 0\.\d{3}$/);
});

it('finds beginnings first, then beginnings of words, then the rest', () => {
  const classes = ['Greek/alpha', 'big_alpine', 'alp', 'scalp', 'other'];
  expect(findClasses(classes, 'ALP', 9)).toEqual([0, 2, 1, 3]);
  expect(findClasses(classes, 'greek', 9)).toEqual([0]);
  expect(findClasses(classes, 'big al', 9)).toEqual([1]);
  expect(findClasses(classes, '', 2)).toEqual([0, 1]);
  expect(findClasses(classes, 'zzz', 9)).toEqual([]);
});
