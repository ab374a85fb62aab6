import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine.ts';
import { createNodeEngine } from '../node/nodeEngine.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import { profileStep } from './profileStep.ts';
import { groupedDataset } from './testing/groupedDataset.ts';
import { levelwiseSpec } from './testing/levelwiseSpec.ts';
import { plantedDataset } from './testing/plantedDataset.ts';

const small = {
  ...defaultSpec,
  network: { kind: 'mlp' as const, hidden: [8], initial: 'normal' as const },
  training: { ...defaultSpec.training, batchSize: 16 },
};

describe('the profile of a step', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine('wasm');
  });
  afterAll(() => engine.dispose());

  it('tells kernels, layers, their multiply-adds, and what is left to the host', async () => {
    const profile = await profileStep(small, plantedDataset(), engine);
    expect(profile).toMatchObject({ clock: 'host', batchSize: 16 });
    expect(profile.device.kind).toBe('wasm');
    expect(profile.steps).toBeGreaterThanOrEqual(3);
    expect(profile.peak).toBeGreaterThan(0);
    const of = (kernel: string) => profile.parts.filter((part) => part.kernel === kernel);
    // 6 × 6 pixels to 8 units to 4 classes, 16 images.
    expect(of('dense').map(({ multiplyAdds }) => multiplyAdds)).toEqual(
      expect.arrayContaining([16 * 36 * 8, 16 * 8 * 4]),
    );
    expect(of('denseInputGradient').map(({ multiplyAdds }) => multiplyAdds)).toEqual([16 * 8 * 4]);
    expect(of('biasGradient').map(({ multiplyAdds }) => multiplyAdds)).toEqual([null, null]);
    const ofKernels = profile.parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    expect(ofKernels + profile.hostMilliseconds).toBeCloseTo(profile.stepMilliseconds, 6);
  });

  it('is of the mixture for a run that trains one', async () => {
    const spec = levelwiseSpec({ hierarchy: { levels: [2, 4] } });
    const { parts } = await profileStep(spec, groupedDataset([3, 3]), engine);
    expect(parts.map(({ kernel }) => kernel)).toContain('sampleGroups');
  });

  it('counts what all networks multiply that are trained at once', async () => {
    const together = { ...small, method: { kind: 'joint-mixture' as const, rounds: 3 } };
    const { parts } = await profileStep(together as typeof small, plantedDataset(), engine);
    const hidden = parts.find(
      ({ kernel, multiplyAdds }) => kernel === 'dense' && (multiplyAdds ?? 0) > 5000,
    );
    expect(hidden?.multiplyAdds).toBe(3 * 16 * 36 * 8);
  });

  it('is refused with a remedy where no times are told', async () => {
    const silent: Engine = { ...engine, profiler: () => null };
    await expect(profileStep(small, plantedDataset(), silent)).rejects.toMatchObject({
      message: expect.stringContaining('cannot be measured'),
      remedy: expect.stringContaining('Choose WebAssembly'),
    });
  });
});
