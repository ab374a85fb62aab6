import { expect, it } from 'vitest';
import { firstStepCells } from './firstStep.ts';

it('a first step’s time is told apart from what prepared it, and with it', () => {
  const found = [
    { preparingMs: 40, prepared: 12, stepMs: 3 },
    { preparingMs: 60, prepared: 12, stepMs: 1 },
    { preparingMs: 50, prepared: 12, stepMs: 9 },
  ];
  const [heading, prepared, plain] = firstStepCells([
    { task: 'cnn', device: 'webgpu', isPrepared: true, found },
    { task: 'cnn', device: 'wasm', isPrepared: false, found: [{ ...found[0], preparingMs: 0 }] },
  ]);
  const cell = (line: readonly string[], name: string) => line[heading.indexOf(name)];
  expect(['preparing ms', 'step ms', 'together ms'].map((name) => cell(prepared, name))).toEqual([
    '50',
    '3',
    '59',
  ]);
  expect(cell(prepared, 'shaders')).toBe('12');
  expect(['preparing ms', 'shaders', 'together ms'].map((name) => cell(plain, name))).toEqual([
    '',
    '',
    '3',
  ]);
});
