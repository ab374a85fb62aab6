import { expect, test } from 'vitest';
import { firstRightWords, votesTitle } from './mistakeWords.ts';

test('the words name networks, rescuers and nobody', () => {
  const parts = [
    { round: 1, count: 23 },
    { round: 2, count: 13 },
    { round: 3, count: 7 },
    { round: null, count: 17 },
  ];
  const sentence = (isOver: boolean) =>
    firstRightWords(parts, isOver)
      .map(({ text }) => text)
      .join(' · ');
  expect(sentence(false)).toBe('23 network 1 · 13 rescued by 2 · 7 by 3 · 17 nobody yet');
  expect(sentence(true)).toContain('17 nobody');
  expect(sentence(true)).not.toContain('yet');
});

test('of many networks those that rescued nothing are left out', () => {
  const parts = Array.from({ length: 9 }, (_, at) => ({
    round: at + 1,
    count: at % 4 === 0 ? 2 : 0,
  }));
  expect(firstRightWords(parts, true).map(({ text }) => text)).toEqual([
    '2 network 1',
    '2 rescued by 5',
    '2 by 9',
  ]);
});

test('votes are counted in words', () => {
  expect(votesTitle(3)).toBe('One image, three votes');
});
