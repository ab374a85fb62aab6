import { expect, it } from 'vitest';
import { Interventions } from './interventions.ts';

const pin = { kind: 'pin', class: 1, pinned: true } as const;

it('hands interventions on once, in order, and wakes whoever waits for them', async () => {
  const interventions = new Interventions();
  let isAwake = false;
  const waiting = interventions.whenAny().then(() => {
    isAwake = true;
  });
  await Promise.resolve();
  expect(isAwake).toBe(false);
  interventions.add(pin);
  interventions.add({ ...pin, pinned: false });
  await waiting;
  await interventions.whenAny();
  expect(interventions.take()).toEqual([pin, { ...pin, pinned: false }]);
  expect(interventions.take()).toEqual([]);
});
