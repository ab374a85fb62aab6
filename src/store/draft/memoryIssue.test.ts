import { expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { sampleDataset } from '../testing/fakeClient.ts';
import { draftOf } from './draft.ts';
import { memoryIssue } from './memoryIssue.ts';

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

it('leaves the graphics device to tell for itself', () => {
  expect(memoryIssue(state(4096, 'webgpu', 1))).toBeNull();
});
