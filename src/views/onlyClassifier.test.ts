/** Runs with one classifier: nothing on their page speaks of votes, or of an ensemble beside it. */
import { describe, expect, it } from 'vitest';
import { endName, onlyClassifier } from '../analysis/run/classifierNames.ts';
import { chanceText } from '../analysis/run/troubles.ts';
import {
  finishedState,
  type SampleRunOptions,
  sampleState,
} from '../analysis/testing/sampleRun.ts';
import { accuracyDescription, accuracyTable } from './accuracy/accuracyWords.ts';
import { allClassesDescription, allClassesTable } from './classes/allClassesWords.ts';
import { confusionDescription, confusionNote } from './confusion/confusionWords.ts';
import { errorDescription, lossDescription } from './curves/curves.ts';
import { errorTable, lossTable } from './curves/curveTables.ts';
import { accuracyLines } from './inspector/accuracy/accuracyLines.ts';
import { firstRightWords } from './inspector/mistakes/mistakeWords.ts';

const kinds = [
  ['single', 'network'],
  ['weight-averaging', 'network'],
  ['joint-mixture', 'mixture'],
] as const;

const options = (method: (typeof kinds)[number][0]): SampleRunOptions => ({
  data: 'mnist',
  method,
  epochs: 4,
  ...(method === 'joint-mixture' ? { rounds: 3 } : {}),
});

describe.each(kinds)('a run of %s', (method, name) => {
  it.each([
    ['in its first epochs', sampleState(options(method), 1, 2)],
    ['finished', finishedState(options(method))],
  ])('is told of without votes, %s', (_, state) => {
    expect(onlyClassifier(state)).toBe(name);
    const pair = { truth: 1, readAs: 7, count: 3, share: 0.05 };
    const told = [
      accuracyDescription(state),
      accuracyTable(state),
      allClassesDescription(state),
      allClassesTable(state, [3, 1]),
      confusionDescription(state, [pair]),
      confusionNote(state, null),
      errorDescription(state),
      errorTable(state),
      lossDescription(state),
      lossTable(state),
      accuracyLines(state, 2).map((line) => line.name),
      firstRightWords([{ round: 1, count: 2 }], true, true),
    ];
    expect(JSON.stringify(told)).not.toMatch(/ensemble|vote|net(work)? 1/i);
    expect(accuracyTable(state).columns.map(({ label }) => label)).toEqual(['class', name]);
  });

  it('is named as no better than chance without a number', () => {
    const state = finishedState(options(method));
    const [round] = state.rounds;
    if (round.outcome === null) throw new Error('The round has ended');
    const guessing = { ...round, outcome: { ...round.outcome, topErrors: { test: { '1': 0.9 } } } };
    expect(chanceText(state, guessing)).toMatch(new RegExp(`^The ${name} is no better`));
  });
});

it('an averaged network is told apart from its epochs', () => {
  const state = finishedState(options('weight-averaging'));
  expect(endName(state)).toBe('mean of the weights');
  expect(errorDescription(state)).toContain('; the mean of the weights ');
  expect(endName(finishedState(options('single')))).toBe('at its end');
});
