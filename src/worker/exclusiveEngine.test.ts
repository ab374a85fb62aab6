import { describe, expect, it } from 'vitest';
import { EngineError } from '../engine/engine.ts';
import { installedWasmPaths } from '../engine/tfjs/testing/wasmFiles.ts';
import { ExclusiveEngine } from './exclusiveEngine.ts';

const engine = () => new ExclusiveEngine({ wasmPaths: installedWasmPaths() });
const failing = (error: unknown) => () => Promise.reject(error);

describe('the engine of a worker', () => {
  it('is of no more use once WebAssembly gave up, which is told in words', async () => {
    const one = engine();
    await one.open('wasm', 1);
    const abort = new WebAssembly.RuntimeError('Aborted(). Build with -sASSERTIONS.');
    await expect(one.discardingFailed(failing(abort))).rejects.toThrow('ran out of memory');
    expect(one.isSpent).toBe(true);
  });

  it('is of no more use once its device is lost', async () => {
    const one = engine();
    await one.open('wasm', 1);
    const lost = new EngineError('It was lost.', 'Start again.', 'lost');
    await expect(one.discardingFailed(failing(lost))).rejects.toBe(lost);
    expect(one.isSpent).toBe(true);
  });

  it('keeps its device when work is given up', async () => {
    const one = engine();
    const opened = await one.open('wasm', 1);
    const abort = new AbortController();
    abort.abort();
    const given = one.discardingFailed(failing(abort.signal.reason), abort.signal);
    await expect(given).rejects.toBe(abort.signal.reason);
    expect(await one.open('wasm', 1)).toBe(opened);
    one.discardFor(null);
  });

  it('goes on after it refused something', async () => {
    const one = engine();
    await one.open('wasm', 1);
    const refused = new EngineError('Too much.', 'Ask for less.');
    await expect(one.discardingFailed(failing(refused))).rejects.toBe(refused);
    expect(one.isSpent).toBe(false);
    expect((await one.open('wasm', 1)).device.kind).toBe('wasm');
    one.discardFor(refused);
  });
});
