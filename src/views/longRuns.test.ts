/** Charts of runs of very many epochs draw what can be seen, and the scrubber reaches every epoch. */
import { describe, expect, it } from 'vitest';
import { RunLog } from '../analysis/log/runLog.ts';
import { longLog } from '../analysis/testing/longLog.ts';
import type { RunState } from '../spec/run/runState.ts';
import { errorCurves, lossCurves, lossExtent } from './curves/curves.ts';
import { errorTable, lossTable } from './curves/curveTables.ts';
import { importanceSpark } from './inspector/importanceSpark.ts';
import { importanceExtent } from './kit/scales/importanceExtent.ts';
import { measuredModels, measuresTable } from './measures/measureWords.ts';
import { headX, positionAt, scrubberLayout } from './scrubber/scrubberLayout.ts';

function stateOf(rounds: number, epochs: number): RunState {
  const log = new RunLog();
  log.append(longLog(rounds, epochs));
  const state = log.newest;
  if (state === null) throw new Error('The log has no event');
  const method = { ...state.spec.method, rounds };
  const training = { ...state.spec.training, epochs };
  return { ...state, spec: { ...state.spec, method, training } as RunState['spec'] };
}

describe.each([
  [16, 10_000],
  [1, 50_000],
])('%i × %i epochs', (rounds, epochs) => {
  const state = stateOf(rounds, epochs);

  it('draw no more points than a chart can show', () => {
    for (const curves of [lossCurves(state), errorCurves(state, 'train')]) {
      const points = curves.reduce((sum, curve) => sum + curve.points.length, 0);
      expect(points).toBeGreaterThan(100);
      expect(points).toBeLessThan(1000);
    }
    expect(lossExtent(state).max).toBeGreaterThanOrEqual(epochs);
    expect(importanceExtent(state).max).toBeGreaterThan(0);
    const room = { width: 200, height: 60 };
    expect(importanceSpark(state, state, 3, room).points.length).toBeGreaterThan(0);
    for (const table of [lossTable(state), errorTable(state)]) {
      expect(table.rows.length).toBeLessThanOrEqual(1002);
      expect(table.rows.map(([epoch]) => epoch)).toContain(String(epochs));
    }
  });

  it('tell the measures of every round, and of the vote', () => {
    const models = measuredModels(state, 'test');
    expect(models).toHaveLength(rounds === 1 ? 1 : rounds + 1);
    expect(measuresTable(models).columns).toHaveLength(models.length + 1);
  });

  it('leave every epoch within reach of the scrubber', () => {
    const layout = scrubberLayout(state, 900);
    for (const { area } of layout.segments) expect(area.length).toBeLessThan(40_000);
    for (const epoch of [1, 2, 777, epochs - 1, epochs]) {
      const x = headX(layout, rounds, epoch);
      expect(positionAt(state, layout, x - 1e-9)).toEqual({ round: rounds, epoch });
    }
  });
});
