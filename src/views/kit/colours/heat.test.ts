import { expect, test } from 'vitest';
import { heatColour, parseHex } from './heat.ts';

const stops = ['#000000', '#0a0a0a', '#ff0000'].map(parseHex);

test('colours run through the stops and stay at the ends', () => {
  expect(heatColour(stops, 0)).toBe('rgb(0 0 0)');
  expect(heatColour(stops, 0.25)).toBe('rgb(5 5 5)');
  expect(heatColour(stops, 0.5)).toBe('rgb(10 10 10)');
  expect(heatColour(stops, 7)).toBe('rgb(255 0 0)');
  expect(heatColour(stops, -1)).toBe('rgb(0 0 0)');
});
