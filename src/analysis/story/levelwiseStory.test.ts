import { expect, test } from 'vitest';
import type { RunState } from '../../spec/run/runState.ts';
import { flatTwinState, levelwiseState } from '../testing/sampleLevelwise.ts';
import { followedBy } from '../testing/sampleRun.ts';
import { storyText } from './storyText.ts';

test('a run begins flat and says when the tree is built', () => {
  expect(storyText(levelwiseState({ until: 2 }))).toMatch(
    /^A flat softmax first: the tree is built after epoch 3\. Error [\d.]+%\.$/,
  );
});

test('the tree is told by its sizes, and from when on classes may move', () => {
  expect(storyText(levelwiseState({ until: 4 }))).toMatch(
    /^The tree holds 100 classes in \d+ and 20 groups\. Classes may move from epoch 5 on\. Error/,
  );
  expect(storyText(levelwiseState({ until: 4, adapt: 'none' }))).toMatch(
    /It stays as it was built/,
  );
});

test('a class that leaves its group is named with both groups, and the flat twin stands beside', () => {
  const until = epochOfFirstMove();
  expect(storyText(levelwiseState({ until }), flatTwinState({ until }))).toMatch(
    /^\S+ is leaving .+ for .+\. \S+ of 100 classes (has|have) moved; error [\d.]+%, flat twin [\d.]+%\.$/,
  );
});

test('a mixture that has become flat is called so', () => {
  const state = levelwiseState({ until: 8 });
  const levelwise = state.levelwise as NonNullable<RunState['levelwise']>;
  const last = levelwise.epochs[levelwise.epochs.length - 1];
  const epochs = levelwise.epochs.with(-1, { ...last, levelWeights: [0.01, 0.02, 0.97] });
  expect(storyText({ ...state, levelwise: { ...levelwise, epochs } })).toMatch(
    /now a flat softmax, 97% of it the classes’ own level\. Error/,
  );
});

test('endings say what the tree came to', () => {
  expect(storyText(levelwiseState())).toMatch(
    /^The tree is trained, and \S+ of 100 classes have moved; error [\d.]+%\.$/,
  );
  const stopped = followedBy(levelwiseState({ until: 2 }), { type: 'run-stopped', seconds: 3 });
  expect(storyText(stopped)).toMatch(/^Stopped after 2 epochs\. Error [\d.]+%\.$/);
});

function epochOfFirstMove(): number {
  const { levelwise } = levelwiseState();
  return levelwise?.moves[0]?.epoch ?? 0;
}
