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

test('names cannot turn round, break or colour the line they stand in', () => {
  expect(shortName('\u202eevil')).toBe('\ufffdevil');
  expect(shortName('a\nb\u001b[31m')).toBe('a\ufffdb\ufffd[31m');
});
