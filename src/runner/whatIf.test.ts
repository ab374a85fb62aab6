/**
 * What is told without retraining, held against recorded experiments: at a run's own values it is what
 * the run's log says, to the last bit.
 */
import { afterAll, describe, expect, it } from 'vitest';
import {
  benchOutputs,
  benchSplits,
  canBeVotedAgain,
  rankingAccuracy,
} from '../analysis/whatIf/benchOutputs.ts';
import { benchReading } from '../analysis/whatIf/benchReading.ts';
import { asTrained, benchMembers, countedWeights } from '../analysis/whatIf/benchVotes.ts';
import { bestVotes } from '../analysis/whatIf/bestVotes.ts';
import { ownChoice, recordedErrors, whatIfRounds } from '../analysis/whatIf/whatIfRounds.ts';
import type { SplitOutputs } from '../methods/context.ts';
import { networkCountOf, roundsOf, traitsOf } from '../spec/methods/methodFacts.ts';
import type { RunState } from '../spec/run/runState.ts';
import { foldRun } from '../spec/testing/foldRun.ts';
import { RecordingEngines } from './testing/recordedRuns.ts';
import { recordedSpecs } from './testing/recordedSpecs.ts';

const engines = new RecordingEngines();
afterAll(() => engines.dispose());

const voting = recordedSpecs.filter(
  ({ method, device }) =>
    device === 'wasm' && traitsOf(method).votes !== 'none' && roundsOf(method) > 1,
);

interface Trained {
  readonly state: RunState;
  readonly outputs: readonly SplitOutputs[];
}

async function trained(spec: (typeof voting)[number]): Promise<Trained> {
  const outputs: SplitOutputs[] = [];
  const events = await engines.eventsOf(spec, { onOutputs: (_, ofRound) => outputs.push(ofRound) });
  const state = foldRun(events);
  if (state === null) throw new Error('The log is empty');
  return { state, outputs };
}

function benchOf({ state, outputs }: Trained) {
  return benchOutputs(
    state,
    benchSplits(state).map((split) => ({
      split,
      labels: outputs[0][split]?.labels ?? new Int32Array(),
      members: outputs.flatMap((ofRound) => ofRound[split]?.probabilities ?? []),
    })),
  );
}

function checkBench(run: Trained): void {
  const { state } = run;
  const { measured, classCount, validation } = benchOf(run);
  const last = state.rounds.findLast(({ outcome }) => outcome !== null);
  const members = benchMembers(state, asTrained);
  const weights = countedWeights(members);
  const reading = benchReading(measured, weights, classCount, rankingAccuracy(state));
  const ensemble = last?.measures?.ensemble;
  expect(reading.error).toBe(last?.outcome?.ensemble.topErrors[measured.split]?.['1']);
  expect(reading.classAccuracy).toEqual(last?.outcome?.ensemble.classAccuracy[measured.split]);
  expect(reading.hardestFifth).toBe(ensemble?.hardestFifth);
  expect(reading.easierHalf).toBe(ensemble?.easierHalf);
  expect(reading.worstClass?.accuracy).toBe(ensemble?.worstClass);
  expect(reading.worstClass?.index).toBe(ensemble?.worstClassIndex);
  expect(reading.ece).toBe(ensemble?.calibration.ece);
  if (measured.split === 'test') {
    expect([...reading.predicted]).toEqual(last?.outcome?.predictions.ensemble);
  }
  checkAlone(run, members.length);
  const searched = validation ?? measured;
  const search = bestVotes(
    searched,
    weights,
    members.map(() => true),
    classCount,
  );
  let step = search.next();
  while (!step.done) step = search.next();
  expect(step.value.errors).toBeLessThanOrEqual(step.value.errorsAsTrained);
  expect(step.value.errorsAsTrained / searched.labels.length).toBe(
    last?.outcome?.ensemble.topErrors[searched.split]?.['1'],
  );
}

/** A network by itself on the bench errs as its log says. */
function checkAlone(run: Trained, count: number): void {
  const { measured, classCount } = benchOf(run);
  for (const { round, outcome } of run.state.rounds) {
    const alone = Array.from({ length: count }, (_, index) => (index === round - 1 ? 1 : 0));
    const { error } = benchReading(measured, alone, classCount, []);
    expect(error).toBe(outcome?.topErrors[measured.split]?.['1']);
  }
}

function checkWhatIf(state: RunState): void {
  const own = ownChoice(state);
  if (own === null) return;
  const rounds = whatIfRounds(recordedErrors(state), own);
  expect(rounds).toHaveLength(state.rounds.length);
  for (const [index, round] of rounds.entries()) {
    const { weightedError, gamma, gammaClamped, voteWeight, importanceNext, alwaysHard, bound } =
      state.rounds[index].outcome ?? {};
    expect(round).toMatchObject({ weightedError, gamma, gammaClamped, voteWeight, bound });
    expect(round.importanceNext).toEqual(importanceNext);
    expect(round.alwaysHard).toEqual(alwaysHard);
  }
}

describe('without retraining', () => {
  it.each(voting.map((spec) => [spec.name, spec] as const))(
    'at the run’s own values it is the log: %s',
    async (_, spec) => {
      const run = await trained(spec);
      expect(canBeVotedAgain(run.state)).toBe(networkCountOf(spec.method) > 1);
      expect(run.outputs).toHaveLength(run.state.rounds.length);
      checkWhatIf(run.state);
      checkBench(run);
    },
    60_000,
  );

  it('every method that votes is among them', () => {
    const kinds = new Set(voting.map(({ method }) => method.kind));
    expect([...kinds].sort()).toEqual(
      ['averaging', 'complementary', 'deep-boosting', 'snapshot', 'worst-class-boosting'].sort(),
    );
    expect(voting.filter((spec) => 'members' in spec.method && spec.method.members)).not.toEqual(
      [],
    );
  });
});
