/** What the page makes of data sets that bring validation images. */
import { expect, it } from 'vitest';
import { defaultSpec } from '../../spec/presets/presets.ts';
import { dataIssues } from '../draft/dataIssues.ts';
import { draftOf } from '../draft/draft.ts';
import { sampleDataset } from '../testing/fakeClient.ts';
import { otherNotice } from './dataNotices.ts';
import { adoptData } from './dataSet.ts';

const plain = sampleDataset('plain', ['a', 'b']);
const brings = { ...sampleDataset('brings', ['a', 'b']), validationCounts: [3, 3] };
const spec = { ...defaultSpec.dataset, source: 'local:other', validation: 0.2 };

it('uses them once such a set is taken in, and holds a share out for one without', () => {
  expect(adoptData(spec, brings).validation).toBe('own');
  expect(adoptData(spec, plain).validation).toBe(0.2);
  expect(adoptData({ ...spec, validation: 'own' }, plain).validation).toBe(0.1);
  // What an experiment says of this very set stays.
  const same = { ...spec, hash: brings.hash };
  expect(adoptData(same, brings).validation).toBe(0.2);
});

it('complains where an experiment asks for them and there are none', () => {
  const asking = (hash: string) => ({
    ...defaultSpec,
    dataset: { ...spec, hash, validation: 'own' as const },
    method: { kind: 'single' as const },
  });
  expect(dataIssues(asking(plain.hash), plain)).toMatchObject([{ path: 'dataset.validation' }]);
  expect(dataIssues(asking(brings.hash), brings)).toEqual([]);
});

it('says of another hash that an older version may have made it', () => {
  const named = { ...defaultSpec, dataset: { ...spec, hash: 'ab'.repeat(32) } };
  const draft = { ...draftOf(named), touched: true };
  expect(otherNotice(brings, draft, null)?.message).toContain('older Espalier');
  expect(otherNotice(plain, draft, null)?.message).not.toContain('older Espalier');
});
