import { expect, test } from 'vitest';
import { sampleState } from '../testing/sampleRun.ts';
import { forecastImportance } from './classImportance.ts';

const glyphs = { data: 'glyphs', epochs: 4 } as const;

test('the forecast averages 1 over the classes, and there is none in the last round', () => {
  const forecast = forecastImportance(sampleState(glyphs, 2, 3)) ?? [];
  expect(forecast.reduce((sum, value) => sum + value, 0) / forecast.length).toBeCloseTo(1);
  expect(forecastImportance(sampleState(glyphs, 4, 3))).toBeNull();
  expect(forecastImportance(sampleState(glyphs, 1, 0))).toBeNull();
});
