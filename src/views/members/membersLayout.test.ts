import { expect, test } from 'vitest';
import { classesByDifficulty } from '../../analysis/run/classOrder.ts';
import { memberAccuracies } from '../../analysis/story/memberFacts.ts';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { linePath, membersLayout, placeUnder } from './membersLayout.ts';
import { memberClassText, membersDescription, membersTable } from './membersWords.ts';

const joint = { data: 'mnist', method: 'joint-mixture', rounds: 3, epochs: 44 } as const;

test('the epochs of Fig. 4 are shown as far as the run has come, and the last', () => {
  const epochsAt = (epoch: number) =>
    memberAccuracies(sampleState(joint, 1, epoch)).map((one) => one.epoch);
  expect(epochsAt(0)).toEqual([]);
  expect(epochsAt(2)).toEqual([1, 2]);
  expect(epochsAt(10)).toEqual([1, 2, 3, 10]);
  expect(epochsAt(44)).toEqual([1, 2, 3, 40, 44]);
});

test('panels are epochs of all networks, or networks over the epochs', () => {
  const state = finishedState(joint);
  const accuracies = memberAccuracies(state);
  const order = classesByDifficulty(state).classes;
  const byEpoch = membersLayout(accuracies, order, 'epoch', 900);
  expect(byEpoch.panels.map(({ title }) => title)).toEqual([
    'Epoch 1',
    'Epoch 2',
    'Epoch 3',
    'Epoch 40',
    'Epoch 44',
  ]);
  expect(byEpoch.panels[0].lines.map(({ label }) => label)).toEqual([
    'network 1',
    'network 2',
    'network 3',
    'together',
  ]);
  const byNetwork = membersLayout(accuracies, order, 'network', 360);
  expect(byNetwork.panels.length).toBe(4);
  expect(byNetwork.panels[3].lines.length).toBe(5);
  for (const { panels, panelWidth } of [byEpoch, byNetwork]) {
    for (const { left } of panels) expect(left + panelWidth).toBeLessThanOrEqual(900 + 1e-6);
    for (const { lines } of panels) {
      for (const { values } of lines) expect(values.length).toBe(10);
    }
  }
  const [{ left, top }] = byEpoch.panels;
  expect(placeUnder(byEpoch, 10, left + byEpoch.panelWidth, top + 1)).toBe(9);
  expect(placeUnder(byEpoch, 10, left, top + 1)).toBe(0);
  expect(placeUnder(byEpoch, 10, left, top - 30)).toBeNull();
  expect(membersTable(accuracies, order, state.dataset.classes)).toMatchObject({
    columns: { length: 1 + 5 * 4 },
    rows: { length: 10 },
  });
  expect(membersDescription(accuracies, order, state.dataset.classes)).toMatch(
    /^Accuracy of 10 classes by 3 networks .* at epochs 1, 2, 3, 40, 44, hardest class first/,
  );
  expect(memberClassText(accuracies, state.dataset.classes, 3)).toMatch(
    /^3: network 1 \d+%, .*together \d+% after epoch 44$/,
  );
});

test('a line is broken where a class has no images', () => {
  const size = { panelWidth: 20, panelHeight: 10 };
  expect(linePath([1, null, 0], size)).toBe('M0.0 0.0M20.0 10.0');
  expect(linePath([0.5, 1], size)).toBe('M0.0 5.0L20.0 0.0');
});
