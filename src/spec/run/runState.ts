/**
 * RunState: what a prefix of a log says, folded by {@link reduceRun}. The live page, an imported
 * log, the scrubber and the command line's result all read this one state. It is never mutated:
 * states of earlier moments can be kept beside the newest at little cost.
 */
import { assertNever } from '../../lib/assertNever.ts';
import type { ExperimentSpec } from '../experimentSpec.ts';
import type { Round } from '../units.ts';
import type { DatasetSummary, DeviceInfo } from './events/runEvents.ts';
import { builtState, foldLevelwise, type LevelwiseState } from './levelwiseState.ts';
import { type Append, appendToCopy } from './listGrowth.ts';
import { LogOrderError } from './logOrderError.ts';
import type { EventOf, RunEvent } from './runEvent.ts';
import { type Unstamped, unstamped } from './unstamped.ts';

/** Of a run that nobody trains any more and that told no end, `interrupted`. */
export type RunPhase = 'training' | 'paused' | 'interrupted' | 'finished' | 'stopped' | 'failed';

/** Whether more is to come of a run. */
export function isStillOpen({ phase }: Pick<RunState, 'phase'>): boolean {
  return phase === 'training' || phase === 'paused';
}

/** Whether a run ended before all that it was to do. */
export function hasEndedEarly({ phase }: Pick<RunState, 'phase'>): boolean {
  return !isStillOpen({ phase }) && phase !== 'finished';
}

/** The state of a run that nobody trains any more. */
export function asLeft(state: RunState): RunState {
  return isStillOpen(state) ? { ...state, phase: 'interrupted' } : state;
}

/** One epoch of one network. */
export type EpochState = Unstamped<'epoch-finished'>;
/** What was measured after a round's last epoch. */
export type RoundOutcome = Unstamped<'round-finished'>;

/** What was measured of its network and of the vote, beyond errors. */
export type RoundMeasures = Unstamped<'round-measured'>;

/** One network: what it started with, its epochs so far, and its outcome once it is trained. */
export interface RoundState {
  /** From 1. */
  readonly round: number;
  readonly parameters: number;
  /** ϕ_t, sums to 1. */
  readonly classImportance: readonly number[];
  readonly epochs: readonly EpochState[];
  readonly outcome: RoundOutcome | null;
  /** Null until it is trained, and in logs of older versions. */
  readonly measures: RoundMeasures | null;
  /** What the classes weighed after each epoch; empty where they always weigh the same. */
  readonly classWeights: readonly Unstamped<'classes-weighed'>[];
  /** What became of the weights of single images; null before, and for methods without any. */
  readonly imageWeights: Unstamped<'images-weighed'> | null;
  /** Null before its hierarchy is built, and for flat networks. */
  readonly levelwise: LevelwiseState | null;
  /** Where the classes lay in its features, at the moments it was measured. */
  readonly geometry: readonly GeometryState[];
}

/** Where training stands within the epoch under way. */
export type ProgressState = Unstamped<'progress'>;

export type GeometryState = Unstamped<'class-geometry'>;

/** A run that was cut off, by whatever it was, and went on from its checkpoint. */
export interface CutOff {
  /** The epoch after which it went on. */
  readonly round: Round;
  readonly epoch: number;
  readonly device: DeviceInfo['kind'];
  readonly onOtherDevice: boolean;
}

/** Networks trained together, each by itself, after one epoch. */
export type MembersState = Unstamped<'members-measured'>;

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
  /** Validation images that the data set's files bring; null where they bring none. */
  readonly broughtValidation: Unstamped<'validation-brought'> | null;
  /** The tree over classes from a file, coarsest level first; null without one. */
  readonly classTree: Unstamped<'class-tree'>['levels'] | null;
  /** Of the round begun last: null before its hierarchy is built, and for flat networks. */
  readonly levelwise: LevelwiseState | null;
  /** Where the classes lay in the features of that round's network, at the moments it was measured. */
  readonly geometry: readonly GeometryState[];
  /** Networks trained together, each by itself, epoch by epoch; empty for other methods. */
  readonly members: readonly MembersState[];
  /** SHA-256 of their files once they are trained, where they are kept. */
  readonly memberNetworks: readonly string[];
  /** Where the run was cut off and went on from a checkpoint, in order. */
  readonly resumptions: readonly CutOff[];
  /** Milliseconds spent paused so far, pauses that have ended only. */
  readonly pausedFor: number;
  /** When the pause under way began; null while not paused. */
  readonly pausedAt: number | null;
  readonly end: Unstamped<'run-finished'> | null;
  readonly failure: Unstamped<'run-failed'> | null;
}

/**
 * The state after one more event. The first event must be `run-started`.
 * @param append how lists grow; pure unless it is said otherwise.
 * @throws LogOrderError when the event cannot follow `state`.
 */
export function reduceRun(
  state: RunState | null,
  event: RunEvent,
  append: Append = appendToCopy,
): RunState {
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
  if (!isStillOpen(state) && event.type !== 'run-restored') {
    throw new LogOrderError(`Event ${event.seq}, ${event.type}, stands after the run’s end`);
  }
  return { ...fold(state, event, append), seq: event.seq, updatedAt: event.at };
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
    broughtValidation: null,
    classTree: null,
    levelwise: null,
    geometry: [],
    members: [],
    memberNetworks: [],
    resumptions: [],
    pausedFor: 0,
    pausedAt: null,
    end: null,
    failure: null,
  };
}

