import { describe, expect, it } from 'vitest';
import { confusionCounts } from '../../../analysis/mistakes/confusionCounts.ts';
import { confusionMatrix, matrixItems } from '../../../analysis/mistakes/confusionMatrix.ts';
import type { ConfusionGroup } from '../../../analysis/mistakes/confusionOrder.ts';
import { parseHex } from '../../kit/colours/heat.ts';
import { drawMatrix, type MatrixColours } from './drawMatrix.ts';
import { cellText, itemName, matrixDescription, matrixTable, mixedPairs } from './matrixWords.ts';

const classes = ['animals/ape', 'animals/bat', 'trees/oak'];
const groups: ConfusionGroup[] = [
  { group: 0, name: 'animals', classes: [0, 1] },
  { group: 1, name: 'trees', classes: [2] },
];
// Two apes as bats, a bat as an ape, an oak as an ape.
const labels = Int32Array.of(0, 0, 0, 1, 1, 2, 2);
const counts = confusionCounts(labels, [1, 1, 0, 0, 1, 0, 2], 3);

describe('words of the confusion matrix', () => {
  it('name rows and cells', () => {
    const [folded, oak] = matrixItems(groups, new Set([0]));
    expect(itemName(folded, groups, classes)).toBe('animals (2)');
    expect(itemName(oak, groups, classes)).toBe('oak');
    expect(cellText('ape', 'bat', { count: 2 }, 3)).toBe('ape read as bat: 2 of 3, 67%');
    expect(cellText('ape', 'ape', null, 3)).toBe('ape read rightly: 0 of 3, 0%');
  });

  it('tell each pair once, the most mixed up first', () => {
    expect(mixedPairs(counts)).toEqual([
      { truth: 0, readAs: 1, count: 2, back: 1 },
      { truth: 2, readAs: 0, count: 1, back: 0 },
    ]);
    expect(matrixDescription(mixedPairs(counts), 0.75, classes)).toBe(
      'ape and bat are mixed up most. Of all errors, 75% stay inside a group.',
    );
    expect(matrixDescription([], null, classes)).toBe('Every test image is read rightly.');
    expect(matrixDescription(null, null, classes)).toContain('not known');
  });

  it('have a table of the pairs', () => {
    expect(matrixTable(counts, classes).rows).toEqual([
      ['animals/ape', 'animals/bat', 2, '66.7%'],
      ['animals/bat', 'animals/ape', 1, '50.0%'],
      ['trees/oak', 'animals/ape', 1, '50.0%'],
    ]);
    expect(matrixTable(null, classes).rows).toEqual([]);
  });
});

describe('drawing', () => {
  const stops = ['#000000', '#ffffff'].map(parseHex);
  const colours: MatrixColours = {
    ground: 'ground',
    right: 'right',
    line: 'line',
    ink: 'ink',
    onDark: 'onDark',
    heat: stops,
    difference: stops,
  };

  /** What is filled, in order, with what colour. */
  function drawn(other: typeof counts | null, side: number) {
    const fills: [string, number, number][] = [];
    const texts: string[] = [];
    const context = {
      fillStyle: '',
      fillRect(this: { fillStyle: string }, x: number, y: number) {
        fills.push([this.fillStyle, x, y]);
      },
      fillText: (text: string) => texts.push(text),
      strokeRect: () => {},
    } as unknown as CanvasRenderingContext2D;
    const matrix = confusionMatrix(matrixItems(groups, new Set()), counts, other);
    drawMatrix(context, matrix, [2], colours, { side, ratio: 1 });
    return { fills, texts };
  }

  it('has grey where right, and the largest share in the last colour', () => {
    const { fills, texts } = drawn(null, 30);
    expect(fills[0]).toEqual(['ground', 0, 0]);
    expect(fills.filter(([colour]) => colour === 'right').map(([, x, y]) => [x, y])).toEqual([
      [0, 0],
      [10, 10],
      [20, 20],
    ]);
    expect(fills.at(-1)).toEqual(['rgb(255 255 255)', 10, 0]);
    expect(texts).toEqual([]);
  });

  it('writes counts where cells are roomy, and differences with their sign', () => {
    expect(drawn(null, 90).texts.toSorted()).toEqual(['1', '1', '1', '1', '1', '2']);
    const perfect = confusionCounts(labels, [...labels], 3);
    const { texts, fills } = drawn(perfect, 90);
    expect(texts.toSorted()).toEqual(['+1', '+1', '+2', '-1', '-1', '-2']);
    // More errors than the other model: the first colour of the scale.
    expect(fills.find(([, x, y]) => x === 30 && y === 0)?.[0]).toBe('rgb(0 0 0)');
  });
});
