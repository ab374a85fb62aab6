import { expect, test, vi } from 'vitest';
import { methodParts } from './methodParts.tsx';

// The page's own store is bound to a document; which views there are does not hang on it.
vi.mock(import('../../store/useWorkbench.ts'), () => ({}));

const pages = Object.entries(methodParts).map(([kind, { page }]) => [kind, page] as const);

test.each(pages)('a narrow page of %s has every view of a wide one, once', (_, page) => {
  const inRows = page.rows.flatMap(({ cells }) => cells.flat()).map(({ what }) => what);
  const inTabs = page.tabs.flatMap(({ views }) => views).map(({ what }) => what);
  expect(inRows.length).toBeGreaterThan(0);
  expect(new Set(inRows).size).toBe(inRows.length);
  expect(new Set(inTabs).size).toBe(inTabs.length);
  expect(inTabs).toEqual(expect.arrayContaining(inRows));
});

test.each(pages)('tabs of %s are told apart, and are at most four', (_, { tabs }) => {
  expect(new Set(tabs.map(({ id }) => id)).size).toBe(tabs.length);
  expect(tabs.length).toBeLessThanOrEqual(4);
});
