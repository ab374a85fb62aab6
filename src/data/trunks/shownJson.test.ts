import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownJson } from './shownJson.ts';

test('shows what JSON has, cut after 60 characters', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const whole = JSON.stringify(value);
      const shown = shownJson(JSON.parse(whole));
      expect(shown).toBe(whole.length > 60 ? `${whole.slice(0, 60)}…` : whole);
    }),
  );
});

test('shows what is endless, absent, or deeper than a stack', () => {
  expect(shownJson(undefined)).toBe('nothing');
  expect(shownJson(JSON.parse('[1e999]'))).toBe('[Infinity]');
  const deep = JSON.parse(`${'['.repeat(500_000)}${']'.repeat(500_000)}`);
  expect(shownJson(deep)).toBe(`${'['.repeat(60)}…`);
});
