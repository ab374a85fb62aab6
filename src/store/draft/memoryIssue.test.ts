import { describe, expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { sampleDataset } from '../testing/fakeClient.ts';
import { draftOf } from './draft.ts';
import { graphicsMemoryText, memoryIssue } from './memoryIssue.ts';

const view = {
  ...sampleDataset('birds', ['a', 'b']),
  shape: { height: 32, width: 32, channels: 3 },
  trainCounts: [5000, 5000],
};

const state = (batchSize: number, device: 'wasm' | 'webgpu', threads: 1 | 8, held = view) => ({
  draft: draftOf({
    ...defaultSpec,
    dataset: { ...defaultSpec.dataset, source: view.source, hash: view.hash },
    network: { kind: 'resnet', depth: 56 },
    training: { ...defaultSpec.training, batchSize },
    device,
  }),
  data: { phase: 'held', view: held } as const,
  offer: { phase: 'asking' } as const,
  threads,
});

it('complains of what WebAssembly cannot hold on the threads chosen, with a batch that fits', () => {
  const issue = memoryIssue(state(4096, 'wasm', 1));
  expect(issue).toMatch(/batches of 4,096 images takes about \d+\.\d+ GB/);
  expect(issue).toMatch(/one thread has room for 4\.29 GB\. Lower the batch size to 512/);
  expect(memoryIssue(state(512, 'wasm', 1))).toBeNull();
  expect(memoryIssue(state(4096, 'wasm', 8))).toBeNull();
  // A batch takes no more images than there are.
  expect(memoryIssue(state(4096, 'wasm', 1, { ...view, trainCounts: [8, 8] }))).toBeNull();
});

describe('on a graphics device', () => {
  const offering = (largestBuffer: number) => ({
    phase: 'known' as const,
    offer: {
      webgpu: { kind: 'webgpu' as const, adapter: 'Card 9', isFallback: false },
      largestBuffer,
      auto: 'webgpu' as const,
      threads: { counts: [1], refusal: null },
    },
  });

  it('complains of a batch whose largest tensor it does not allow, with one that fits', () => {
    // 4,096 images of 32 × 32 pixels and 16 channels.
    const drafted = { ...state(4096, 'webgpu', 1), offer: offering(2 ** 27) };
    expect(memoryIssue(drafted)).toBe(
      'Training this network on batches of 4,096 images takes 268.4 MB in one piece, and the graphics device has room for 134.2 MB. Lower the batch size to 2,048, or choose a smaller network.',
    );
    expect(memoryIssue({ ...state(2048, 'webgpu', 1), offer: offering(2 ** 27) })).toBeNull();
  });

  it('says what the plan takes of what is allowed, there alone', () => {
    const drafted = { ...state(64, 'webgpu', 1), offer: offering(2 ** 31) };
    expect(graphicsMemoryText(drafted)).toBe(
      'The largest buffer takes 4.2 MB of the 2.15 GB that the graphics device allows.',
    );
    expect(graphicsMemoryText({ ...state(64, 'wasm', 1), offer: offering(2 ** 31) })).toBeNull();
  });

  it('waits until it is known', () => {
    expect(memoryIssue(state(4096, 'webgpu', 1))).toBeNull();
    expect(graphicsMemoryText(state(64, 'webgpu', 1))).toBeNull();
  });
});
