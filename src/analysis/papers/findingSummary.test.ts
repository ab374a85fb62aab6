import { describe, expect, it } from 'vitest';
import { findings } from '../../spec/papers/finding.ts';
import { plannedRuns } from '../../spec/sweeps/plannedRuns.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import { resultMeasures } from '../results/resultMeasures.ts';
import { countVerdicts } from './findingSummary.ts';

const cell = (verdict: 'better' | 'worse' | 'cannot tell' | null) => ({
  mean: 0.5,
  reach: 0.1,
  difference: verdict && { mean: 0, low: -1, high: 1, holm: 0.5, verdict },
});

describe('countVerdicts', () => {
  const rows = [null, 'better', 'worse', 'cannot tell', 'better'] as const;
  const finding = {
    measures: ['top1', 'hardestFifth'],
    rows: rows.map((verdict, at) => ({
      name: `row ${at}`,
      seeds: 3,
      cells: [cell(null), cell(verdict)],
    })),
  };

  it('names what the test tells, and counts the rest', () => {
    expect(countVerdicts(finding, 'hardestFifth')).toEqual({
      better: ['row 1', 'row 4'],
      worse: ['row 2'],
      untold: 1,
    });
    expect(countVerdicts(finding, 'top1')).toEqual({ better: [], worse: [], untold: 0 });
    expect(countVerdicts(finding, 'ece')).toBeNull();
  });
});

describe.each(findings.map((finding) => [finding.name, finding] as const))('%s', (_, finding) => {
  it('comes with the sweep that it is the table of', () => {
    const reading = readSweep(finding.sweep);
    if (!reading.ok) throw new Error(JSON.stringify(reading.issues));
    expect(plannedRuns(reading.sweep)).toHaveLength(finding.runs);
    expect(finding.finished).toBeLessThanOrEqual(finding.runs);
    expect(finding.rows.reduce((sum, { seeds }) => sum + seeds, 0)).toBe(finding.finished);
  });

  it('measures what results measure, against one row', () => {
    expect(resultMeasures).toEqual(expect.arrayContaining([...finding.measures]));
    for (const [at, { cells }] of finding.rows.entries()) {
      expect(cells).toHaveLength(finding.measures.length);
      if (at === finding.baseline) {
        expect(cells.map(({ difference }) => difference)).toEqual(cells.map(() => null));
      }
    }
  });
});
