/** The moments of made-up runs that the gallery can show, by the names they have in its address. */
import type { RunPosition } from '../../analysis/progress/runPosition.ts';
import {
  finishedState,
  followedBy,
  type SampleRunOptions,
  sampleLog,
  sampleState,
  stateAt,
} from '../../analysis/testing/sampleRun.ts';
import type { RoundOutcome, RunState } from '../../spec/run/runState.ts';

/** A moment to look at: what is shown, and how far the run itself has come. */
export interface Scene {
  readonly state: RunState;
  readonly newest: RunState;
  readonly position: RunPosition | null;
}

const glyphs: SampleRunOptions = { data: 'glyphs' };
const progress = {
  type: 'progress',
  round: 1,
  epoch: 1,
  step: 40,
  trainLoss: null,
  imagesPerSecond: 3400,
} as const;

const objective = { kind: 'class-difficulty-balanced', tau: 1.5 } as const;

const live = (state: RunState): Scene => ({ state, newest: state, position: null });

/** A round whose errors are too large for μ. */
const saturated = {
  gamma: 1 - 1e-6,
  gammaClamped: true,
  voteWeight: 1e-6,
  weightedError: 0.91,
  importanceNext: Array<number>(62).fill(1 / 62),
};

/** A network that is no better than chance. */
const guessing = { topErrors: { test: { '1': 61 / 62 } } };

/** The state with another outcome of its first round; a round that has begun stands alone after it. */
function withOutcome(state: RunState, change: Partial<RoundOutcome>): RunState {
  const [first, ...later] = state.rounds;
  const outcome = first.outcome && { ...first.outcome, ...change };
  const next = change.importanceNext ?? null;
  const rounds = later.map((round) => ({
    ...round,
    classImportance: next ?? round.classImportance,
  }));
  return { ...state, rounds: [{ ...first, outcome }, ...rounds] };
}

const scenes = {
  waiting: () => live(followedBy(sampleState(glyphs, 1, 0), progress)),
  first: () => live(sampleState(glyphs, 1, 9)),
  mid: () => live(sampleState(glyphs, 3, 14)),
  finished: () => live(finishedState(glyphs)),
  paused: () => live(followedBy(sampleState(glyphs, 2, 7), { type: 'run-paused' })),
  back: () => {
    const log = sampleLog(glyphs);
    const position = { round: 2, epoch: 7 };
    return { state: stateAt(log, 2, 7), newest: stateAt(log, 4, 5), position };
  },
  mnist: () => live(sampleState({ data: 'mnist', rounds: 3, epochs: 10 }, 2, 6)),
  averaging: () => live(sampleState({ data: 'mnist', method: 'averaging', epochs: 12 }, 3, 5)),
  saturated: () => live(withOutcome(sampleState(glyphs, 2, 0), saturated)),
  chance: () => live(withOutcome(sampleState(glyphs, 2, 3), guessing)),
  worst: () =>
    live(sampleState({ data: 'mnist', method: 'worst-class-boosting', epochs: 6 }, 3, 4)),
  snapshots: () => live(sampleState({ data: 'mnist', method: 'snapshot', epochs: 6 }, 3, 4)),
  weights: () => live(finishedState({ data: 'mnist', method: 'weight-averaging', epochs: 12 })),
  boosting: () => live(sampleState({ data: 'mnist', method: 'deep-boosting', epochs: 12 }, 3, 5)),
  joint: () =>
    live(finishedState({ data: 'glyphs', method: 'joint-mixture', rounds: 3, epochs: 44 })),
  jointWaiting: () =>
    live(sampleState({ data: 'glyphs', method: 'joint-mixture', rounds: 3, epochs: 44 }, 1, 0)),
  weighed: () => live(sampleState({ data: 'mnist', objective, epochs: 12 }, 1, 9)),
  single: () => live(finishedState({ data: 'mnist', method: 'single', epochs: 12 })),
  many: () => live(sampleState({ data: 'many', classes: 1000, rounds: 6, epochs: 8 }, 4, 5)),
  rounds: () => live(sampleState({ data: 'glyphs', rounds: 64, epochs: 4 }, 40, 2)),
} as const satisfies Record<string, () => Scene>;

/** The scene of a name; the middle of a run for names there are none of. */
export function sceneOf(name: string): Scene {
  return name in scenes ? scenes[name as keyof typeof scenes]() : scenes.mid();
}
