import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { readSweep } from '../../spec/sweeps/readSweep.ts';
import { newSweep, withAxes } from '../../store/sweeps/sweepDraft.ts';
import {
  axisOfLine,
  axisOfMethods,
  chipText,
  isTyped,
  knownBy,
  methodAxis,
  methodChoices,
  offeredValues,
  typedValue,
  variableLines,
} from './axisChoices.ts';

const lines = variableLines(defaultSpec, []);
const lineOf = (path: string) => {
  const line = lines.find((one) => one.path === path);
  if (line === undefined) throw new Error(`no line ${path}`);
  return line;
};

describe('what can be varied', () => {
  it('is each field that says something in the experiment, once', () => {
    const paths = lines.map(({ path }) => path);
    expect(paths).toEqual(
      expect.arrayContaining(['method.mu', 'training.epochs', 'dataset.limitPerClass']),
    );
    expect(paths).not.toContain('seed');
    expect(paths).not.toContain('method.hierarchy.from');
    const axes = [axisOfLine(lineOf('method.mu'))];
    expect(variableLines(defaultSpec, axes).map(({ path }) => path)).not.toContain('method.mu');
  });

  it.each(lines.map((line) => [line.path, line] as const))(
    'makes an axis of %s that can be read',
    (_, line) => {
      const sweep = withAxes(newSweep(defaultSpec), [axisOfLine(line)]);
      const reading = readSweep(sweep);
      expect(reading.ok ? [] : reading.issues).toEqual([]);
    },
  );
});

describe('values', () => {
  it('are offered where there are choices, and typed where there are numbers', () => {
    const update = axisOfLine(lineOf('method.update'));
    expect(offeredValues(defaultSpec, update).map((value) => chipText(update, value))).toEqual([
      'as printed',
      'released code',
    ]);
    const mu = axisOfLine(lineOf('method.mu'));
    expect([isTyped(update), isTyped(mu)]).toEqual([false, true]);
    expect(typedValue(mu, ' 0,9 ')).toEqual({ name: '0.9', set: { 'method.mu': 0.9 } });
    expect(typedValue(mu, '  ')).toBeNull();
    expect(typedValue(mu, 'much')?.set).toEqual({ 'method.mu': 'much' });
  });
});

describe('methods', () => {
  const all = methodChoices(defaultSpec);

  it('are all that can be compared, each once and each readable', () => {
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Complementary', 'Averaging', 'Single', 'Permuted importance']),
    );
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    const sweep = withAxes(newSweep(defaultSpec), [{ name: methodAxis, values: all }]);
    const reading = readSweep(sweep);
    expect(reading.ok ? [] : reading.issues).toEqual([]);
  });

  it('tell which of them know a field', () => {
    const [complementary, ...others] = all;
    const averaging = others.find(({ name }) => name === 'Averaging');
    if (averaging === undefined) throw new Error('no averaging');
    const axes = [{ name: methodAxis, values: [complementary, averaging] }];
    expect(knownBy(axes, 'method.mu')).toBe('of complementary');
    expect(knownBy(axes, 'method.rounds')).toBeNull();
    expect(knownBy([axisOfMethods(defaultSpec)], 'method.mu')).toBeNull();
  });
});