function fold(state: RunState, event: RunEvent, append: Append): RunState {
  switch (event.type) {
    case 'run-started':
      throw new LogOrderError(`run-started stands again at ${event.seq}: these are two logs`);
    case 'validation-brought':
      return { ...state, broughtValidation: unstamped(event) };
    case 'class-tree':
      return { ...state, classTree: toldTree(state.dataset.classes.length, event) };
    case 'round-started':
      return withRound(state, event);
    case 'progress':
      return { ...state, progress: unstamped(event), preparing: null };
    case 'device-preparing':
      return { ...state, preparing: unstamped(event) };
    case 'device-note':
      return { ...state, deviceNotes: [...new Set([...state.deviceNotes, event.note])] };
    case 'epoch-finished':
      return {
        ...changeRound(state, event, (round) => withEpoch(round, event, append)),
        progress: null,
        preparing: null,
      };
    case 'round-finished':
      return changeRound(state, event, (round) => ({ ...round, outcome: unstamped(event) }));
    case 'round-measured':
      return changeRound(state, event, (round) => ({ ...round, measures: unstamped(event) }));
    case 'images-weighed':
      return changeRound(state, event, (round) => ({ ...round, imageWeights: unstamped(event) }));
    case 'classes-weighed':
      return changeRound(state, event, (round) => ({
        ...round,
        classWeights: append(round.classWeights, unstamped(event)),
      }));
    case 'run-paused':
      return { ...state, phase: 'paused', pausedAt: event.at };
    case 'run-resumed':
      return {
        ...state,
        phase: 'training',
        pausedFor: state.pausedFor + Math.max(0, event.at - (state.pausedAt ?? event.at)),
        pausedAt: null,
      };
    case 'run-restored':
      return restored(state, event);
    case 'run-finished':
      return { ...state, phase: 'finished', end: unstamped(event) };
    case 'run-stopped':
      return { ...state, phase: 'stopped' };
    case 'run-failed':
      return { ...state, phase: 'failed', failure: unstamped(event) };
    case 'class-geometry':
      return inRound(state, { geometry: append(state.geometry, unstamped(event)) });
    case 'members-measured':
      return { ...state, members: append(state.members, unstamped(event)) };
    case 'members-kept':
      return { ...state, memberNetworks: event.networkHashes };
    case 'hierarchy-built':
      return inRound(state, {
        levelwise: builtState(state.spec.method, state.dataset, unstamped(event)),
      });
    case 'levels-measured':
    case 'class-moved':
    case 'class-pinned':
    case 'move-undone':
    case 'class-assignment-measured':
    case 'adaptation-ended':
    case 'top-down-measured':
      return inRound(state, { levelwise: foldLevelwise(state.levelwise, event, append) });
    default:
      return assertNever(event, 'event');
  }
}

/** Views index by what a log says of groups, so every one named must exist. */
function toldTree(classCount: number, { levels }: EventOf<'class-tree'>): RunState['classTree'] {
  const fits = levels.every(
    ({ groupCount, names, groupOf }) =>
      names.length === groupCount &&
      groupOf.length === classCount &&
      groupOf.every((group) => group < groupCount),
  );
  if (!fits) throw new LogOrderError('The tree that the log tells of does not fit its classes');
  return levels;
}

function withRound(state: RunState, event: EventOf<'round-started'>): RunState {
  if (event.round !== state.rounds.length + 1) {
    throw new LogOrderError(`Round ${event.round} cannot follow round ${state.rounds.length}`);
  }
  const { round, parameters, classImportance } = event;
  const started: RoundState = {
    round,
    parameters,
    classImportance,
    epochs: [],
    outcome: null,
    measures: null,
    classWeights: [],
    imageWeights: null,
    levelwise: null,
    geometry: [],
  };
  const rounds = [...state.rounds, started];
  return { ...state, rounds, progress: null, levelwise: null, geometry: [] };
}

/** What belongs to the round begun last, whose events do not name it. */
function inRound(
  state: RunState,
  change: Partial<Pick<RoundState, 'levelwise' | 'geometry'>>,
): RunState {
  const last = state.rounds.at(-1);
  if (last === undefined) return { ...state, ...change };
  return { ...state, ...change, rounds: state.rounds.with(-1, { ...last, ...change }) };
}

type RoundEvent = EventOf<
  'epoch-finished' | 'classes-weighed' | 'images-weighed' | 'round-finished' | 'round-measured'
>;

function changeRound<Event extends RoundEvent>(
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

function withEpoch(
  round: RoundState,
  event: EventOf<'epoch-finished'>,
  append: Append,
): RoundState {
  if (event.epoch !== round.epochs.length + 1) {
    throw new LogOrderError(`Epoch ${event.epoch} cannot follow epoch ${round.epochs.length}`);
  }
  return { ...round, epochs: append(round.epochs, unstamped(event)) };
}

function resumptionOf(
  { rounds }: Pick<RunState, 'rounds'>,
  device: DeviceInfo,
  onOtherDevice: boolean,
): CutOff {
  const last = rounds.at(-1);
  return {
    round: last?.round ?? 1,
    epoch: last?.epochs.length ?? 0,
    device: device.kind,
    onOtherDevice,
  };
}

/** The time in which nothing trained counts as a pause. */
function restored(
  state: RunState,
  { at, device, onOtherDevice }: EventOf<'run-restored'>,
): RunState {
  const idleSince = state.pausedAt ?? state.updatedAt;
  return {
    ...state,
    phase: 'training',
    device,
    resumptions: [...state.resumptions, resumptionOf(state, device, onOtherDevice)],
    pausedFor: state.pausedFor + Math.max(0, at - idleSince),
    pausedAt: null,
    end: null,
    failure: null,
  };
}
