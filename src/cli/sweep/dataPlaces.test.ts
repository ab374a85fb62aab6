import { expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { dataPlaces } from './dataPlaces.ts';

const runsOf = (...sources: string[]) =>
  sources.map((source) => ({
    spec: { ...defaultSpec, dataset: { ...defaultSpec.dataset, source } },
  }));

it('takes --data as the files of the only source, and leaves others to their names', () => {
  const places = dataPlaces(runsOf('local:a', 'local:a'), ['x', 'y'], []);
  expect(places('local:a')).toEqual(['x', 'y']);
  expect(dataPlaces(runsOf('builtin:glyphs'), [], [])('builtin:glyphs')).toEqual([]);
});

it('takes --data-for as the files of one of several', () => {
  const runs = runsOf('local:a', 'local:a=b', 'builtin:glyphs');
  const places = dataPlaces(runs, [], ['local:a=x', 'local:a=b=y', 'local:a=z']);
  expect(places('local:a')).toEqual(['x', 'z']);
  expect(places('local:a=b')).toEqual(['y']);
  expect(places('builtin:glyphs')).toEqual([]);
});

it('refuses what does not say whose files they are', () => {
  const runs = runsOf('local:a', 'local:b');
  expect(() => dataPlaces(runs, ['x'], [])).toThrow('as --data-for local:a=x');
  expect(() => dataPlaces(runs, [], ['local:c=x'])).toThrow('The sweep takes local:a, local:b');
});
