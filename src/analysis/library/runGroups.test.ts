import { expect, test } from 'vitest';
import { sampleLibrary } from '../testing/sampleLibrary.ts';
import { libraryLines } from './libraryLines.ts';
import { runGroups } from './runGroups.ts';

const lines = libraryLines(sampleLibrary());

test('a group shares data set and network, and says in what its lines differ', () => {
  const groups = runGroups(lines, 'what differs');
  expect(
    groups.map(({ dataset, network, lines }) => [dataset?.name, network, lines.length]),
  ).toEqual([
    ['Glyphs', expect.objectContaining({ kind: 'mlp' }), 5],
    ['CIFAR-100', expect.objectContaining({ kind: 'cnn' }), 4],
    ['Shapes', expect.objectContaining({ kind: 'cnn' }), 2],
  ]);
  expect(groups[0].differing).toEqual(
    ['method.kind', 'method.rounds', 'method.mu', 'method.errors', 'method.update'].filter(
      (path) => path !== 'method.rounds',
    ),
  );
  expect(groups.map(({ devices }) => devices)).toEqual([
    ['webgpu'],
    ['webgpu', 'wasm'],
    ['webgpu'],
  ]);
  expect(groups[0].seedsDiffer).toBe(true);
});

test('groups by data set alone, and one group of all', () => {
  expect(runGroups(lines, 'data').map(({ network, lines }) => [network, lines.length])).toEqual([
    [null, 5],
    [null, 4],
    [null, 2],
  ]);
  const [all, ...more] = runGroups(lines, 'nothing');
  expect([all.lines.length, all.dataset, more]).toEqual([11, null, []]);
  expect(all.differing).toContain('network.kind');
});
