/**
 * RunState: what a prefix of a log says, folded by {@link reduceRun}. The live page, an imported
 * log, the scrubber and the command line's result all read this one state. It is never mutated:
 * states of earlier moments can be kept beside the newest at little cost.
 */

import { assertNever } from '../../lib/assertNever.ts';
import type { ExperimentSpec } from '../experimentSpec.ts';
import { hasHierarchy } from '../methods/methodFacts.ts';
import type { DatasetSummary, DeviceInfo, EventOf, LevelState, RunEvent } from './runEvent.ts';

export type RunPhase = 'training' | 'paused' | 'finished' | 'stopped' | 'failed';

type Unstamped<Type extends RunEvent['type']> = Omit<
  EventOf<Type>,
  'runId' | 'seq' | 'at' | 'type'
>;

/** One epoch of one network. */
export type EpochState = Unstamped<'epoch-finished'>;
/** What was measured after a round's last epoch. */
export type RoundOutcome = Unstamped<'round-finished'>;

/** One network: what it started with, its epochs so far, and its outcome once it is trained. */
export interface RoundState {
  /** From 1. */
  readonly round: number;
  readonly parameters: number;
  /** ϕ_t, sums to 1. */
  readonly classImportance: readonly number[];
  readonly epochs: readonly EpochState[];
  readonly outcome: RoundOutcome | null;
}

/** Where training stands within the epoch under way. */
export type ProgressState = Unstamped<'progress'>;

export type HierarchyState = Unstamped<'hierarchy-built'>;
/** The mixture at the end of an epoch. */
export type LevelsState = Unstamped<'levels-measured'>;
export type ClassMove = Unstamped<'class-moved'>;

/** A move, and whether a person has taken it back since. */
export interface MoveState extends ClassMove {
  /** Number of its event. */
  readonly seq: number;
  readonly undone: boolean;
}

/** What a level-wise run has besides its network. */
export interface LevelwiseState {
  /** The tree before adaptation. */
  readonly built: HierarchyState;
  /** One for each epoch since. */
  readonly epochs: readonly LevelsState[];
  readonly moves: readonly MoveState[];
  /** Classes that are not moved now, in increasing order. */
  readonly pinned: readonly number[];
  /** The group of each class at each level above the classes, undone moves taken into account. */
  readonly groupOf: readonly (readonly number[])[];
  readonly topDown: Unstamped<'top-down-measured'> | null;
}

export type GeometryState = Unstamped<'class-geometry'>;

export interface RunState {
  readonly phase: RunPhase;
  readonly runId: string;
  /** Number of the last event folded in. */
  readonly seq: number;
  readonly startedAt: number;
  /** When the last event happened, in milliseconds since 1970. */
  readonly updatedAt: number;
  readonly espalier: string;
  readonly spec: ExperimentSpec;
  readonly specHash: string;
  readonly dataset: DatasetSummary;
  readonly device: DeviceInfo;
  readonly stepsPerEpoch: number;
  readonly rounds: readonly RoundState[];
  readonly progress: ProgressState | null;
  /** How far the device is with getting ready; null while it trains. */
  readonly preparing: Unstamped<'device-preparing'> | null;
  /** What the device said of how it runs, each once. */
  readonly deviceNotes: readonly string[];
  /** Null before the hierarchy is built, and for other methods. */
  readonly levelwise: LevelwiseState | null;
  /** Where the classes lay in feature space, at the moments it was measured. */
  readonly geometry: readonly GeometryState[];
  /** Milliseconds spent paused so far, pauses that have ended only. */
  readonly pausedFor: number;
  /** When the pause under way began; null while not paused. */
  readonly pausedAt: number | null;
  readonly end: Unstamped<'run-finished'> | null;
  readonly failure: Unstamped<'run-failed'> | null;
}

/** A log that cannot be folded: an event that cannot follow the ones before it. */
export class LogOrderError extends Error {
  override readonly name = 'LogOrderError';
}

/**
 * The state after one more event (pure). The first event must be `run-started`.
 * @throws LogOrderError when the event cannot follow `state`.
 */
