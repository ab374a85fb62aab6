import { describe, expect, it } from 'vitest';
import { sampleState } from '../../analysis/testing/sampleRun.ts';
import { classWeightsLayout, weightsByEpoch, weightsExtent } from './classWeightsLayout.ts';
import { classWeightsDescription, classWeightsTable } from './classWeightsWords.ts';

const objective = { kind: 'class-difficulty-balanced', tau: 1.5 } as const;
const state = sampleState({ data: 'mnist', objective, epochs: 4 }, 1, 3);
const start = sampleState({ data: 'mnist', objective, epochs: 4 }, 1, 0);
const room = { width: 460, height: 330, labels: 154 };

describe('the chart of class weights', () => {
  it('has a column for the start and each epoch, and a line of each class so far', () => {
    const layout = classWeightsLayout(state, weightsExtent(state), room, null);
    expect(layout.columns.map(({ round }) => round)).toEqual([0, 1, 2, 3, 4]);
    expect(layout.values).toEqual(weightsByEpoch(state));
    expect(layout.values).toHaveLength(4);
    expect(new Set(layout.values[0])).toEqual(new Set([1]));
    expect(layout.labels).toHaveLength(10);
  });

  it('holds every weight, and 1, within its axis', () => {
    const { min, max } = weightsExtent(state);
    for (const weights of weightsByEpoch(state)) {
      for (const weight of weights) expect(weight >= min && weight <= max).toBe(true);
    }
    expect(min < 1 && max > 1).toBe(true);
  });

  it('says which class weighs most, and lists all, that one first', () => {
    const weights = weightsByEpoch(state)[3];
    const heaviest = state.dataset.classes[weights.indexOf(Math.max(...weights))];
    expect(classWeightsDescription(state)).toMatch(
      new RegExp(`^After epoch 3 .* for ${heaviest},`),
    );
    const { columns, rows } = classWeightsTable(state);
    expect(columns.map(({ label }) => label)).toEqual(['class', 'start', '1', '2', '3']);
    expect(rows[0][0]).toBe(heaviest);
    expect(classWeightsDescription(start)).toContain('At the start');
  });
});
