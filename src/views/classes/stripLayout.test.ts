import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { classAt, rowLabels, scrollFor, stripData, stripLayout } from './stripLayout.ts';

test('few classes fill the room, many scroll', () => {
  expect(stripLayout(62, 4, 744, 0).columnWidth).toBe(12);
  expect(stripLayout(1000, 4, 744, 0).width).toBe(8000);
});

test('the height follows from the rounds alone, also for 64', () => {
  expect(stripLayout(62, 4, 744, 0).height).toBe(stripLayout(62, 4, 744, 0).height);
  expect(stripLayout(62, 64, 744, 0).height).toBeLessThan(320);
});

test('accuracy below the floor stands at it', () => {
  const { accuracy } = stripLayout(10, 3, 744, 0.9);
  expect(accuracy(0.3)).toBe(accuracy(0.9));
  expect(accuracy(0.95)).toBeLessThan(accuracy(0.9));
});

test('rows are the rounds so far and the forecast', () => {
  const state = sampleState({ data: 'glyphs', epochs: 4 }, 3, 2);
  const data = stripData(state, state, [...state.dataset.classes.keys()]);
  const layout = stripLayout(62, 4, 744, 0);
  expect(rowLabels(state, data, layout).map(({ text }) => text)).toEqual([
    'uniform',
    'round 2',
    'round 3',
    'forecast',
  ]);
  expect(data.network?.round).toBe(3);
});

test('of 64 rounds some are named, the last among them', () => {
  const state = finishedState({ data: 'mnist', rounds: 64, epochs: 1 });
  const data = stripData(state, state, [...state.dataset.classes.keys()]);
  const labels = rowLabels(state, data, stripLayout(10, 64, 744, 0));
  expect(labels.length).toBeLessThan(20);
  expect(labels.at(-1)?.text).toBe('round 64');
});

test('points are classes, and a walked-to class is scrolled into view', () => {
  const layout = stripLayout(1000, 4, 744, 0);
  const order = Array.from({ length: 1000 }, (_, index) => 999 - index);
  expect(classAt(layout, order, 17)).toBe(997);
  expect(classAt(layout, order, -1)).toBeNull();
  expect(scrollFor(layout, 500, 0, 744)).toBe(502 * 8 - 744);
  expect(scrollFor(layout, 500, 3800, 744)).toBe(3800);
  expect(scrollFor(layout, 2, 3800, 744)).toBe(8);
});
