import { describe, expect, it } from 'vitest';
import { Pace, PauseGate, RunStopped } from './runControl.ts';

describe('pace', () => {
  it('waits at a shut gate until it opens', async () => {
    const gate = new PauseGate();
    const pace = new Pace(new AbortController().signal, gate);
    gate.pause();
    gate.pause();
    expect(pace.isPaused).toBe(true);
    let passed = false;
    const waiting = pace.waitWhilePaused().then(() => {
      passed = true;
    });
    await pace.breathe();
    expect(passed).toBe(false);
    gate.resume();
    await waiting;
    expect(pace.isPaused).toBe(false);
  });

  it('stops at the next breath, and while it waits', async () => {
    const abort = new AbortController();
    const gate = new PauseGate();
    const pace = new Pace(abort.signal, gate);
    gate.pause();
    const waiting = pace.waitWhilePaused();
    abort.abort();
    await expect(waiting).rejects.toThrow(RunStopped);
    await expect(pace.breathe()).rejects.toThrow(RunStopped);
  });

  it('stops when it was stopped before it began to wait', async () => {
    const gate = new PauseGate();
    gate.pause();
    const pace = new Pace(AbortSignal.abort(), gate);
    await expect(pace.waitWhilePaused()).rejects.toThrow(RunStopped);
  });

  it('lets messages through during long work', async () => {
    const pace = new Pace(new AbortController().signal, new PauseGate());
    let delivered = false;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      delivered = true;
      port1.close();
    };
    port2.postMessage('pause');
    const began = performance.now();
    while (performance.now() - began < 200 && !delivered) await pace.breathe();
    expect(delivered).toBe(true);
  });
});
