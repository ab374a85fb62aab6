import { describe, expect, it } from 'vitest';
import type { RunState } from '../../spec/run/runState.ts';
import { finishedState } from '../testing/sampleRun.ts';
import { ensembleMeasures, measureRows } from './measureRows.ts';

const state = finishedState({ data: 'mnist', rounds: 2, epochs: 1 });

function withAccuracy(validation: number[], test: number[]): Pick<RunState, 'rounds'> {
  const rounds = state.rounds.map((round) => ({
    ...round,
    measures: null,
    outcome: round.outcome && {
      ...round.outcome,
      ensemble: { ...round.outcome.ensemble, classAccuracy: { validation, test } },
    },
  }));
  return { rounds };
}

describe('measures of two runs', () => {
  it('are those of their votes', () => {
    const rows = measureRows(state, state, 'test');
    const measures = ensembleMeasures(state);
    expect(measures).not.toBeNull();
    expect(rows.find(({ measure }) => measure === 'ece')).toEqual({
      measure: 'ece',
      own: measures?.calibration.ece,
      baseline: measures?.calibration.ece,
    });
    expect(rows.map(({ measure }) => measure)).not.toContain('severity');
  });

  it('are taken on the same classes, those hard for the baseline, also in logs of older versions', () => {
    const baseline = withAccuracy([0.1, 0.9, 0.5, 0.6], [0.2, 0.8, 0.5, 0.4]);
    const own = withAccuracy([0.9, 0.1, 0.5, 0.6], [0.6, 0.3, 0.5, 0.7]);
    expect(measureRows(own, baseline, 'test')).toEqual([
      { measure: 'sharedHardestFifth', own: 0.6, baseline: 0.2 },
      { measure: 'sharedEasierHalf', own: 0.5, baseline: (0.8 + 0.4) / 2 },
    ]);
  });
});
