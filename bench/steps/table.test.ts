import { describe, expect, it } from 'vitest';
import { agree, type Comparison, type Row } from './compare.ts';
import { comparisonCells, digits, jsonOf, markdown, plainText } from './table.ts';

function row(engine: Row['engine'], device: string, milliseconds: number[]): Row {
  return {
    task: 'cnn',
    batch: 64,
    engine,
    device,
    host: 'Node 20',
    firstMs: 50,
    milliseconds,
    comparedSteps: 3,
    lossAgrees: true,
  };
}

const comparison: Comparison = {
  rows: [row('espalier', 'wasm', [30, 10, 20]), row('tfjs', 'cpu', [2400, 2600])],
  refusals: [
    { task: 'cnn', engine: 'tfjs', device: 'wasm', reason: 'no gradient kernel (AvgPoolGrad)' },
  ],
};

const column = (name: string) => {
  const [heading, ...lines] = comparisonCells(comparison);
  return lines.map((line) => line[heading.indexOf(name)]);
};

describe('the comparison’s table', () => {
  it('has medians, ratios to Espalier’s, and what cannot be done', () => {
    expect(column('median ms')).toEqual(['20', '2500', '']);
    expect(column('÷ Espalier')).toEqual(['1', '125', 'no gradient kernel (AvgPoolGrad)']);
  });

  it('takes no ratio to figures of steps that compute something else', () => {
    const [own, other] = comparison.rows;
    const wrong = { rows: [{ ...own, lossAgrees: false }, other], refusals: [] };
    const [, first, second] = comparisonCells(wrong);
    expect([first.at(-1), second.at(-1)]).toEqual(['', '']);
    expect(first).toContain('NO, 3 steps');
  });

  it('is written as JSON with what was measured alone', () => {
    expect(jsonOf(comparison)[0]).toEqual({
      task: 'cnn',
      batch: 64,
      engine: 'espalier',
      device: 'wasm',
      medianMs: 20,
      minMs: 10,
      repetitions: 3,
      lossAgrees: true,
      overEspalier: 1,
    });
    expect(jsonOf(comparison).map(({ overEspalier }) => overEspalier)).toEqual([1, 125]);
  });

  it('says of a task that was skipped why', () => {
    const reason = 'skipped: no python';
    const refusals = [{ task: 'mlp', engine: 'torch', device: 'cpu', reason }] as const;
    const [, skipped] = comparisonCells({ rows: [], refusals });
    expect([skipped[0], skipped.at(-1)]).toEqual(['mlp', reason]);
  });

  it('is printed with numbers to the right, or as Markdown', () => {
    const cells = [
      ['what', 'ms'],
      ['a', '5'],
      ['bb', '1000'],
    ];
    expect(plainText(cells)).toBe('what  ms\na        5\nbb    1000');
    expect(markdown(cells)).toBe('| what | ms |\n| --- | --- |\n| a | 5 |\n| bb | 1000 |');
  });
});

it('digits are three, and all before the point', () => {
  expect([0.012345, 2.5, 99.96, 100.4, 16889.2].map(digits)).toEqual([
    '0.0123',
    '2.5',
    '100',
    '100',
    '16889',
  ]);
});

it('losses agree within a ten-thousandth of the first', () => {
  expect(agree([2.3, 2.0], [2.3, 2.0002])).toBe(true);
  expect(agree([2.3, 2.0], [2.3, 2.0003])).toBe(false);
  expect(agree([2.3, Number.NaN], [2.3, 2])).toBe(false);
  expect(agree([2.3], [2.3, 2])).toBe(false);
});
