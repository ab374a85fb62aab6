import { expect, test } from 'vitest';
import { runEventSchema } from '../../spec/run/runEvent.ts';
import { followedBy, sampleLog, sampleState } from './sampleRun.ts';

test('every event of a sample log is one that a real log could hold', () => {
  for (const method of ['complementary', 'averaging', 'single'] as const) {
    for (const event of sampleLog({ data: 'mnist', rounds: 2, epochs: 3, method })) {
      expect(runEventSchema.parse(event)).toEqual(event);
    }
  }
});

test('a sample log is the same each time', () => {
  const options = { data: 'glyphs', rounds: 2, epochs: 2 } as const;
  expect(sampleLog(options)).toEqual(sampleLog(options));
});

test('states can be taken at any epoch and led on', () => {
  const state = sampleState({ data: 'glyphs' }, 3, 14);
  expect(state.rounds).toHaveLength(3);
  expect(state.rounds[2].epochs).toHaveLength(14);
  expect(followedBy(state, { type: 'run-paused' }).phase).toBe('paused');
});
