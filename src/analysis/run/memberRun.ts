/**
 * A round of an ensemble whose members are level-wise, as a level-wise run of its own: it has the same
 * settings, one network, its tree, and so every view of such runs can draw it.
 */
import { type ExperimentSpec, isGivenRound, networkOfRound } from '../../spec/experimentSpec.ts';
import { membersPath } from '../../spec/methods/levelwise/members.ts';
import { levelwisePartOf, roundsOf } from '../../spec/methods/methodFacts.ts';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';

/** Whether the networks of a run's rounds each have a tree of their own. */
export function hasMemberTrees({ spec }: Pick<RunState, 'spec'>): boolean {
  return levelwisePartOf(spec.method)?.path === membersPath;
}

/** The rounds that have trees or will have them; none where members are flat. A given network has none. */
export function treeRounds({ spec }: Pick<RunState, 'spec'>): Round[] {
  if (!hasMemberTrees({ spec })) return [];
  const rounds = Array.from({ length: roundsOf(spec.method) }, (_, index) => index + 1);
  return rounds.filter((round) => !isGivenRound(spec, round));
}

/** The round as a run; before it has begun, as it would begin. Null where members are flat. */
export function memberRun(state: RunState, round: Round): RunState | null {
  const spec = memberSpec(state.spec, round);
  if (spec === null) return null;
  const own = state.rounds.find((one) => one.round === round);
  const isOver = own !== undefined && own.outcome !== null;
  return {
    ...state,
    runId: `${state.runId}, round ${round}`,
    spec,
    phase: isOver ? 'finished' : state.phase,
    rounds: own === undefined ? [] : [asFirst(own)],
    progress: state.progress?.round === round ? { ...state.progress, round: 1 } : null,
    preparing: round === state.rounds.length ? state.preparing : null,
    levelwise: own?.levelwise ?? null,
    geometry: own?.geometry ?? [],
  };
}

const without = new WeakMap<RunState, RunState>();

/**
 * The run as one that votes, without the tree of its last round: what is drawn of one tree, such as
 * how strongly its groups hold their classes, says nothing of a vote over several.
 */
export function asVote(state: RunState): RunState {
  if (!hasMemberTrees(state)) return state;
  const made = without.get(state) ?? { ...state, levelwise: null, geometry: [] };
  without.set(state, made);
  return made;
}

const known = new WeakMap<ExperimentSpec, Map<Round, ExperimentSpec>>();

/** Views keep what follows from an experiment: the same round has the same one. */
function memberSpec(spec: ExperimentSpec, round: Round): ExperimentSpec | null {
  const part = levelwisePartOf(spec.method);
  if (part?.path !== membersPath) return null;
  const ofRounds = known.get(spec) ?? new Map<Round, ExperimentSpec>();
  known.set(spec, ofRounds);
  const made = ofRounds.get(round) ?? {
    ...spec,
    network: networkOfRound(spec, round),
    method: part.settings,
  };
  ofRounds.set(round, made);
  return made;
}

function asFirst(round: RoundState): RoundState {
  const { outcome, measures } = round;
  return {
    ...round,
    round: 1,
    epochs: round.epochs.map((epoch) => ({ ...epoch, round: 1 })),
    outcome: outcome && { ...outcome, round: 1 },
    measures: measures && { ...measures, round: 1 },
  };
}
