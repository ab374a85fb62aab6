import { expect, it } from 'vitest';
import { sampleDataset } from '../../store/testing/fakeClient.ts';
import { contentText } from './describeData.ts';

it('calls images images, and vectors vectors', () => {
  const images = sampleDataset('leaves', ['oak', 'elm']);
  expect(contentText(images)).toMatch(/^\d+ images of \d+\u00a0×\u00a0\d+ grey$/);
  const shape = { height: 1, width: 1200, channels: 1 } as const;
  expect(contentText({ ...images, content: 'vectors', shape })).toMatch(
    /^\d+ vectors of 1,200\u00a0features$/,
  );
});
