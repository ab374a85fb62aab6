import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionCounts, countsWithin, imagesOfCell } from './confusionCounts.ts';
import { confusionMatrix, insideShare, matrixItems } from './confusionMatrix.ts';
import { confusionGroups, sortsOf } from './confusionOrder.ts';
import type { JudgingLevel } from './mistakeTree.ts';

const classes = ['ape', 'oak', 'bat', 'elm'];
const tree: JudgingLevel[] = [
  { groupCount: 2, groupOf: Int32Array.of(0, 1, 0, 1), names: ['animals', 'trees'] },
];
// Two images a class: an ape as bat, an oak as elm, an elm as ape.
const labels = Int32Array.of(0, 0, 1, 1, 2, 2, 3, 3);
const counts = confusionCounts(labels, [0, 2, 1, 3, 2, 2, 3, 0], 4);

describe('orders of a confusion matrix', () => {
  it('are by the tree, by confusion or by name', () => {
    expect(sortsOf(tree, 4)).toEqual(['tree', 'confusion', 'name']);
    expect(sortsOf([], 9000)).toEqual(['name']);
    expect(confusionGroups('tree', tree, counts, classes)).toEqual([
      { group: 0, name: 'animals', classes: [0, 2] },
      { group: 1, name: 'trees', classes: [1, 3] },
    ]);
    expect(confusionGroups('name', tree, counts, classes)[0].classes).toEqual([0, 2, 3, 1]);
  });

  it('put together what is taken for one another', () => {
    // 0 and 3 for one another, 1 and 2 for one another.
    const truth = Int32Array.from([0, 0, 1, 1, 2, 2, 3, 3]);
    const twins = confusionCounts(truth, [3, 0, 2, 1, 1, 2, 0, 3], 4);
    const groups = confusionGroups('confusion', [], twins, classes);
    expect(groups.map(({ classes: own }) => own.toSorted())).toEqual([
      [0, 3],
      [1, 2],
    ]);
  });

  it('hold every class once', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(11), { minLength: 24, maxLength: 24 }), (predicted) => {
        const truth = Int32Array.from({ length: 24 }, (_, image) => image % 12);
        const names = Array.from({ length: 12 }, (_, index) => `class ${index}`);
        const made = confusionCounts(truth, predicted, 12);
        const order = confusionGroups('confusion', [], made, names).flatMap(
          (group) => group.classes,
        );
        expect(order.toSorted((a, b) => a - b)).toEqual([...names.keys()]);
      }),
    );
  });
});

describe('a confusion matrix', () => {
  const groups = confusionGroups('tree', tree, counts, classes);

  it('has a row a class, of which cells are shares', () => {
    const { items, cells, largest, images } = confusionMatrix(
      matrixItems(groups, new Set()),
      counts,
      null,
    );
    expect(items.map(({ classes: [index] }) => classes[index])).toEqual([
      'ape',
      'bat',
      'oak',
      'elm',
    ]);
    expect(images).toEqual([2, 2, 2, 2]);
    expect(cells).toContainEqual({
      row: 0,
      column: 1,
      count: 1,
      share: 0.5,
      difference: null,
      otherCount: 0,
    });
    expect(largest).toBe(0.5);
  });

  it('folds groups to their sums, and tells what stays inside', () => {
    const { items, cells } = confusionMatrix(matrixItems(groups, new Set([0])), counts, null);
    expect(items.map(({ key }) => key)).toEqual(['g0', 'c1', 'c3']);
    const folded = cells.find(({ row, column }) => row === 0 && column === 0);
    expect(folded).toMatchObject({ count: 4, share: 1 });
    expect(insideShare(counts, groups)).toBeCloseTo(2 / 3, 12);
  });

  it('holds another model against it', () => {
    const other = confusionCounts(labels, [...labels], 4);
    const { cells, largestDifference } = confusionMatrix(
      matrixItems(groups, new Set()),
      counts,
      other,
    );
    const gone = cells.find(({ row, column }) => row === 0 && column === 1);
    expect(gone).toMatchObject({ count: 1, otherCount: 0, difference: 0.5 });
    expect(largestDifference).toBe(0.5);
  });

  it('keeps every image, however it is folded', () => {
    fc.assert(
      fc.property(fc.subarray([0, 1]), (folded) => {
        const { cells } = confusionMatrix(matrixItems(groups, new Set(folded)), counts, null);
        expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(labels.length);
      }),
    );
  });

  it('opens the images of a cell, the surest first', () => {
    const predicted = [1, 0, 1, 1];
    const truth = Int32Array.of(0, 0, 0, 1);
    expect(imagesOfCell(truth, predicted, [0.5, 0.9, 0.8, 1], [0], [1])).toEqual([2, 0]);
    expect(imagesOfCell(truth, predicted, null, [0, 1], [1])).toEqual([0, 2, 3]);
  });

  it('shows a group alone, with what stays inside it', () => {
    const alone = [groups[0]];
    const { items, images, cells } = confusionMatrix(
      matrixItems(alone, new Set()),
      countsWithin(counts, alone[0].classes),
      null,
    );
    expect(items.map(({ classes: [index] }) => index)).toEqual([...alone[0].classes]);
    expect(images).toEqual(alone[0].classes.map((index) => counts.sizes[index]));
    const inside = counts.entries.filter(({ truth, readAs }) =>
      [truth, readAs].every((index) => alone[0].classes.includes(index)),
    );
    const sum = (counted: readonly { readonly count: number }[]) =>
      counted.reduce((all, { count }) => all + count, 0);
    expect(sum(cells)).toBe(sum(inside));
    expect(sum(cells)).toBeLessThan(labels.length);
  });
});
