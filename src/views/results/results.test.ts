import { describe, expect, it } from 'vitest';
import { doseLayout, dosePoints, doseTable } from '../../analysis/results/charts/doseLayout.ts';
import {
  curvesLayout,
  curvesTable,
  overlaidCurves,
} from '../../analysis/results/charts/overlaidCurves.ts';
import { keyedParts, resultsStory } from '../../analysis/results/resultsStory.ts';
import { resultsTable } from '../../analysis/results/resultsTable.ts';
import {
  cellSentence,
  markText,
  reachText,
  valueText,
} from '../../analysis/results/resultTexts.ts';
import { sampleComparison, sampleOutcome } from '../../analysis/testing/sampleOutcomes.ts';
import { effectLayout, effectLines } from './charts/effectLayout.ts';
import { parallelLayout, parallelTable } from './charts/parallelLayout.ts';
import { axisEnds, measureAxis } from './table/measureAxis.ts';
import { orderedRows } from './table/rowOrder.ts';

const measures = ['top1', 'hardestFifth', 'easierHalf'] as const;
const table = resultsTable(sampleComparison(8), { measures });
const told = (parts: ReturnType<typeof resultsStory>) => parts.map(({ text }) => text).join('');

describe('the sentence of a comparison', () => {
  it('speaks of the row that helps the hard classes, or of the held one', () => {
    expect(told(resultsStory(table, null))).toMatch(
      /^Complementary, μ 0\.3 lifts the hardest fifth by \d\.\d points.* In total it /,
    );
    const single = table.rows[1];
    expect(told(resultsStory(table, single.key))).toMatch(
      /^One network costs the hardest fifth \d\.\d points and costs the easier half .* In total it errs \d\.\d points more than averaging/,
    );
  });

  it('says that it cannot be told, in those words', () => {
    const same = sampleComparison(8, 1);
    const other = same.map((outcome) => ({
      ...outcome,
      spec: { ...outcome.spec, training: { ...outcome.spec.training, batchSize: 7 } },
    }));
    const alike = resultsTable([...same, ...other], { measures });
    const keys = keyedParts(resultsStory(alike, null)).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(told(resultsStory(alike, null))).toBe(
      'In the hardest fifth and the easier half, Averaging, 4 networks cannot be told to change anything. In total it cannot be told from averaging, 4 networks, batch size 128.',
    );
  });

  it('speaks of what is shown where that is none of the ends nor the whole', () => {
    const ece = resultsTable(sampleComparison(8), { measures: ['ece'] });
    expect(told(resultsStory(ece, ece.rows[1].key))).toMatch(
      /^(One network cannot be told from averaging|Against averaging.* is (better|worse) in calibration)/,
    );
  });

  it('says why two cannot be told apart: few seeds, an end that is not there, other data', () => {
    const runs = sampleComparison(3);
    const [base] = resultsTable(runs, { measures }).rows;
    const single = resultsTable(runs, { measures }).rows[1];
    const story = (change: object) => {
      const changed = runs.map((run) =>
        single.outcomes.includes(run) ? { ...run, ...change } : run,
      );
      const now = resultsTable(changed, { measures });
      return told(resultsStory(now, now.rows[1].key));
    };
    expect(base.key).not.toBe(single.key);
    expect(story({ digest: null })).toBe(
      'One network is not at its end yet: the two cannot be told apart.',
    );
    expect(story({ datasetHash: 'bb'.repeat(32) })).toMatch(
      /^One network has other data than averaging, 4 networks: the two cannot be told apart\.$/,
    );
    const two = resultsTable(
      runs.filter((run) => !single.outcomes.slice(1).includes(run)),
      { measures },
    );
    expect(told(resultsStory(two, two.rows[1].key))).toContain('share fewer than three seeds');
  });

  it('of one setting, of few seeds and of nothing says what there is', () => {
    const one = resultsTable(sampleComparison(1, 1), { measures });
    expect(told(resultsStory(one, null))).toMatch(
      /comes to \d+\.\d% \(top-1 error\) on test images/,
    );
    const few = resultsTable(sampleComparison(2), { measures });
    expect(told(resultsStory(few, null))).toMatch(/13 settings .* Three seeds/);
    expect(told(resultsStory(resultsTable([], { measures }), null))).toContain(
      'nothing to compare',
    );
    const live = { ...sampleOutcome(), digest: null };
    expect(told(resultsStory(resultsTable([live], { measures }), null))).toContain('stands at');
  });
});

