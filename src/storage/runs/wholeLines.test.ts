import { expect, it } from 'vitest';
import { wholeLines } from './wholeLines.ts';

const cut = (text: string) => new TextDecoder().decode(wholeLines(new TextEncoder().encode(text)));

it('leaves out a line that was cut off, and nothing else', () => {
  expect(cut('a\nb\n')).toBe('a\nb\n');
  expect(cut('a\nb')).toBe('a\n');
  expect(cut('b')).toBe('');
  expect(cut('')).toBe('');
});
