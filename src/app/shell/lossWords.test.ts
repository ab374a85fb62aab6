import { describe, expect, it } from 'vitest';
import { lossReport, standingText, wayBack, whatIsSafe } from './lossWords.ts';

const loss = {
  phase: 'given-up',
  runId: 'run-1',
  what: 'graphics card',
  at: 0,
  message: 'The graphics device was lost.',
  why: 'too often',
  kept: { round: 3, epoch: 4 },
  canUseWasm: true,
  times: [0, 1000, 2000],
} as const;

describe('the words of a loss', () => {
  it('tell where the run stands, without rounds where there is but one', () => {
    expect(standingText(loss.kept, 4)).toBe('round 3, epoch 4');
    expect(standingText({ round: 1, epoch: 4 }, 1)).toBe('epoch 4');
  });

  it('tell what is done again', () => {
    const from = { round: 3, epoch: 4 };
    const back = { ...loss, phase: 'recovering', step: 'worker', device: 'webgpu', from } as const;
    expect(wayBack({ ...back, again: 0.2 }, 4)).toMatch(/Hardly any work is done again\.$/);
    expect(wayBack({ ...back, again: 2 }, 4)).toMatch(
      /^Going on from round 3, epoch 4\. 2(\.0)? s of work are done again\.$/,
    );
    expect(wayBack({ ...back, from: null, again: 0 }, 4)).toMatch(/begins anew/);
  });

  it('tell what is safe and what to do, and are honest where nothing is kept', () => {
    expect(whatIsSafe(loss, 4)).toBe(
      'All is kept up to round 3, epoch 4. Restart the browser and press Resume; or go on now on the processor, which is slower.',
    );
    expect(whatIsSafe({ ...loss, kept: 'unread' }, 4)).toMatch(
      /could not be read.*press Resume; or/,
    );
    expect(whatIsSafe({ ...loss, kept: null, canUseWasm: false }, 4)).toContain('kept nothing');
  });

  it('report times, device and browser', () => {
    const report = lossReport(loss, 'acme Card 9', 'Browser 1');
    for (const part of ['1970-01-01T00:00:02.000Z', 'acme Card 9', 'Browser 1', 'run-1']) {
      expect(report).toContain(part);
    }
  });
});
