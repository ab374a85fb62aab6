import { expect, it } from 'vitest';
import { sampleState } from '../../analysis/testing/sampleRun.ts';
import type { MethodSpec } from '../../spec/methods/methods.ts';
import { nothingRescued } from './rescuesWords.ts';

const state = sampleState({ data: 'mnist', epochs: 1 }, 1, 1);
const withMethod = (method: MethodSpec) => ({ ...state, spec: { ...state.spec, method } });

it('tells a rescue that is to come from one that never will', () => {
  expect(nothingRescued(withMethod({ kind: 'averaging', rounds: 2 }))).toContain('second round');
  for (const method of [
    { kind: 'single' },
    { kind: 'weight-averaging', averageFrom: 1 },
    { kind: 'averaging', rounds: 1 },
  ] as const) {
    expect(nothingRescued(withMethod(method))).toContain('One network alone');
  }
  expect(nothingRescued(withMethod({ kind: 'joint-mixture', rounds: 3 }))).toContain('together');
});
