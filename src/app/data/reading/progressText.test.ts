import { expect, it } from 'vitest';
import { progressShare, progressText } from './progressText.ts';

it('says what is done and how far', () => {
  const progress = {
    stage: 'read',
    what: 'a.png',
    done: 1204,
    total: 12_000,
    unit: 'images',
  } as const;
  expect(progressText('leaves', null)).toBe('Reading leaves…');
  expect(progressText('leaves', progress)).toBe('Reading leaves… 1,204 of 12,000 images');
  const fetched = { ...progress, stage: 'fetch', unit: 'bytes', done: 2e6, total: null } as const;
  expect(progressText('MNIST', fetched)).toBe('Fetching MNIST… 2.0 MB');
});

it('knows the share only where the whole is known', () => {
  const progress = { stage: 'read', what: '', done: 3, total: 4, unit: 'images' } as const;
  expect(progressShare(progress)).toBe(0.75);
  expect(progressShare({ ...progress, total: null })).toBeNull();
  expect(progressShare({ ...progress, done: 9 })).toBe(1);
  expect(progressShare(null)).toBeNull();
});
