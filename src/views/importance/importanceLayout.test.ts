import { expect, test } from 'vitest';
import { finishedState, sampleState } from '../../analysis/testing/sampleRun.ts';
import { importanceExtent } from '../kit/scales/importanceExtent.ts';
import {
  classNear,
  forecastPath,
  importanceLayout,
  labelGap,
  solidPath,
} from './importanceLayout.ts';

const room = { width: 460, height: 330, labels: 170 };
const layoutOf = (state: Parameters<typeof importanceLayout>[0], lit: number | null = null) =>
  importanceLayout(state, importanceExtent(state), room, lit);
const glyphs = { data: 'glyphs', epochs: 6 } as const;

test('a waiting chart has all its columns and ticks, and no labels yet', () => {
  const layout = layoutOf(sampleState(glyphs, 1, 0));
  expect(layout.columns.map(({ phase }) => phase)).toEqual([
    'training',
    'future',
    'future',
    'future',
  ]);
  expect(layout.ticks.length).toBeGreaterThan(2);
  expect(layout.labels).toEqual([]);
  expect(layout.others).toHaveLength(62);
});

test('the round under way is followed by its forecast', () => {
  const layout = layoutOf(sampleState(glyphs, 3, 4));
  expect(layout.columns.map(({ phase }) => phase)).toEqual([
    'trained',
    'trained',
    'training',
    'forecast',
  ]);
  expect(solidPath(layout, 0).match(/[ML]/g)).toHaveLength(3);
  expect(forecastPath(layout, 0).match(/[ML]/g)).toHaveLength(2);
});

test('eleven classes are named, and the lit one, never closer than a line of text', () => {
  const layout = layoutOf(sampleState(glyphs, 3, 4));
  expect(layout.labels).toHaveLength(11);
  const lit = layout.others[20];
  const { labels } = layoutOf(sampleState(glyphs, 3, 4), lit);
  expect(labels.map(({ index }) => index)).toContain(lit);
  labels.forEach((label, index) => {
    if (index > 0) expect(label.y - labels[index - 1].y).toBeGreaterThanOrEqual(labelGap - 1e-6);
  });
});

test('a finished run has no forecast; a handful of classes are all named', () => {
  const layout = layoutOf(finishedState({ data: 'mnist', epochs: 3 }));
  expect(layout.hasForecast).toBe(false);
  expect(layout.labels).toHaveLength(10);
  expect(layout.others).toEqual([]);
  expect(forecastPath(layout, 0)).toBe('');
});

test('sixty-four rounds have room for some headings only', () => {
  const many = { data: 'mnist', rounds: 64, epochs: 1 } as const;
  const layout = layoutOf(finishedState(many));
  const headed = layout.columns.filter((column) => column.headed);
  expect(headed.length).toBeLessThan(16);
  expect(headed.at(-1)?.round).toBe(64);
  expect(layout.dense).toBe(true);
  expect(layout.headings).toBe('number');
});

test('the pointer finds the line beneath it', () => {
  const layout = layoutOf(finishedState(glyphs));
  const { index } = layout.labels[0];
  const at = layout.columns[2];
  expect(classNear(layout, at.x - 0.01, layout.y(layout.values[2][index]))).toBe(index);
  expect(classNear(layout, at.x, -100)).toBeNull();
});
