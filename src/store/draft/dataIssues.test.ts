import { expect, test } from 'vitest';
import { defaultComplementary } from '../../spec/methods/complementary.ts';
import { startingObjective } from '../../spec/objectives/objectiveFacts.ts';
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

test('a network that shrinks the images at hand to nothing is refused at its field', () => {
  const images = sampleDataset('leaves', ['a', 'b']);
  const dataset = { ...defaultSpec.dataset, source: images.source, hash: images.hash };
  const network = { kind: 'alexnet', form: 'imagenet', dropout: 0.5 } as const;
  const spec = { ...defaultSpec, dataset, network };
  const { height, width } = images.shape;
  const [issue, ...others] = dataIssues(spec, images);
  expect(issue.path).toBe('network.kind');
  expect(issue.message).toContain(`does not fit images of ${height} × ${width} pixels: `);
  expect(issue.message).toMatch(
    /takes windows of \d+ × \d+ pixels, but \d+ × \d+ arrive; choose a/,
  );
  expect(others).toEqual([]);
  const list = { ...spec, network: [{ kind: 'resnet' as const, depth: 8 as const }, network] };
  expect(dataIssues(list, images).map(({ path }) => path)).toEqual(['network.1.kind']);
  const small = { ...spec, network: { ...network, form: 'small-images' as const } };
  expect(dataIssues(small, images)).toEqual([]);
});

test('class errors on validation images are refused where a class has none', () => {
  const images = {
    ...sampleDataset('leaves', ['a', 'b']),
    trainCounts: [20, 1],
    validationCounts: null,
    testCounts: [5, 5],
  };
  const dataset = {
    ...defaultSpec.dataset,
    source: images.source,
    hash: images.hash,
    validation: 0.2,
  };
  const spec = { ...defaultSpec, dataset };
  expect(dataIssues(spec, images)).toEqual([]);
  const method = defaultComplementary({ errorsFrom: 'validation' });
  const [issue] = dataIssues({ ...spec, method }, images);
  expect(issue.path).toBe('method.errorsFrom');
  expect(issue.message).toContain('“b” has none');
  expect(dataIssues({ ...spec, method }, { ...images, trainCounts: [20, 20] })).toEqual([]);
  const objective = startingObjective('class-difficulty-balanced');
  const [other] = dataIssues({ ...spec, method: { kind: 'single', objective } }, images);
  expect(other.path).toBe('method.objective.kind');
});
