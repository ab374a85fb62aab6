import { expect, it } from 'vitest';
import { isForMinutes, presetGroups } from './presetGroups.ts';
import { presets } from './presets.ts';

it('puts every preset under its table, and each table once', () => {
  const groups = presetGroups(presets);
  expect(groups.map(({ name }) => name)).toEqual([
    'Our own',
    'Table 1',
    'Table 2',
    'For comparison',
    'Tables I and IV, on any data',
    'Table I',
    'Table IV',
  ]);
  const ids = groups.flatMap(({ members }) => members.map(({ id }) => id));
  expect(ids.sort()).toEqual(presets.map(({ id }) => id).sort());
  for (const { paper, members } of groups) {
    for (const member of members) expect(member.paper).toBe(paper);
  }
});

it('tells those that run in minutes from those at length', () => {
  const atLength = presets.filter((preset) => !isForMinutes(preset));
  expect(presets.length - atLength.length).toBeGreaterThan(20);
  expect(atLength.length).toBeGreaterThan(20);
  for (const { spec } of atLength) expect(spec.training.epochs).toBeGreaterThanOrEqual(90);
});
