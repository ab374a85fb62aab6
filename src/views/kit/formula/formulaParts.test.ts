import { describe, expect, it } from 'vitest';
import { objectives } from '../../../spec/objectives/objectives.ts';
import { type FormulaPart, formulaParts } from './formulaParts.ts';

/** The parts in one line, low ones in [], high ones in {}. */
const inLine = (parts: readonly FormulaPart[]): string =>
  parts
    .map((part) => {
      if (!('parts' in part)) return part.text;
      return part.kind === 'low' ? `[${inLine(part.parts)}]` : `{${inLine(part.parts)}}`;
    })
    .join('');

describe('a formula', () => {
  it('has signs and brackets set low and high, one inside the other', () => {
    expect(inLine(formulaParts('(1 − β)/(1 − β^(R_l))'))).toBe('(1 − β)/(1 − β{R[l]})');
    expect(inLine(formulaParts('e^(−β d(k, y))'))).toBe('e{−β d(k, y)}');
    expect(inLine(formulaParts('(1 − p_y)^γ'))).toBe('(1 − p[y]){γ}');
  });

  it('has names of functions upright, and single letters not', () => {
    expect(formulaParts('ln p')).toEqual([
      { kind: 'upright', text: 'ln' },
      { kind: 'text', text: ' p' },
    ]);
  });

  it('must be whole', () => {
    expect(() => formulaParts('e^(x')).toThrow('not closed');
    expect(() => formulaParts('e^')).toThrow('Nothing follows');
  });

  it.each(Object.values(objectives).map(({ kind, equation }) => [kind, equation]))(
    'of %s is set without a mark left over',
    (_, equation) => {
      const parts = formulaParts(equation);
      expect(inLine(parts)).not.toMatch(/[_^]/);
      expect(parts.length).toBeGreaterThan(1);
    },
  );
});
