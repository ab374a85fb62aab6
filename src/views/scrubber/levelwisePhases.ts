/** What a level-wise run goes through, and where its classes moved, along the scrubber's track. */

import { movesByEpoch } from '../../analysis/groups/movedClasses.ts';
import type { RunPosition } from '../../analysis/progress/runPosition.ts';
import { hasHierarchy } from '../../spec/methods/methodFacts.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Epoch, Round } from '../../spec/units.ts';

export interface ScrubberPhase {
  readonly name: string;
  readonly left: number;
  readonly width: number;
  readonly begun: boolean;
}

export interface MoveMark {
  readonly round: Round;
  readonly epoch: Epoch;
  readonly x: number;
  /** Classes that moved in it and were not put back. */
  readonly count: number;
}

/** Flat, fixed, adapting: the phases that this run has, over the track's width. */
export function levelwisePhases(
  state: Pick<RunState, 'spec' | 'rounds'>,
  width: number,
): ScrubberPhase[] {
  const { method, training } = state.spec;
  if (!hasHierarchy(method)) return [];
  const { warmupEpochs } = method.hierarchy;
  const end = training.epochs;
  const adaptFrom = method.adapt === 'none' ? end : method.adaptFromEpoch - 1;
  const done = state.rounds[0]?.epochs.length ?? 0;
  const phases = [
    { name: 'Flat', from: 0, to: warmupEpochs },
    { name: 'Fixed', from: warmupEpochs, to: adaptFrom },
    {
      name: method.adapt === 'tree' ? 'Adapting the tree' : 'Adapting Ψ',
      from: adaptFrom,
      to: end,
    },
  ];
  return phases
    .filter(({ from, to }) => to > from)
    .map(({ name, from, to }) => ({
      name,
      left: (from / end) * width,
      width: ((to - from) / end) * width,
      begun: state.rounds.length > 0 && done >= from,
    }));
}

/** A mark at the end of each epoch in which classes moved. */
export function moveMarks(
  state: Pick<RunState, 'rounds'>,
  placeOf: (position: RunPosition) => number,
): MoveMark[] {
  return state.rounds.flatMap(({ round, levelwise }) =>
    [...movesByEpoch({ levelwise })].map(([epoch, count]) => ({
      round,
      epoch,
      x: placeOf({ round, epoch }),
      count,
    })),
  );
}

/** `, 3 classes moved`; nothing where none did. */
export function movesText({ rounds }: Pick<RunState, 'rounds'>, at: RunPosition): string {
  const levelwise = rounds[at.round - 1]?.levelwise ?? null;
  const count = movesByEpoch({ levelwise }).get(at.epoch);
  return count === undefined ? '' : `, ${count} ${count === 1 ? 'class' : 'classes'} moved`;
}
