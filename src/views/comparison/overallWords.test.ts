import { describe, expect, it } from 'vitest';
import { chanceWords } from './overallWords.ts';

describe('chanceWords', () => {
  it('counts repetitions on a scale that keeps two digits', () => {
    expect(chanceWords(1)).toBe('100 of 100 repetitions');
    expect(chanceWords(0.384)).toBe('38 of 100 repetitions');
    expect(chanceWords(0.0488)).toBe('49 of 1,000 repetitions');
    expect(chanceWords(0.0042)).toBe('42 of 10,000 repetitions');
    expect(chanceWords(0.0002)).toBe('2 of 10,000 repetitions');
    expect(chanceWords(0.00001)).toBe('fewer than 1 of 10,000 repetitions');
  });
});
