import { expect, test } from 'vitest';
import { levelwiseState } from '../../analysis/testing/sampleLevelwise.ts';
import { sampleState } from '../../analysis/testing/sampleRun.ts';
import { levelwisePhases, moveMarks, movesText } from './levelwisePhases.ts';

test('the phases of a run that adapts its tree fill the track', () => {
  const state = levelwiseState({ epochs: 10, until: 4 });
  expect(levelwisePhases(state, 400)).toEqual([
    { name: 'Flat', left: 0, width: 120, begun: true },
    { name: 'Fixed', left: 120, width: 40, begun: true },
    { name: 'Adapting the tree', left: 160, width: 240, begun: true },
  ]);
});

test('a tree that stays has no phase of adapting, and other methods have none', () => {
  const fixed = levelwiseState({ epochs: 10, until: 2, adapt: 'none' });
  expect(levelwisePhases(fixed, 400).map(({ name, begun }) => [name, begun])).toEqual([
    ['Flat', true],
    ['Fixed', false],
  ]);
  expect(levelwisePhases(sampleState({ data: 'mnist' }, 1, 1), 400)).toEqual([]);
});

test('a leaf stands at every epoch in which classes moved and stayed', () => {
  const state = levelwiseState({ epochs: 20 });
  const [first] = state.levelwise?.moves ?? [];
  const placeOf = ({ epoch }: { readonly epoch: number }) => (epoch / 20) * 400;
  const marks = moveMarks(state, placeOf);
  expect(marks[0]).toMatchObject({ epoch: first.epoch, x: (first.epoch / 20) * 400 });
  expect(movesText(state, { round: 1, epoch: first.epoch })).toMatch(/^, \d+ class(es)? moved$/);
  expect(movesText(state, { round: 1, epoch: 1 })).toBe('');
  const moves = state.levelwise?.moves.map((move) => ({ ...move, undone: true })) ?? [];
  const levelwise = state.levelwise && { ...state.levelwise, moves };
  const undone = { rounds: state.rounds.map((round) => ({ ...round, levelwise })) };
  expect(moveMarks(undone, placeOf)).toEqual([]);
});
