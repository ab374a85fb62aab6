import { expect, test } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { sampleDataset } from '../testing/fakeClient.ts';
import { dataIssues } from './dataIssues.ts';

test('networks that convolve are refused where the data at hand are vectors', () => {
  const images = sampleDataset('leaves', ['a', 'b']);
  const vectors = { ...images, content: 'vectors' } as const;
  const dataset = { ...defaultSpec.dataset, source: images.source, hash: images.hash };
  const spec = { ...defaultSpec, dataset, network: { kind: 'cnn' as const, channels: [2, 4] } };
  expect(dataIssues(spec, images)).toEqual([]);
  expect(dataIssues(spec, vectors).map(({ path }) => path)).toContain('network.kind');
  const other = { ...spec, dataset: { ...dataset, hash: 'another' } };
  expect(dataIssues(other, vectors)).toEqual([]);
});