export function reduceRun(state: RunState | null, event: RunEvent): RunState {
  if (state === null) {
    if (event.type === 'run-started' && event.seq === 0) return startedState(event);
    throw new LogOrderError(
      `A log begins with run-started, number 0, not ${event.type} ${event.seq}`,
    );
  }
  if (event.seq !== state.seq + 1) {
    throw new LogOrderError(
      `Event ${event.seq} cannot follow event ${state.seq}: a line is missing`,
    );
  }
  if (event.runId !== state.runId) {
    throw new LogOrderError(`Event ${event.seq} belongs to another run, ${event.runId}`);
  }
  return { ...fold(state, event), seq: event.seq, updatedAt: event.at };
}

/** The state after a whole log, or null for an empty one. */
export function foldRun(events: Iterable<RunEvent>): RunState | null {
  let state: RunState | null = null;
  for (const event of events) state = reduceRun(state, event);
  return state;
}

function startedState(event: EventOf<'run-started'>): RunState {
  const { type: _type, seq, at, ...facts } = event;
  return {
    ...facts,
    phase: 'training',
    seq,
    startedAt: at,
    updatedAt: at,
    rounds: [],
    progress: null,
    preparing: null,
    deviceNotes: [],
    levelwise: null,
    geometry: [],
    pausedFor: 0,
    pausedAt: null,
    end: null,
    failure: null,
  };
}

function fold(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case 'run-started':
      throw new LogOrderError(`run-started stands again at ${event.seq}: these are two logs`);
    case 'round-started':
      return withRound(state, event);
    case 'progress':
      return { ...state, progress: unstamped(event), preparing: null };
    case 'device-preparing':
      return { ...state, preparing: unstamped(event) };
    case 'device-note':
      return { ...state, deviceNotes: [...new Set([...state.deviceNotes, event.note])] };
    case 'epoch-finished':
      return { ...changeRound(state, event, addEpoch), progress: null, preparing: null };
    case 'round-finished':
      return changeRound(state, event, (round) => ({ ...round, outcome: unstamped(event) }));
    case 'run-paused':
      return { ...state, phase: 'paused', pausedAt: event.at };
    case 'run-resumed':
      return {
        ...state,
        phase: 'training',
        pausedFor: state.pausedFor + (event.at - (state.pausedAt ?? event.at)),
        pausedAt: null,
      };
    case 'run-finished':
      return { ...state, phase: 'finished', end: unstamped(event) };
    case 'run-stopped':
      return { ...state, phase: 'stopped' };
    case 'run-failed':
      return { ...state, phase: 'failed', failure: unstamped(event) };
    case 'class-geometry':
      return { ...state, geometry: [...state.geometry, unstamped(event)] };
    case 'hierarchy-built':
      return { ...state, levelwise: builtState(state, unstamped(event)) };
    case 'levels-measured':
    case 'class-moved':
    case 'class-pinned':
    case 'move-undone':
    case 'top-down-measured':
      return { ...state, levelwise: foldLevelwise(state.levelwise, event) };
    default:
      return assertNever(event, 'event');
  }
}

/** Pins named by the spec hold from the start. */
function builtState({ spec, dataset }: RunState, built: HierarchyState): LevelwiseState {
  const names = hasHierarchy(spec.method) ? spec.method.pinned : [];
  const pinned = names.map((name) => dataset.classes.indexOf(name)).sort((a, b) => a - b);
  checkLevels(built.levels, built.levels, dataset.classes.length);
  const groupOf = built.levels.map((level) => level.groupOf);
  return { built, epochs: [], moves: [], pinned, groupOf, topDown: null };
}

/** Views index by what a log says of levels, so every group and class named must exist. */
function checkLevels(
  levels: readonly LevelState[],
  built: HierarchyState['levels'],
  classCount: number,
): void {
  const fits = levels.every(({ groupOf, assignment }, level) => {
    const groupCount = built[level]?.groupCount ?? 0;
    return (
      groupOf.length === classCount &&
      groupOf.every((group) => group < groupCount) &&
      assignment.base.length === groupCount &&
      assignment.groups.every((group) => group < groupCount) &&
      assignment.classes.every((index) => index < classCount) &&
      assignment.classes.length === assignment.groups.length &&
      assignment.counts.length === assignment.groups.length &&
      assignment.values.length === assignment.groups.length
    );
  });
  if (levels.length === built.length && fits) return;
  throw new LogOrderError('The levels that the log tells of do not fit its classes');
}

