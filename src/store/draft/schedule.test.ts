import { expect, it } from 'vitest';
import { createFakeWorker } from '../testing/fakeClient.ts';
import { createWorkbench } from '../workbench.ts';
import { issueAt, valueAt } from './draft.ts';

const setUp = () => createWorkbench(createFakeWorker().connect, 'glyphs.bin').getState;

it('comes with a method that is published with it, and goes with it', () => {
  const now = setUp();
  const schedule = () => valueAt(now().draft, 'training.schedule');
  const before = schedule();
  now().chooseMethod('snapshot');
  expect(schedule()).toEqual({ kind: 'cyclic-cosine', cycles: 1 });
  now().edit('training.epochs', 100);
  now().chooseMethod('weight-averaging');
  expect(schedule()).toEqual({ kind: 'constant-tail', tailFrom: 81, tailFactor: 0.5 });
  expect(valueAt(now().draft, 'method.averageFrom')).toBe(81);
  now().chooseMethod('averaging');
  expect(schedule()).toEqual(before);
});

it('stays where a person has chosen another meanwhile', () => {
  const now = setUp();
  now().chooseMethod('snapshot');
  now().chooseSchedule('cosine');
  now().chooseMethod('averaging');
  expect(valueAt(now().draft, 'training.schedule')).toEqual({ kind: 'cosine' });
});

it('of a snapshot ensemble is one for all, as its network is', () => {
  const now = setUp();
  now().chooseMethod('snapshot');
  const network = valueAt(now().draft, 'network');
  now().edit('network', [network, network, network, network]);
  expect(issueAt(now().draft, 'network')).toContain('snapshots are all of the same one');
});
