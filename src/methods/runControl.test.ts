import { describe, expect, it } from 'vitest';
import { PauseGate, RunControl, RunStopped } from './runControl.ts';

describe('run control', () => {
  it('waits at a shut gate until it opens', async () => {
    const gate = new PauseGate();
    const control = new RunControl(new AbortController().signal, gate);
    gate.pause();
    gate.pause();
    expect(control.isPaused).toBe(true);
    let passed = false;
    const waiting = control.waitWhilePaused().then(() => {
      passed = true;
    });
    await control.yieldIfDue();
    expect(passed).toBe(false);
    gate.resume();
    await waiting;
    expect(control.isPaused).toBe(false);
  });

  it('stops at the next breath, and while it waits', async () => {
    const abort = new AbortController();
    const gate = new PauseGate();
    const control = new RunControl(abort.signal, gate);
    gate.pause();
    const waiting = control.waitWhilePaused();
    abort.abort();
    await expect(waiting).rejects.toThrow(RunStopped);
    await expect(control.yieldIfDue()).rejects.toThrow(RunStopped);
  });

  it('stops when it was stopped before it began to wait', async () => {
    const gate = new PauseGate();
    gate.pause();
    const control = new RunControl(AbortSignal.abort(), gate);
    await expect(control.waitWhilePaused()).rejects.toThrow(RunStopped);
  });

  it('lets messages through during long work', async () => {
    const control = new RunControl(new AbortController().signal, new PauseGate());
    let delivered = false;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      delivered = true;
      port1.close();
    };
    port2.postMessage('pause');
    const began = performance.now();
    while (performance.now() - began < 200 && !delivered) await control.yieldIfDue();
    expect(delivered).toBe(true);
  });
});
