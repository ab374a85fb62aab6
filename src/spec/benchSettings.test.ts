import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BenchSettings, benchText, readBenchText } from './benchSettings.ts';

const round = fc.integer({ min: 1, max: 9999 });
const settings: fc.Arbitrary<BenchSettings> = fc.record({
  off: fc.uniqueArray(round, { maxLength: 5 }),
  votes: fc.dictionary(round.map(String), fc.double({ min: 0, max: 5, noNaN: true }), {
    maxKeys: 5,
    noNullPrototype: true,
  }),
  whatIf: fc.option(
    fc.record({
      mu: fc.double({ min: 0.05, max: 10, noNaN: true }),
      update: fc.constantFrom('paper' as const, 'released-code' as const),
      errors: fc.constant('hard' as const),
    }),
  ),
});

it('is read back as it was written, in letters that need no escape in an address', () => {
  fc.assert(
    fc.property(settings, (given) => {
      const text = benchText(given);
      expect(text).toMatch(/^[\w.=&-]*$/);
      expect(readBenchText(text)).toEqual({ ...given, votes: { ...given.votes } });
    }),
  );
});

it.each([
  'off=0',
  'off=1.x',
  'off=',
  '2=-1',
  '2=',
  '2=1=1',
  'mu=0.7',
  'mu=11&update=paper&errors=soft',
  'mu=0.7&update=released-code&errors=soft',
  'mu=0.7&update=new&errors=soft',
  'seed=1',
])('takes no %s', (text) => {
  expect(readBenchText(text)).toBeNull();
});

it('takes whatever text without falling over', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      readBenchText(text);
    }),
  );
});
