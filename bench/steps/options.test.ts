import { describe, expect, it } from 'vitest';
import { parseOptions } from './options.ts';
import { engineNames } from './stepper.ts';
import { nativeTaskNames, taskNames } from './tasks.ts';

describe('the bench’s options', () => {
  it('are everything there is, unless told otherwise', () => {
    const options = parseOptions([]);
    expect(options).toMatchObject({ tasks: taskNames, engines: engineNames, devices: null });
    expect(options).toMatchObject({ quick: false, subject: 'comparison', json: null, host: null });
  });

  it('name several tasks and engines, each counted once', () => {
    const words = ['--task', 'bn', '--task', 'mlp', '--task', 'bn', '--engine', 'tfjs', '--quick'];
    const { tasks, engines, quick } = parseOptions(words);
    expect(tasks).toEqual(['mlp', 'bn']);
    expect(engines).toEqual(['tfjs']);
    expect(quick).toBe(true);
  });

  it('say what is measured, one thing at a time', () => {
    expect(parseOptions(['--host-cost']).subject).toBe('host-cost');
    expect(() => parseOptions(['--growth', '--host-cost'])).toThrow(
      '--growth and --host-cost exclude each other',
    );
  });

  it('hold Espalier against a native engine, on larger networks too', () => {
    const { beside } = parseOptions(['--peer', 'torch', '--json', 'file', '--task', 'resnet18']);
    expect(beside).toEqual({ peer: 'torch', tasks: ['resnet18'] });
    expect(parseOptions(['--peer', 'torch']).beside?.tasks).toEqual(nativeTaskNames);
    expect(parseOptions(['--quick']).beside).toBeNull();
    expect(() => parseOptions(['--peer', 'jax'])).toThrow('--peer jax: allowed are torch');
    expect(() => parseOptions(['--peer', 'torch', '--growth'])).toThrow('--peer goes with');
    expect(() => parseOptions(['--task', 'resnet18'])).toThrow('--task resnet18');
  });

  it('are refused where there is no such thing, with what there is', () => {
    expect(() => parseOptions(['--task', 'vgg'])).toThrow('--task vgg: allowed are mlp, cnn');
    expect(() => parseOptions(['--device', 'gpu'])).toThrow(
      'allowed are wasm, wasm-fused, webgpu, cpu',
    );
    expect(() => parseOptions(['--fast'])).toThrow('--fast');
  });
});