type LevelwiseEvent = EventOf<
  'levels-measured' | 'class-moved' | 'class-pinned' | 'move-undone' | 'top-down-measured'
>;

function foldLevelwise(state: LevelwiseState | null, event: LevelwiseEvent): LevelwiseState {
  if (state === null) {
    throw new LogOrderError(`${event.type} stands at ${event.seq} before hierarchy-built`);
  }
  switch (event.type) {
    case 'levels-measured': {
      const epoch = unstamped(event);
      const { levels } = state.built;
      checkLevels(epoch.levels, levels, levels[0]?.groupOf.length ?? 0);
      const groupOf = epoch.levels.map((level) => level.groupOf);
      return { ...state, epochs: [...state.epochs, epoch], groupOf };
    }
    case 'class-moved': {
      const move = { ...unstamped(event), seq: event.seq, undone: false };
      return { ...state, moves: [...state.moves, move], groupOf: placed(state, event) };
    }
    case 'class-pinned':
      return { ...state, pinned: pinnedNow(state, event.class, event.pinned) };
    case 'move-undone':
      return {
        ...state,
        moves: state.moves.map((move) =>
          isTakenBack(move, event) ? { ...move, undone: true } : move,
        ),
        pinned: pinnedNow(state, event.class, true),
        groupOf: placed(state, event),
      };
    case 'top-down-measured':
      return { ...state, topDown: unstamped(event) };
    default:
      return assertNever(event, 'event');
  }
}

/** Undoing goes from where the class is back to where it came from. */
function isTakenBack(move: MoveState, undone: EventOf<'move-undone'>): boolean {
  return (
    !move.undone &&
    move.class === undone.class &&
    move.level === undone.level &&
    move.to === undone.from &&
    move.from === undone.to
  );
}

function placed(
  { groupOf }: LevelwiseState,
  event: { readonly level: number; readonly class: number; readonly to: number },
): LevelwiseState['groupOf'] {
  const level = groupOf[event.level];
  if (level?.[event.class] === undefined) {
    throw new LogOrderError(`Class ${event.class} has no group at level ${event.level}`);
  }
  return groupOf.with(event.level, level.with(event.class, event.to));
}

function pinnedNow({ pinned }: LevelwiseState, index: number, isPinned: boolean): number[] {
  const others = pinned.filter((other) => other !== index);
  return isPinned ? [...others, index].sort((a, b) => a - b) : others;
}

function withRound(state: RunState, event: EventOf<'round-started'>): RunState {
  if (event.round !== state.rounds.length + 1) {
    throw new LogOrderError(`Round ${event.round} cannot follow round ${state.rounds.length}`);
  }
  const { round, parameters, classImportance } = event;
  const started: RoundState = { round, parameters, classImportance, epochs: [], outcome: null };
  return { ...state, rounds: [...state.rounds, started], progress: null };
}

function changeRound<Event extends EventOf<'epoch-finished' | 'round-finished'>>(
  state: RunState,
  event: Event,
  change: (round: RoundState, event: Event) => RoundState,
): RunState {
  const index = event.round - 1;
  if (index !== state.rounds.length - 1) {
    throw new LogOrderError(`${event.type} of round ${event.round}, which is not under way`);
  }
  return { ...state, rounds: state.rounds.with(index, change(state.rounds[index], event)) };
}

function addEpoch(round: RoundState, event: EventOf<'epoch-finished'>): RoundState {
  return { ...round, epochs: [...round.epochs, unstamped(event)] };
}

function unstamped<Type extends RunEvent['type']>(event: EventOf<Type>): Unstamped<Type> {
  const { runId: _run, seq: _seq, at: _at, type: _type, ...body } = event as RunEvent;
  return body as unknown as Unstamped<Type>;
}
