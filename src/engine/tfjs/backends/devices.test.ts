import { afterEach, describe, expect, it, vi } from 'vitest';
import { EngineError, plainObjective, type TrainerOptions } from '../../engine.ts';
import { createEngine, offerDevices } from '../createEngine.ts';
import { installedWasmPaths } from '../testing/wasmFiles.ts';
import { DeviceWatch } from './deviceWatch.ts';

const platform = { wasmPaths: installedWasmPaths() };

const info = { vendor: 'acme', architecture: '', description: 'Card 9', isFallbackAdapter: false };

/** Of a binding less than of a buffer, as by default. */
const limits = { maxBufferSize: 2 ** 28, maxStorageBufferBindingSize: 2 ** 27 };

function withAdapter(adapter: object | null): void {
  vi.stubGlobal('navigator', { gpu: { requestAdapter: () => Promise.resolve(adapter) } });
}

afterEach(() => vi.unstubAllGlobals());

describe('choice of the device', () => {
  it('auto is WebGPU on a real adapter', async () => {
    withAdapter({ info, limits });
    const webgpu = { kind: 'webgpu', adapter: 'acme Card 9', isFallback: false };
    const largestBuffer = 2 ** 27;
    expect(await offerDevices()).toEqual({ webgpu, largestBuffer, auto: 'webgpu' });
  });

  it('auto is WebAssembly beside a software adapter', async () => {
    withAdapter({
      info: { vendor: '', architecture: '', description: '', isFallbackAdapter: true },
      limits,
    });
    const webgpu = { kind: 'webgpu', adapter: 'unnamed adapter', isFallback: true };
    expect(await offerDevices()).toMatchObject({ webgpu, auto: 'wasm' });
    const engine = await createEngine('auto', platform);
    expect(engine.device).toEqual({ kind: 'wasm', adapter: 'SIMD, 1 thread', isFallback: false });
    engine.dispose();
  });

  it('auto is WebAssembly without WebGPU', async () => {
    vi.stubGlobal('navigator', {});
    expect(await offerDevices()).toEqual({ webgpu: null, largestBuffer: null, auto: 'wasm' });
  });

  it('never replaces WebGPU when it was chosen', async () => {
    vi.stubGlobal('navigator', {});
    await expect(createEngine('webgpu', platform)).rejects.toThrow('no WebGPU');
    withAdapter(null);
    const failure = await createEngine('webgpu', platform).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ remedy: expect.stringContaining('restart the browser') });
  });

  it('says why an adapter gave no device', async () => {
    const requestDevice = () => Promise.reject(new Error('out of devices'));
    withAdapter({ info, features: new Set(), limits: {}, requestDevice });
    await expect(createEngine('webgpu', platform)).rejects.toThrow('out of devices');
  });

  it.each([
    [['shader-f16', 'subgroups'], ['subgroups']],
    [['shader-f16'], []],
  ])('of an adapter with %j asks for %j', async (features, asked) => {
    const requestDevice = vi.fn(() => Promise.reject(new Error('out of devices')));
    withAdapter({ info, features: new Set(features), limits: {}, requestDevice });
    await expect(createEngine('webgpu', platform)).rejects.toThrow();
    expect(requestDevice).toHaveBeenCalledWith(
      expect.objectContaining({ requiredFeatures: asked }),
    );
  });

  it('refuses an adapter whose limits are below what the kernels need', async () => {
    const requestDevice = vi.fn();
    const few = { maxStorageBuffersPerShaderStage: 4 };
    withAdapter({ info, features: new Set(), limits: { ...limits, ...few }, requestDevice });
    await expect(createEngine('webgpu', platform)).rejects.toThrow(
      'allows 4 storage buffers in a shader, and the kernels need 8',
    );
    expect(requestDevice).not.toHaveBeenCalled();
  });

  it('starts a device again after it was freed, and keeps it for a second engine', async () => {
    const first = await createEngine('wasm', platform);
    const second = await createEngine('wasm', platform);
    first.dispose();
    const options: TrainerOptions = {
      network: { kind: 'mlp', hidden: [], initial: 'normal' },
      shape: { height: 1, width: 2, channels: 1 },
      classCount: 2,
      objective: plainObjective,
      training: { optimizer: 'sgd', momentum: 0, weightDecay: 0, batchSize: 1 },
      seed: 1,
      round: 1,
    };
    const trainer = second.createTrainer(options);
    expect((await trainer.predict(Float32Array.of(1, 2))).length).toBe(2);
    trainer.dispose();
    second.dispose();
    const third = await createEngine('wasm', platform);
    third.createTrainer(options).dispose();
    third.dispose();
  });
});

