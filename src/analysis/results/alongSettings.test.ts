import { describe, expect, it } from 'vitest';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { startingMethod } from '../../spec/methods/methodFacts.ts';
import { sampleOutcome } from '../testing/sampleOutcomes.ts';
import { meanCurve, roundEnds } from './meanCurve.ts';
import { resultsTable } from './resultsTable.ts';
import { seedClassDifferences } from './seedClassDifferences.ts';
import { axisText, linesAlong, settingAxes } from './settingAxes.ts';

const around = { rounds: 4, classCount: 62, epochs: 5 };
const method = (change: object) =>
  ({ ...startingMethod('complementary', around), ...change }) as ExperimentSpec['method'];
const averaging = startingMethod('averaging', around);

describe('the axes of a comparison', () => {
  const outcomes = [
    { method: averaging },
    ...[0.9, 0.3, 0.7].map((mu) => ({ method: method({ mu, update: 'printed' }) })),
    ...[0.5, 0.7].map((mu) => ({ method: method({ mu, update: 'released' }) })),
    { method: method({ mu: 0.4, errors: 'hard' }) },
  ].map((spec) => sampleOutcome(spec));
  const { rows } = resultsTable(outcomes, { measures: ['top1'] });

  it('are the fields that differ', () => {
    const axes = settingAxes(rows);
    expect(axes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['method.kind', 'method.mu', 'method.update', 'method.errors']),
    );
    const isNumeric = (path: string) => axes.find((axis) => axis.path === path)?.isNumeric;
    expect([isNumeric('method.mu'), isNumeric('method.update')]).toEqual([true, false]);
    expect(axisText(rows[1], 'method.mu')).toBe('0.9');
    expect(axisText(rows[0], 'method.mu')).toBeNull();
  });

  it('have a line for what differs in nothing but the number, by rising value', () => {
    const lines = linesAlong(rows, 'method.mu');
    expect(lines.map((line) => line.rows.map(({ value }) => value))).toEqual([
      [0.3, 0.7, 0.9],
      [0.5, 0.7],
    ]);
    expect(linesAlong(rows, 'training.learningRate')).toEqual([]);
  });
});

describe('a curve over seeds', () => {
  it('is the mean of what the runs tell, with its interval from three seeds on', () => {
    const curve = (vote: (number | null)[]) => ({
      rounds: [1, 1, 2, 2],
      network: [0.5, 0.4, 0.6, 0.5],
      vote,
    });
    const runs = [0, 0.01, 0.02].map((more, seed) =>
      sampleOutcome({ seed }, { curve: curve([0.5 + more, 0.4 + more, null, 0.3 + more]) }),
    );
    const points = meanCurve(runs);
    expect(points.map(({ epoch }) => epoch)).toEqual([1, 2, 4]);
    expect(points[2].mean).toBeCloseTo(0.31, 12);
    expect(points[2].high - 0.31).toBeCloseTo((4.3026527297 * 0.01) / Math.sqrt(3), 8);
    const [first] = meanCurve(runs.slice(0, 2));
    expect(first.low).toBe(first.mean);
    expect(roundEnds(runs[0])).toEqual([2]);
    expect(meanCurve([])).toEqual([]);
  });

  it('counts a seed once, and a run that is not at its end only where none is', () => {
    const run = (seed: number, error: number, change = {}) =>
      sampleOutcome(
        { seed },
        { curve: { rounds: [1], network: [error], vote: [error] }, ...change },
      );
    const open = run(4, 0.9, { digest: null });
    const ended = [run(1, 0.2), run(1, 0.2), run(2, 0.3)];
    const [point, ...others] = meanCurve([...ended, open]);
    expect(others).toEqual([]);
    expect(point.mean).toBeCloseTo(0.25, 12);
    // Two seeds have no interval, however often they were run.
    expect([point.low, point.high]).toEqual([point.mean, point.mean]);
    expect(meanCurve([open])[0].mean).toBeCloseTo(0.9, 12);
    const { rows } = resultsTable([...ended, open], { measures: ['top1'] });
    expect(rows.map(({ seeds }) => seeds)).toEqual([[1, 2]]);
  });
});

describe('classes over seeds', () => {
  const run = (seed: number, errors: (number | null)[], classes = ['a', 'b', 'c']) =>
    sampleOutcome({ seed }, { classes, classErrors: errors });

  it('are the mean differences of accuracy over the seeds that both have', () => {
    const own = [run(1, [0.1, 0.5, null]), run(2, [0.2, 0.5, null]), run(3, [0.3, 0.5, null])];
    const theirs = [
      run(3, [0.35, 0.4, 0.1]),
      run(1, [0.2, 0.4, 0.1]),
      run(9, [0, 0, 0]),
      run(2, [0.25, 0.4, 0.1]),
    ];
    const found = seedClassDifferences(own, theirs);
    expect(found?.seeds).toEqual([1, 2, 3]);
    expect(found?.rows.map(({ index }) => index)).toEqual([0, 1]);
    expect(found?.rows[0].difference).toBeCloseTo(0.2 / 3, 12);
    expect(found?.rows[1].interval?.low).toBeCloseTo(-0.1, 12);
    const two = seedClassDifferences(own.slice(0, 2), theirs);
    expect(two?.rows[0].interval).toBeNull();
  });

  it('are not told of other classes, other data, or without a seed in common', () => {
    const own = [run(1, [0.1, 0.5, 0.2])];
    expect(seedClassDifferences(own, [run(2, [0.1, 0.5, 0.2])])).toBeNull();
    expect(seedClassDifferences(own, [run(1, [0.1, 0.5, 0.2], ['a', 'b', 'd'])])).toBeNull();
    const elsewhere = { ...run(1, [0.1, 0.5, 0.2]), datasetHash: 'other' };
    expect(seedClassDifferences(own, [elsewhere])).toBeNull();
  });
});
