import { describe, expect, it } from 'vitest';
import { coarseLabelLevels } from './coarseLabels.ts';

describe('coarse labels from class names', () => {
  it('are the folders above the classes', () => {
    expect(coarseLabelLevels(['Greek/01', 'Latin/01', 'Greek/02'])).toEqual([
      { names: ['Greek', 'Latin'], groupOf: [0, 1, 0] },
    ]);
  });

  it('come coarsest first, without levels that tell nothing', () => {
    const classes = ['all/x/p/1', 'all/x/p/2', 'all/x/q/3', 'all/y/r/4', 'all/y/r/5'];
    expect(coarseLabelLevels(classes)).toEqual([
      { names: ['all/x', 'all/y'], groupOf: [0, 0, 0, 1, 1] },
      { names: ['all/x/p', 'all/x/q', 'all/y/r'], groupOf: [0, 0, 1, 2, 2] },
    ]);
  });

  it.each([
    ['no folders', ['a', 'b']],
    ['uneven depth', ['a/b', 'c']],
    ['one group for all', ['a/b', 'a/c']],
    ['a group for each class', ['a/b', 'c/d']],
    ['no classes', []],
  ])('are none with %s', (_, classes) => {
    expect(coarseLabelLevels(classes)).toEqual([]);
  });
});
