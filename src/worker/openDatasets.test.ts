import { expect, it } from 'vitest';
import type { OpenedData } from './library.ts';
import { DataDesk } from './openDatasets.ts';

/** What was read under some name; the hash is that of the content. */
const read = (source: string, hash = source) =>
  ({ dataset: { hash }, source, files: [] }) as unknown as OpenedData;

it('holds the data set that was read last, and forgets the one before', () => {
  const desk = new DataDesk();
  expect(() => desk.requireHeld()).toThrow('There is no data set yet');
  for (const name of ['cats', 'leaves']) {
    desk.lay(read(name));
    desk.hold(name);
    expect(desk.requireHeld().source).toBe(name);
  }
  expect(() => desk.find('cats')).toThrow('not at hand any more');
});

it('keeps equal data that were read twice apart, each until its fate is told', () => {
  const desk = new DataDesk();
  const [first, leaves, second] = [read('a', 'cats'), read('leaves'), read('b', 'cats')];
  for (const opened of [first, leaves, second]) desk.lay(opened);
  desk.hold('cats');
  desk.hold('leaves');
  desk.hold('cats');
  expect(desk.requireHeld()).toBe(second);
  desk.lay(first);
  desk.lay(second);
  desk.letGo('cats');
  desk.hold('cats');
  expect(desk.requireHeld()).toBe(second);
});
