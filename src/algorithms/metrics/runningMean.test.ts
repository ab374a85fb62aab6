import fc from 'fast-check';
import { expect, it } from 'vitest';
import { RunningMean } from './runningMean.ts';

it('is the mean of its lists, also when it goes on from what was kept', () => {
  const list = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 3 });
  const lists = fc.array(list, { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(lists, fc.nat(), (all, cut) => {
      const whole = RunningMean.of(3, null);
      for (const values of all) whole.add(values);
      const at = cut % (all.length + 1);
      const first = RunningMean.of(3, null);
      for (const values of all.slice(0, at)) first.add(values);
      const rest = RunningMean.of(3, { mean: first.mean, count: first.count });
      for (const values of all.slice(at)) rest.add(values);
      expect([...rest.mean]).toEqual([...whole.mean]);
      for (const [index, mean] of whole.mean.entries()) {
        const sum = all.reduce((total, values) => total + values[index], 0);
        expect(mean).toBeCloseTo(sum / all.length, 8);
      }
    }),
  );
});
