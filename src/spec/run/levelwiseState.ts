/** What a level-wise network has besides its weights, folded from the events that only it tells. */
import { assertNever } from '../../lib/assertNever.ts';
import { levelwisePartOf } from '../methods/methodFacts.ts';
import type { MethodSpec } from '../methods/methods.ts';
import type { LevelState, SparseAssignment } from './events/levelwiseEvents.ts';
import type { DatasetSummary } from './events/runEvents.ts';
import type { Append } from './listGrowth.ts';
import { LogOrderError } from './logOrderError.ts';
import type { EventOf } from './runEvent.ts';
import { type Unstamped, unstamped } from './unstamped.ts';

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

/** What a level-wise network has besides its weights: the run's one, or that of a round. */
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
  /** Where no class had moved for as long as the experiment asks; null while classes may move. */
  readonly adaptationEnded: Unstamped<'adaptation-ended'> | null;
  /** Ψ between classes as it stands; null where it is the identity. */
  readonly classAssignment: SparseAssignment | null;
  readonly topDown: Unstamped<'top-down-measured'> | null;
}

/** The hierarchy as it was built; pins named by the spec hold from the start. */
export function builtState(
  method: MethodSpec,
  dataset: DatasetSummary,
  built: HierarchyState,
): LevelwiseState {
  const names = levelwisePartOf(method)?.settings.pinned ?? [];
  const pinned = names.map((name) => dataset.classes.indexOf(name)).sort((a, b) => a - b);
  checkLevels(built.levels, built.levels, dataset.classes.length);
  const groupOf = built.levels.map((level) => level.groupOf);
  return {
    built,
    epochs: [],
    moves: [],
    pinned,
    groupOf,
    adaptationEnded: null,
    classAssignment: built.classAssignment,
    topDown: null,
  };
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

/** Ψ between classes has a row and a column a class. */
function checkClassAssignment(now: SparseAssignment, built: SparseAssignment | null): void {
  const count = built?.base.length ?? 0;
  const { base, groups, classes, counts, values } = now;
  const fits =
    base.length === count &&
    [...groups, ...classes].every((index) => index < count) &&
    [classes, counts, values].every(({ length }) => length === groups.length);
  if (!fits) throw new LogOrderError('The Ψ between classes that the log tells of does not fit');
}

/** An event of a mixture whose hierarchy is built. */
type LevelwiseEvent = EventOf<
  | 'levels-measured'
  | 'class-moved'
  | 'adaptation-ended'
  | 'class-assignment-measured'
  | 'class-pinned'
  | 'move-undone'
  | 'top-down-measured'
>;

/** The state after one more event of the mixture. @throws LogOrderError before the hierarchy. */
export function foldLevelwise(
  state: LevelwiseState | null,
  event: LevelwiseEvent,
  append: Append,
): LevelwiseState {
  if (state === null) {
    throw new LogOrderError(`${event.type} stands at ${event.seq} before hierarchy-built`);
  }
  switch (event.type) {
    case 'levels-measured': {
      const epoch = unstamped(event);
      const { levels } = state.built;
      checkLevels(epoch.levels, levels, levels[0]?.groupOf.length ?? 0);
      const groupOf = epoch.levels.map((level) => level.groupOf);
      return { ...state, epochs: append(state.epochs, epoch), groupOf };
    }
    case 'class-moved': {
      const move = { ...unstamped(event), seq: event.seq, undone: false };
      const groupOf = placed(state, event);
      return { ...state, moves: append(state.moves, move), groupOf };
    }
    case 'adaptation-ended':
      return { ...state, adaptationEnded: unstamped(event) };
    case 'class-assignment-measured': {
      checkClassAssignment(event.assignment, state.built.classAssignment);
      return { ...state, classAssignment: event.assignment };
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
