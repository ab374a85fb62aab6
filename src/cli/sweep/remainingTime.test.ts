import { expect, it } from 'vitest';
import { RemainingTime } from './remainingTime.ts';

const run = (key: string) => ({ setting: { key, values: [], name: key } });

it('goes by runs of the same setting, else by the mean of all settings', () => {
  const times = new RemainingTime();
  expect(times.seconds([run('a')], [], 1)).toBeNull();
  times.add(run('a'), 10);
  times.add(run('a'), 20);
  times.add(run('b'), 45);
  expect(times.expected(run('a'))).toBe(15);
  expect(times.expected(run('c'))).toBe(30);
  expect(times.seconds([run('a'), run('a'), run('b')], [], 1)).toBe(75);
  expect(times.seconds([run('a'), run('b')], [{ run: run('b'), seconds: 5 }], 2)).toBe(50);
});

it('is never less than the longest run that is left, nor below nothing', () => {
  const times = new RemainingTime();
  times.add(run('a'), 60);
  expect(times.seconds([run('a')], [], 4)).toBe(60);
  expect(times.seconds([], [{ run: run('a'), seconds: 90 }], 2)).toBe(0);
  expect(times.seconds([], [], 2)).toBe(0);
});