describe('cells', () => {
  it('are written in percent, with their reach and what the test allows', () => {
    const [baseline, single] = table.rows;
    expect(valueText('top1', 0.2814)).toBe('28.1');
    expect(valueText('severity', 1.234)).toBe('1.23');
    expect(valueText('top1', null)).toBe('–');
    expect(reachText('top1', baseline.cells[0])).toMatch(/^± \d\.\d$/);
    expect(markText('top1', single.cells[0].difference)).toMatch(/^\+\d\.\d$/);
    expect(markText('top1', null)).toBe('');
    expect(cellSentence('top1', single, single.cells[0], baseline.name)).toMatch(
      /^Top-1 error of One network: \d+\.\d% ± \d\.\d, seeds 1\s–\s8\. \+\d\.\d points against Averaging, 4 networks \(95% \+\d\.\d to \+\d\.\d\), p < 0\.001, after Holm < 0\.001, 8 pairs: worse\.$/,
    );
    const [cell] = single.cells;
    const difference = cell.difference && { ...cell.difference, p: null, holm: null };
    expect(cellSentence('top1', single, { ...cell, difference }, baseline.name)).toMatch(
      /\. \+\d\.\d points against Averaging, 4 networks in each of 8 pairs: all differ by the same, and no t test can be made\.$/,
    );
  });

  it('stand on one axis a column, whose ends are whole percent', () => {
    const axis = measureAxis(table.rows, 0, 'top1');
    expect(axisEnds(axis!, 'top1').every((end) => /^\d+$/.test(end))).toBe(true);
    for (const { cells } of table.rows) {
      expect(cells[0].mean).toBeGreaterThanOrEqual(axis!.low);
      expect(cells[0].mean).toBeLessThanOrEqual(axis!.high);
    }
    expect(measureAxis([], 0, 'top1')).toBeNull();
  });

  it('are sorted the best first, and as they came', () => {
    const errors = orderedRows(table, 'top1').map(({ cells }) => cells[0].mean ?? 1);
    expect(errors).toEqual(errors.toSorted((a, b) => a - b));
    const accuracies = orderedRows(table, 'hardestFifth').map(({ cells }) => cells[1].mean ?? 0);
    expect(accuracies).toEqual(accuracies.toSorted((a, b) => b - a));
    expect(orderedRows(table, null)).toEqual(table.rows);
  });
});

describe('charts of a comparison', () => {
  it('lay at most four curves over one another, the lit and the baseline among them', () => {
    const last = table.rows[table.rows.length - 1];
    const curves = overlaidCurves(table, last.key);
    expect(curves.map(({ role }) => role)).toEqual(['baseline', 'lit', 'other', 'other']);
    const layout = curvesLayout(curves, 320, 240);
    const labels = layout.curves.map(({ labelY }) => labelY).sort((a, b) => a - b);
    labels.slice(1).forEach((y, place) => {
      expect(y - labels[place]).toBeGreaterThan(13);
    });
    expect(layout.roundLines).toHaveLength(3);
    expect(curvesTable(curves).columns).toHaveLength(5);
  });

  it('set what hard classes gain against what easy ones pay, joined along the dose', () => {
    const points = dosePoints(table);
    expect(points).toHaveLength(12);
    const layout = doseLayout(points, 'method.mu', 300, 230);
    expect(layout.lines.map(({ keys }) => keys.size)).toEqual([4, 4]);
    expect(layout.points.filter(({ isLast }) => isLast)).toHaveLength(2);
    for (const { x, y } of layout.points) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(300);
      expect(y).toBeGreaterThan(0);
      expect(y).toBeLessThan(230);
    }
    expect(doseLayout(points, null, 300, 230).lines).toEqual([]);
    expect(doseTable(points).rows).toHaveLength(12);
  });

  it('follow a measure along a number', () => {
    const lines = effectLines(table, 'method.mu', 'hardestFifth');
    expect(lines.map((line) => line.map(({ value }) => value))).toEqual([
      [0.3, 0.5, 0.7, 0.9],
      [0.3, 0.5, 0.7, 0.9],
    ]);
    const size = { width: 300, height: 200 };
    const level = lines
      .slice(0, 1)
      .map((line) => line.map((point) => ({ ...point, mean: 0.28, low: 0.28, high: 0.28 })));
    const texts = effectLayout(level, null, 'top1', size).yTicks.map(({ text }) => text);
    expect(texts).toEqual(['28.0']);
    const layout = effectLayout(lines, 0.432, 'hardestFifth', size);
    expect(layout.baseline).toBeGreaterThan(layout.lines[0].points[3].y);
  });

  it('draw every setting over what differs and what it comes to', () => {
    const layout = parallelLayout(table, 900, 400);
    expect(layout.axes.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['method', 'μ', 'update', 'Top-1 error', 'Hardest fifth']),
    );
    expect(layout.lines).toHaveLength(13);
    const mu = layout.axes.find(({ name }) => name === 'μ');
    expect(mu?.placeOf(table.rows[0])).toBeNull();
    expect(mu?.placeOf(table.rows[2])).toBe(0);
    expect(parallelTable(table).rows[0]).toContain('Averaging');
  });
});
