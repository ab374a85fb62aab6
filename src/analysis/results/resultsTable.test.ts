import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedDifference } from '../../algorithms/metrics/meanInterval.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { startingMethod } from '../../spec/methods/methodFacts.ts';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { sampleOutcome } from '../testing/sampleOutcomes.ts';
import type { ResultMeasure } from './resultMeasures.ts';
import { resultsTable } from './resultsTable.ts';
import type { RunOutcome } from './runOutcome.ts';
import { settingKey } from './settings.ts';

const around = { rounds: 4, classCount: 62, epochs: 5 };
const averaging = startingMethod('averaging', around);
const complementary = (mu: number) =>
  ({ ...startingMethod('complementary', around), mu }) as ExperimentSpec['method'];

/** Runs of one setting, whose values of a measure are given seed by seed. */
function runs(
  method: ExperimentSpec['method'],
  measure: ResultMeasure,
  values: readonly number[],
  change: Partial<RunOutcome> = {},
): RunOutcome[] {
  return values.map((value, index) => {
    const outcome = sampleOutcome({ method, seed: index + 1 }, change);
    return { ...outcome, measures: { ...outcome.measures, [measure]: value } };
  });
}

const measures = ['top1', 'hardestFifth'] as const;

describe('a table of results', () => {
  const base = runs(averaging, 'top1', [0.28, 0.29, 0.27, 0.3]);
  const better = runs(complementary(0.7), 'top1', [0.24, 0.252, 0.231, 0.259]);

  it('folds seeds, and measures settings against the baseline seed by seed', () => {
    const table = resultsTable([...base, ...better], { measures: ['top1'] });
    expect(table.rows.map(({ name }) => name)).toEqual([
      expect.stringContaining('veraging'),
      expect.stringContaining('Complementary'),
    ]);
    const [first, second] = table.rows;
    expect(first.cells[0].difference).toBeNull();
    expect(first.against).toBeNull();
    expect(second.against).toBe(0);
    expect(second.seeds).toEqual([1, 2, 3, 4]);
    const expected = pairedDifference([0.24, 0.252, 0.231, 0.259], [0.28, 0.29, 0.27, 0.3]);
    expect(second.cells[0].mean).toBeCloseTo(0.2455, 12);
    expect(second.cells[0].difference).toMatchObject({
      mean: expect.closeTo(expected.mean, 9),
      p: expect.closeTo(expected.p!, 9),
      holm: expect.closeTo(expected.p!, 9),
      pairs: 4,
      verdict: 'better',
    });
    expect(table.tests).toBe(1);
  });

  it('calls more errors worse, and more accuracy better, whichever is the baseline', () => {
    const key = settingKey(better[0]);
    const table = resultsTable([...base, ...better], { measures: ['top1'], baseline: key });
    expect(table.baseline).toBe(1);
    expect(table.rows[0].cells[0].difference?.verdict).toBe('worse');
    const hard = [
      ...runs(averaging, 'hardestFifth', [0.4, 0.41, 0.42, 0.39]),
      ...runs(complementary(0.7), 'hardestFifth', [0.45, 0.462, 0.471, 0.44]),
    ];
    const accuracy = resultsTable(hard, { measures: ['hardestFifth'] });
    expect(accuracy.rows[1].cells[0].difference?.verdict).toBe('better');
  });

  it('pairs the seeds that both have, and needs three of them', () => {
    const table = resultsTable([...base, ...better.slice(0, 3)], { measures: ['top1'] });
    expect(table.rows[1].cells[0].difference?.pairs).toBe(3);
    const two = resultsTable([...base, ...better.slice(2)], { measures: ['top1'] });
    expect(two.rows[1].cells[0]).toMatchObject({ interval: null, difference: null });
    expect(two.rows[1].cells[0].values).toHaveLength(2);
  });

  it('leaves runs that are not at their end out of means that others are in, and out of tests', () => {
    const [one, ...others] = better;
    const open = { ...one, digest: null, measures: { ...one.measures, top1: 0.9 } };
    const table = resultsTable([...base, open, ...others], { measures: ['top1'] });
    expect(table.rows[1].cells[0].values.map(({ seed }) => seed)).toEqual([2, 3, 4]);
    const unended = better.map((run) => ({ ...run, digest: null }));
    const live = resultsTable([...base, ...unended], { measures: ['top1'] });
    expect(live.rows[1]).toMatchObject({ isOpen: true, cells: [{ difference: null }] });
    expect(live.rows[1].cells[0].mean).not.toBeNull();
    expect(live.tests).toBe(0);
  });

  it('measures on other data against the same setting there', () => {
    const elsewhere = { datasetHash: 'bb'.repeat(32), datasetName: 'Shapes' };
    const table = resultsTable(
      [
        ...base,
        ...better,
        ...runs(complementary(0.7), 'top1', [0.5, 0.51, 0.52], elsewhere),
        ...runs(averaging, 'top1', [0.6, 0.605, 0.618], elsewhere),
        ...runs(complementary(0.5), 'top1', [0.4, 0.5, 0.6], { ...elsewhere, datasetHash: 'cc' }),
      ],
      { measures: ['top1'] },
    );
    expect(table.rows.map(({ against }) => against)).toEqual([null, 0, 3, null, null]);
    expect(table.rows[2].cells[0].difference?.verdict).toBe('better');
    expect(table.rows[2].note).toContain('Shapes');
  });

  it('makes no t test of pairs that all differ alike, and leaves it out of the correction', () => {
    const shifted = runs(complementary(0.7), 'top1', [0.23, 0.24, 0.22, 0.25]);
    const third = runs(complementary(0.9), 'top1', [0.24, 0.252, 0.231, 0.259]);
    const outcomes = [...base, ...shifted, ...third];
    const table = resultsTable(outcomes, { measures: ['top1'] });
    expect(table.rows[1].cells[0].difference).toMatchObject({
      mean: expect.closeTo(-0.05, 9),
      p: null,
      holm: null,
      verdict: 'cannot tell',
    });
    expect(table.tests).toBe(1);
    const { difference } = table.rows[2].cells[0];
    expect(difference?.holm).toBe(difference?.p);
    // Which signs of ranks can judge.
    const ranked = resultsTable(outcomes, { measures: ['top1'], test: 'wilcoxon' });
    expect(ranked.rows[1].cells[0].difference?.p).toBe(0.125);
    expect(ranked.tests).toBe(2);
  });

  it('counts a seed that ran twice once', () => {
    const again = base.map((run) => ({ ...run, id: `${run.id}-again` }));
    const table = resultsTable([...base, ...again, ...better], { measures: ['top1'] });
    expect(table.rows[0].cells[0].values).toHaveLength(4);
    expect(table.rows[1].cells[0].difference?.pairs).toBe(4);
  });

  it('corrects over all tests, so that few findings are left of chance', () => {
    const level = fc.double({ min: 0.2, max: 0.3, noNaN: true });
    const four = fc.array(level, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(
        four,
        four,
        four,
        fc.constantFrom('t' as const, 'wilcoxon' as const),
        (a, b, c, test) => {
          const outcomes = [
            ...runs(averaging, 'top1', a),
            ...runs(complementary(0.5), 'top1', b),
            ...runs(complementary(0.9), 'top1', c),
          ];
          const table = resultsTable(outcomes, { measures, test });
          const differences = table.rows.flatMap(({ cells }) =>
            cells.flatMap(({ difference }) => difference ?? []),
          );
          expect(differences).toHaveLength(4);
          // The hardest fifth is the same in all: a t test of it is none.
          expect(table.tests).toBe(differences.filter(({ p }) => p !== null).length);
          for (const { p, holm, verdict } of differences) {
            if (p === null || holm === null) {
              expect([p, holm, verdict]).toEqual([null, null, 'cannot tell']);
              continue;
            }
            expect(holm).toBeGreaterThanOrEqual(p);
            expect(holm <= 4 * p + 1e-12).toBe(true);
            if (holm >= 0.05) expect(verdict).toBe('cannot tell');
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('of one run, or of none, is shown without marks', () => {
    expect(resultsTable([], { measures })).toMatchObject({ rows: [], tests: 0 });
    const [row] = resultsTable([sampleOutcome()], { measures }).rows;
    expect(row.cells[0]).toMatchObject({ interval: null, difference: null });
    expect(row.cells[0].mean).not.toBeNull();
    expect(row.note).toBeNull();
  });

  it('names settings as its sweep does, where that is known', () => {
    const nameOf = (outcome: RunOutcome) =>
      base.includes(outcome) ? { name: 'Plain', note: 'four votes' } : null;
    const table = resultsTable([...base, ...better], { measures, nameOf });
    expect(table.rows[0]).toMatchObject({ name: 'Plain', note: 'four votes' });
    expect(table.rows[1].name).toContain('Complementary');
  });

  it('names settings of one method by what differs', () => {
    const training = { ...defaultSpec.training, learningRate: 0.01 };
    const table = resultsTable([sampleOutcome(), sampleOutcome({ training })], { measures });
    expect(table.rows[1].name).toBe(table.rows[0].name);
    expect(table.rows[1].note).toContain('0.01');
  });
});
