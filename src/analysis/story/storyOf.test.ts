import { expect, test } from 'vitest';
import { givenFirst } from '../testing/givenFirst.ts';
import { finishedState, followedBy, sampleState } from '../testing/sampleRun.ts';
import { storyText } from './storyText.ts';
import { moreWeight } from './votingStory.ts';

const glyphs = { data: 'glyphs', epochs: 6 } as const;

test('a run begins with all classes alike and then says whom round 2 would lean on', () => {
  expect(storyText(sampleState(glyphs, 1, 0))).toBe('Round 1 treats all 62 classes alike.');
  expect(storyText(sampleState(glyphs, 1, 3))).toMatch(
    /^Round 1 treats all 62 classes alike\. Round 2 would lean on ., . and .\. It now errs on \d\d\.\d%\.$/,
  );
});

test('a later round says whom it weights, by how much, and how the vote stands', () => {
  expect(storyText(sampleState(glyphs, 3, 2))).toMatch(
    /^Round 3 gives ., . and . .*weight.*\. The ensemble now errs on [\d.]+%, (down|up) from [\d.]+%\.$/,
  );
});

test('a round that weights nobody much says so', () => {
  const state = sampleState({ data: 'mnist', rounds: 3, epochs: 10 }, 2, 6);
  expect(storyText(state)).toMatch(/^Round 2 gives no class much more weight than the rest\. The/);
});

test('the error is that of the networks finished, not of the one in training', () => {
  expect(storyText(sampleState(glyphs, 2, 2))).toMatch(/errs on [\d.]+%\.$/);
});

test('a finished run counts its networks', () => {
  expect(storyText(finishedState(glyphs))).toMatch(
    /^Four complementary networks together err on [\d.]+%, (down|up) from [\d.]+%\.$/,
  );
  const objective = { kind: 'robust-over-classes', eta: 0.01 } as const;
  expect(storyText(sampleState({ data: 'mnist', objective, epochs: 2 }, 1, 0))).toContain(
    'One network, robust over classes, η 0.01: classes are weighed by the classes’ losses, step by step.',
  );
  const single = finishedState({ data: 'mnist', method: 'single', epochs: 2 });
  expect(storyText(single)).toMatch(/^One network, trained: it errs on [\d.]+%\.$/);
});

test('other methods do not speak of weight', () => {
  const averaging = sampleState({ data: 'mnist', method: 'averaging', epochs: 3 }, 2, 1);
  expect(storyText(averaging)).toMatch(/^Network 2 of 4 starts from its own seed, .* errs on/);
});

test('boosting says on how many images it leans', () => {
  const boosting = { data: 'mnist', method: 'deep-boosting', epochs: 3 } as const;
  expect(storyText(sampleState(boosting, 1, 1))).toMatch(/^Round 1 treats all 3000 images alike\./);
  expect(storyText(sampleState(boosting, 2, 1))).toMatch(
    /its weights count as 2,?143 of 3000 images/,
  );
  const state = sampleState(boosting, 2, 1);
  const [first, ...later] = state.rounds;
  const imageWeights = { round: 1, isReset: true, isHeld: false, effectiveImages: 3000 };
  expect(storyText({ ...state, rounds: [{ ...first, imageWeights }, ...later] })).toMatch(
    /^Network 1 was no better than chance: it has no vote/,
  );
});

test('snapshots go on from one another, and late weights are averaged', () => {
  const snapshots = { data: 'mnist', method: 'snapshot', epochs: 3 } as const;
  expect(storyText(sampleState(snapshots, 1, 1))).toMatch(/^One network trains in 4 cycles/);
  expect(storyText(sampleState(snapshots, 3, 1))).toMatch(
    /^The network trains on from snapshot 2 of 4/,
  );
  expect(storyText(finishedState(snapshots))).toMatch(/^Four snapshots together err on/);
  const averaged = { data: 'mnist', method: 'weight-averaging', epochs: 4 } as const;
  const state = finishedState(averaged);
  const method = { kind: 'weight-averaging', averageFrom: 3 } as const;
  const from = (told: typeof state) => ({ ...told, spec: { ...told.spec, method } });
  expect(storyText(from(sampleState(averaged, 1, 2)))).toMatch(/from epoch 3 on its weights are/);
  expect(storyText(from(sampleState(averaged, 1, 3)))).toMatch(
    /the weights of 1 epoch are averaged/,
  );
  expect(storyText(from(state))).toMatch(
    /^The mean of the weights of 2 epochs errs on [\d.]+%; the last weights alone on [\d.]+%\.$/,
  );
});

test('runs that end early say what is left', () => {
  const early = followedBy(sampleState(glyphs, 1, 2), { type: 'run-stopped', seconds: 3 });
  expect(storyText(early)).toBe(
    'Stopped in round 1, after 2 epochs. No network was trained to its end.',
  );
  const failure = { type: 'run-failed', message: 'x', remedy: 'y' } as const;
  expect(storyText(followedBy(sampleState(glyphs, 3, 1), failure))).toMatch(
    /^The run failed\. The two networks trained by then err on [\d.]+%\.$/,
  );
  expect(storyText(followedBy(sampleState(glyphs, 2, 1), { type: 'run-paused' }))).toMatch(
    /^Paused\. Round 2 gives/,
  );
});

test.each([
  [1.2, 'a quarter more weight'],
  [1.48, 'half as much weight again'],
  [2.1, 'twice the weight'],
  [14.2, 'about 14 times the weight'],
])('%f is %s', (weight, words) => {
  expect(moreWeight(weight)).toBe(words);
});

test('networks trained together are told beside each by itself', () => {
  const joint = { data: 'mnist', method: 'joint-mixture', rounds: 3, epochs: 4 } as const;
  expect(storyText(sampleState(joint, 1, 0))).toBe(
    'Three networks learn together; each counts, image by image, by how sure it is.',
  );
  expect(storyText(sampleState(joint, 1, 2))).toMatch(
    /^Three networks learn .*\. Together they now err on [\d.]+%, by themselves on [\d.]+% to [\d.]+%\.$/,
  );
  expect(storyText(finishedState(joint))).toMatch(
    /^Three networks, trained together for 4 epochs\. Together they err on [\d.]+%, by themselves on/,
  );
  const one = finishedState({ ...joint, rounds: 1 });
  expect(storyText(one)).toMatch(/^One network, trained for 4 epochs\. It errs on [\d.]+%\.$/);
  const stopped = followedBy(sampleState(joint, 1, 2), { type: 'run-stopped', seconds: 3 });
  expect(storyText(stopped)).toMatch(/^Stopped after 2 epochs\. Together they err on/);
});

test('a first network that is given is not told as trained', () => {
  expect(storyText(givenFirst(sampleState(glyphs, 1, 0)))).toBe(
    'The first network is given: it votes as it is, without being trained.',
  );
  expect(storyText(givenFirst(sampleState(glyphs, 2, 2)))).toMatch(/^Round 2 gives .* errs on/);
  const averaging = sampleState({ data: 'mnist', method: 'averaging', epochs: 3 }, 2, 1);
  const start = { network: 'ab'.repeat(32), as: 'weights' } as const;
  expect(storyText({ ...averaging, spec: { ...averaging.spec, start } })).toMatch(
    /^Network 2 of 4 starts from the given weights/,
  );
});