describe('watch over a graphics device', () => {
  function fakeDevice() {
    const listeners: ((event: { error: { message: string } }) => void)[] = [];
    let lose: (reason: { message: string }) => void = () => {};
    const lost = new Promise<{ message: string }>((resolve) => {
      lose = resolve;
    });
    const addEventListener = (_type: string, listener: (typeof listeners)[number]) => {
      listeners.push(listener);
    };
    const device = { lost, addEventListener } as unknown as ConstructorParameters<
      typeof DeviceWatch
    >[0];
    const fail = (message: string) => {
      for (const listener of listeners) listener({ error: { message } });
    };
    return { device, fail, lose };
  }

  it('raises the first failure, in the kernel’s words', () => {
    const { device, fail } = fakeDevice();
    const watch = new DeviceWatch(device);
    expect(() => watch.check()).not.toThrow();
    fail('bad shader');
    fail('what followed from it');
    expect(() => watch.check()).toThrow('bad shader');
    expect(() => watch.check()).toThrow(EngineError);
  });

  it('raises the kernel that was refused, not what failed with it', () => {
    const { device, fail } = fakeDevice();
    const watch = new DeviceWatch(device);
    fail('invalid pipeline');
    watch.hear({ kernel: 'maxPoolGradient', message: 'unresolved identifier' });
    watch.hear({ kernel: 'moments', message: 'unresolved too' });
    expect(() => watch.check()).toThrow(
      'refused the kernel maxPoolGradient: unresolved identifier',
    );
  });

  it('raises what there was no room for, with its size', () => {
    const { device, fail } = fakeDevice();
    const watch = new DeviceWatch(device);
    watch.hear({ what: 'the training step', bytes: 3_000_000_000 });
    fail('invalid buffer');
    expect(() => watch.check()).toThrow(/no room for the .*3.* GB that the training step takes/);
  });

  it('raises the loss of the device, unless it was freed', async () => {
    const [lost, freed] = [fakeDevice(), fakeDevice()];
    const [watch, stopped] = [new DeviceWatch(lost.device), new DeviceWatch(freed.device)];
    stopped.stop();
    for (const { lose } of [lost, freed]) lose({ message: '' });
    await Promise.all([lost.device.lost, freed.device.lost]);
    expect(() => watch.check()).toThrow('device was lost');
    expect(() => stopped.check()).not.toThrow();
  });

  it('ends the wait for a reading that never comes when the device is lost', async () => {
    const { device, lose } = fakeDevice();
    const watch = new DeviceWatch(device);
    expect(await watch.untilLost(Promise.resolve(3))).toBe(3);
    await expect(watch.untilLost(Promise.reject(new RangeError('no')))).rejects.toThrow('no');
    const reading = watch.untilLost(new Promise(() => {}));
    lose({ message: 'GPU process crashed' });
    await expect(reading).rejects.toMatchObject({ fault: 'lost' });
  });

  it('explains what the browser words by the loss that follows, else as a failed reading', async () => {
    const raw = new DOMException("Failed to execute 'mapAsync' on 'GPUBuffer'", 'AbortError');
    const [lost, alive] = [fakeDevice(), fakeDevice()];
    const explained = new DeviceWatch(lost.device).explain(raw);
    lost.lose({ message: '' });
    expect(await explained).toMatchObject({ fault: 'lost' });
    const watch = new DeviceWatch(alive.device);
    expect(await watch.explain(raw)).toMatchObject({
      message: 'The device failed while it was read.',
      fault: 'refused',
    });
    const ours = new TypeError('a fault of our own');
    expect(await watch.explain(ours)).toBe(ours);
  });
});
