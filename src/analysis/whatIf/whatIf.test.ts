import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gammaOf } from '../../algorithms/complementary/importance.ts';
import { finishedState } from '../testing/sampleRun.ts';
import { freezingMus, largestFreeMu, muRange } from './freezing.ts';
import { ownChoice, type RecordedErrors, recordedErrors, whatIfRounds } from './whatIfRounds.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Rounds of random class errors; all of one number of classes. */
const rounds = fc
  .integer({ min: 2, max: 12 })
  .chain((classes) => {
    const errors = fc.array(share, { minLength: classes, maxLength: classes });
    return fc.array(fc.tuple(errors, errors), { minLength: 1, maxLength: 4 });
  })
  .map((all) =>
    all.map(
      ([softErrors, hardErrors], index): RecordedErrors => ({
        round: index + 1,
        softErrors,
        hardErrors,
      }),
    ),
  );
const rule = fc.record({
  update: fc.constantFrom('paper' as const, 'released-code' as const),
  errors: fc.constantFrom('soft' as const, 'hard' as const),
});

describe('freezing', () => {
  it('begins where it is said to: just below the first such μ no round freezes, at it one does', () => {
    fc.assert(
      fc.property(rounds, rule, (recorded, chosen) => {
        const freezing = freezingMus(recorded, chosen);
        const first = Math.min(...freezing.map((mu) => mu ?? Number.POSITIVE_INFINITY));
        const frozen = (mu: number) =>
          whatIfRounds(recorded, { ...chosen, mu }).some(({ isFrozen }) => isFrozen);
        if (first === Number.POSITIVE_INFINITY) {
          expect(frozen(muRange.max)).toBe(false);
          return;
        }
        expect(frozen(first)).toBe(true);
        if (first > muRange.min) expect(frozen(first * (1 - 1e-6))).toBe(false);
      }),
    );
  });

  it('of the first round is 1/(2ε), whatever the update', () => {
    fc.assert(
      fc.property(rounds, rule, (recorded, chosen) => {
        const [{ weightedError }] = whatIfRounds(recorded, { ...chosen, mu: 0.7 });
        const [first] = freezingMus(recorded, chosen);
        const expected = 0.5 / weightedError;
        if (expected > muRange.max) expect(first).toBeNull();
        else expect(first).toBeCloseTo(Math.max(expected, muRange.min), 6);
      }),
    );
  });

  it('leaves a μ to two places under which none freezes', () => {
    expect(largestFreeMu([0.735, 0.9, null])).toBe(0.73);
    expect(largestFreeMu([0.73])).toBe(0.72);
    expect(largestFreeMu([null, null])).toBe(10);
    expect(largestFreeMu([0.05])).toBeNull();
  });
});

describe('what if', () => {
  it('names frozen exactly those rounds whose γ is held at 1', () => {
    fc.assert(
      fc.property(
        rounds,
        rule,
        fc.double({ min: 0.05, max: 10, noNaN: true }),
        (recorded, chosen, mu) => {
          for (const round of whatIfRounds(recorded, { ...chosen, mu })) {
            const { gamma, clamped } = gammaOf(round.weightedError, mu);
            expect([round.gamma, round.gammaClamped]).toEqual([gamma, clamped]);
            expect(round.isFrozen).toBe(round.scaledError >= 0.5);
            if (round.isFrozen) expect(gamma).toBeGreaterThan(0.999);
          }
        },
      ),
    );
  });

  it('has nothing to choose where a method has no μ, and no rounds before the first has ended', () => {
    expect(ownChoice(finishedState({ data: 'mnist', method: 'averaging' }))).toBeNull();
    expect(whatIfRounds([], { mu: 0.7, update: 'paper', errors: 'soft' })).toEqual([]);
    expect(freezingMus([], { update: 'paper', errors: 'soft' })).toEqual([]);
    expect(recordedErrors({ rounds: [] })).toEqual([]);
  });
});
