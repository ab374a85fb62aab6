import { expect, it } from 'vitest';
import { answerSentence, fittingWords, tippingWords } from './answerWords.ts';

const names = (label: number) => ['l', '1', 'I'][label];
const read = (label: number, probability = 0.5) => ({ label, probability });

it('tells what is read, and who reads something else', () => {
  const agree = { ...read(0, 0.49), members: [read(0), read(0)], spread: 0 };
  expect(answerSentence(agree, names, [1, 2])).toBe('All 2 networks read l with 49%.');
  const part = { ...read(0, 0.49), members: [read(0), read(1)], spread: 0.3 };
  expect(answerSentence(part, names, [1, 2])).toBe(
    'Together they read l with 49%. Network 2 reads 1.',
  );
  const alone = { ...read(2, 1), members: [read(2, 1)], spread: 0 };
  expect(answerSentence(alone, names, [1])).toBe('The network reads I with 100%.');
});

it('says what was done to a picture', () => {
  const shape = { height: 28, width: 28, channels: 1 };
  expect(fittingWords(null, shape)).toBe('28 × 28, as it is in the data set.');
  const done = { height: 40, width: 60, fitting: 'crop', colour: 'grey' } as const;
  expect(fittingWords(done, shape)).toBe(
    '28 × 28: from 60 × 40, scaled until it covers the size, its middle cut out; colours made grey.',
  );
  expect(fittingWords({ ...done, fitting: null, colour: null }, shape)).toBe(
    '28 × 28: its own size.',
  );
});

it('tells a vote that tips on the side where it does', () => {
  const above = { network: 1, from: 0.33, to: 1.1034, label: 1 };
  expect(tippingWords(above, names, [1, 4])).toEqual({
    reads: '1',
    vote: 'with the vote of network 4 above 1.11 in place of 0.33',
  });
  const below = { network: 0, from: 1.5, to: 0.2391, label: 2 };
  expect(tippingWords(below, names, [1, 4]).vote).toBe(
    'with the vote of network 1 below 0.23 in place of 1.50',
  );
  const near = { network: 0, from: 1, to: 1.0004, label: 2 };
  expect(tippingWords(near, names, [1]).vote).toContain('above 1.0004 in place of 1.0000');
});
