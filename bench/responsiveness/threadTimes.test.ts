import { expect, it } from 'vitest';
import { type TraceEvent, threadTimes } from './threadTimes.ts';

const event = (name: string, ts: number, dur: number, rest: Partial<TraceEvent> = {}) => ({
  ...{ name, ph: 'X', pid: 1, tid: 1, ts, dur, tdur: dur / 2 },
  ...rest,
});
const click = (ts: number) => event('EventDispatch', ts, 10, { args: { data: { type: 'click' } } });

it('adds the tasks up from a click to its frame, each once, and those of its thread alone', () => {
  const events = [
    event('RunTask', 0, 4000),
    event('RunTask', 5000, 2000),
    event('ThreadControllerImpl::RunTask', 5100, 1800),
    click(5200),
    event('RunTask', 8000, 1000),
    event('RunTask', 8000, 9000, { tid: 2 }),
    event('RunTask', 10_000, 6000),
    event('Commit', 12_000, 3000),
    event('RunTask', 20_000, 50_000),
  ];
  expect(threadTimes(events)).toEqual([(2000 + 1000 + 6000) / 2 / 1000]);
});

it('leaves out a click without a frame', () => {
  expect(threadTimes([event('RunTask', 0, 100), click(50)])).toEqual([]);
});
