import { expect, test } from 'vitest';
import { isCharacter, shortName } from './className.ts';

test('one character is one as people see it', () => {
  expect(isCharacter('l')).toBe(true);
  expect(isCharacter('é'.normalize('NFD'))).toBe(true);
  expect(isCharacter('👩‍👩‍👧')).toBe(true);
  expect(isCharacter('tulip')).toBe(false);
});

test('long names lose their end, not half a character', () => {
  expect(shortName('tulip')).toBe('tulip');
  expect(shortName('x'.repeat(400))).toBe(`${'x'.repeat(23)}…`);
  expect(shortName('é'.normalize('NFD').repeat(24))).toHaveLength(48);
});
