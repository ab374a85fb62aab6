import { expect, it } from 'vitest';
import { wholeResult } from '../run/wholeResult.ts';
import { levelwiseState } from '../testing/sampleLevelwise.ts';
import { finishedState, sampleState } from '../testing/sampleRun.ts';
import { outcomeOfResult } from './outcomeOfResult.ts';
import { outcomeOfState } from './outcomeOfState.ts';

const json = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it.each(['single', 'complementary', 'averaging', 'deep-boosting', 'joint-mixture'] as const)(
  'is the same from the state and from result.json: %s',
  (method) => {
    const state = finishedState({ data: 'glyphs', method, rounds: 3, epochs: 4 });
    const outcome = outcomeOfState(state);
    expect(outcome.digest).not.toBeNull();
    expect(outcome.classErrors).toHaveLength(62);
    const reading = outcomeOfResult(json(wholeResult(state)), state.runId);
    expect(reading).toEqual({ ok: true, outcome });
  },
);

it('tells the vote of one network epoch by epoch, of several at the ends of rounds', () => {
  const { curve, measures } = outcomeOfState(
    finishedState({ data: 'mnist', rounds: 2, epochs: 3 }),
  );
  expect(curve.rounds).toEqual([1, 1, 1, 2, 2, 2]);
  expect(curve.vote.map((error) => error !== null)).toEqual([true, true, true, false, false, true]);
  expect(curve.network.every((error) => error !== null)).toBe(true);
  expect(curve.vote[0]).toBe(curve.network[0]);
  expect(curve.vote[5]).toBe(measures.top1);
});

it('of a run under way is what it has come to so far', () => {
  const state = sampleState({ data: 'mnist', rounds: 2, epochs: 3 }, 1, 2);
  const { digest, measures, classErrors, curve } = outcomeOfState(state);
  expect(digest).toBeNull();
  expect(measures.top1).toBe(curve.network[1]);
  expect(measures.hardestFifth).toBeNull();
  expect(classErrors.filter((error) => error !== null)).toHaveLength(10);
  const before = outcomeOfState(sampleState({ data: 'mnist', rounds: 2, epochs: 3 }, 1, 0));
  expect(before).toMatchObject({
    classErrors: [],
    rankedErrors: [],
    curve: { rounds: [] },
    measures: { top1: null },
  });
});

it('is not made of what is no result, which is said with its place', () => {
  const whole = json(wholeResult(finishedState({ data: 'mnist', rounds: 1, epochs: 1 }))) as object;
  const refusal = (value: unknown) => {
    const reading = outcomeOfResult(value, 'a');
    return reading.ok ? null : reading.message;
  };
  expect(refusal(null)).toContain('no result of a run');
  expect(refusal({ ...whole, ensemble: [] })).toBe('it tells of 1 rounds and of 0 votes');
  expect(refusal({ ...whole, digest: 3 })).toContain('digest');
  expect(refusal({ ...whole, spec: { version: 99 } })).toContain('version');
  const dataset = { ...(Reflect.get(whole, 'dataset') as object), classes: ['a'] };
  expect(refusal({ ...whole, dataset })).toContain('accuracy of each of 1 classes');
});

it('of a level-wise run has its measures', () => {
  const state = levelwiseState();
  const reading = outcomeOfResult(json(wholeResult(state)), state.runId);
  expect(reading).toEqual({ ok: true, outcome: outcomeOfState(state) });
});
