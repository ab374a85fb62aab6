import { describe, expect, it } from 'vitest';
import { runEventSchema } from '../../spec/run/runEvent.ts';
import { flatTwinState, levelwiseLog, levelwiseState } from './sampleLevelwise.ts';

describe('the sample level-wise run', () => {
  it('is a log like any other', () => {
    for (const event of levelwiseLog()) expect(() => runEventSchema.parse(event)).not.toThrow();
  });

  it('has classes that go home', () => {
    const { levelwise } = levelwiseState();
    expect(levelwise?.moves.length).toBeGreaterThan(10);
    expect(levelwise?.groupOf[1]).toEqual(
      Array.from({ length: 100 }, (_, at) => Math.floor(at / 5)),
    );
  });

  it('scales to a thousand classes, and has a flat twin', () => {
    expect(levelwiseState({ classes: 1000, until: 8 }).levelwise?.epochs).toHaveLength(5);
    expect(flatTwinState({ until: 8 }).rounds[0].epochs).toHaveLength(8);
  });
});
