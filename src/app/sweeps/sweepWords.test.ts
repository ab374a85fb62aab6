import { describe, expect, it, test } from 'vitest';
import type { SweepFacts } from './sweepFacts.ts';
import { firstSweeps, powerWords, sweepSentence, sweepTotals } from './sweepWords.ts';

const facts: SweepFacts = {
  runs: 340,
  settings: 17,
  seeds: 20,
  known: 0,
  seconds: 3480,
  untimed: 0,
  first: { runs: 17, seconds: 174, untimed: 0 },
  bytes: 203_000_000,
  unfit: [],
  awaited: [],
  toTime: [],
};
const sentence = (change: Partial<SweepFacts>) =>
  sweepSentence({ ...facts, ...change })
    .map(({ text }) => text)
    .join('');

describe('the sentence over a comparison', () => {
  it('tells runs, time, settings and seeds', () => {
    expect(sentence({})).toBe('340 runs, about 58 min 00 s here: 17 settings, each with 20 seeds.');
    expect(sweepTotals(facts)).toBe('340 runs · 58 min 00 s · 203.0 MB');
  });

  it('says what is not known, and what is done', () => {
    expect(sentence({ untimed: 340, seconds: 0 })).toBe(
      '340 runs, for a time that is not known yet: 17 settings, each with 20 seeds.',
    );
    expect(sentence({ untimed: 40 })).toContain('about 58 min 00 s and more here');
    expect(sentence({ known: 100 })).toMatch(/^240 runs of 340, about/);
    expect(sentence({ runs: 5, known: 5, settings: 1, seeds: 5 })).toBe(
      '5 runs, all finished here: one setting, with 5 seeds.',
    );
    expect(sweepTotals({ ...facts, bytes: null, untimed: 340, seconds: 0 })).toBe(
      '340 runs · – · –',
    );
  });
});

describe('what seeds can tell apart', () => {
  it('is told in points, beside that of half as many, and a dash where nothing tells', () => {
    const seen = (seeds: number) => (seeds < 2 ? null : 0.02 / Math.sqrt(seeds));
    expect(powerWords(seen, 20)).toBe(
      '20 seeds see 0.4 points four times in five; 10 seeds see 0.6.',
    );
    expect(powerWords(() => null, 20)).toBe('–');
  });
});

test('all comparisons can be reached, however many there are', () => {
  const sweeps = [1, 2, 3, 4, 5, 6, 7];
  expect(firstSweeps(sweeps, false)).toEqual({ listed: [1, 2, 3, 4, 5], more: 2 });
  expect(firstSweeps(sweeps, true)).toEqual({ listed: sweeps, more: 0 });
  expect(firstSweeps([1], false).more).toBe(0);
});
