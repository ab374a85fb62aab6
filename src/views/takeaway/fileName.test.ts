import { expect, test } from 'vitest';
import { fileName } from './fileName.ts';

test('titles become names that LaTeX and command lines take', () => {
  expect(fileName('Ψ: each group’s claim')).toBe('psi-each-groups-claim');
  expect(fileName('Café — ../../etc')).toBe('cafe-etc');
  expect(fileName('猫')).toBe('figure');
});
