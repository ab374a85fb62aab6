import { describe, expect, it } from 'vitest';
import type { Preparation } from '../engine/engine.ts';
import type { RunEventBody } from '../spec/run/runEvent.ts';
import { preparing } from './preparing.ts';

async function eventsOf(steps: readonly Preparation[]): Promise<RunEventBody[]> {
  const events: RunEventBody[] = [];
  const prepare = async (onProgress: (preparation: Preparation) => void) => {
    for (const step of steps) {
      onProgress(step);
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  for await (const event of preparing(prepare)) events.push(event);
  return events;
}

describe('preparing', () => {
  it('tells each step, and nothing where there was nothing to do', async () => {
    const steps = [
      { done: 1, total: 2 },
      { done: 2, total: 2 },
    ];
    const told = steps.map((step) => ({ type: 'device-preparing', ...step }));
    expect(await eventsOf(steps)).toEqual(told);
    expect(await eventsOf([])).toEqual([]);
  });

  it('fails as the device does', async () => {
    const prepare = () => Promise.reject(new Error('no device'));
    await expect(preparing(prepare).next()).rejects.toThrow('no device');
  });

  it('fails so even where that happens while an event is being seen to', async () => {
    const unheard: unknown[] = [];
    const hear = (reason: unknown) => unheard.push(reason);
    process.on('unhandledRejection', hear);
    const prepare = async (onProgress: (preparation: Preparation) => void) => {
      onProgress({ done: 1, total: 2 });
      throw new Error('device lost');
    };
    const events = preparing(prepare);
    await events.next();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(events.next()).rejects.toThrow('device lost');
    process.off('unhandledRejection', hear);
    expect(unheard).toEqual([]);
  });
});
