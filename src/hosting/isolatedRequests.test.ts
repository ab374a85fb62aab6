import { describe, expect, it } from 'vitest';
import { isAskedByPage, isIsolated, type RequestFacts } from './isolatedRequests.ts';

const scope = 'https://example.org/espalier/';
const facts = (change: Partial<RequestFacts>): RequestFacts => ({
  url: scope,
  mode: 'navigate',
  destination: 'document',
  ...change,
});

describe('isIsolated', () => {
  it.each([
    scope,
    `${scope}?from=mail`,
    `${scope}#spec`,
    `${scope}index.html`,
    `${scope}index.html?a=1`,
  ])('holds for loading the page: %s', (url) => {
    expect(isIsolated(scope, facts({ url }))).toBe(true);
  });

  it.each([
    `${scope}blog/`,
    `${scope}blog/index.html`,
    `${scope}about.html`,
    `${scope}index.htm`,
    'https://example.org/',
    'https://elsewhere.org/espalier/',
  ])('does not for loading another page: %s', (url) => {
    expect(isIsolated(scope, facts({ url }))).toBe(false);
  });

  it('leaves a blog below a root alone', () => {
    const root = 'https://example.org/';
    expect(isIsolated(root, facts({ url: root }))).toBe(true);
    expect(isIsolated(root, facts({ url: `${root}blog/` }))).toBe(false);
  });

  it('holds for the scripts of workers, and for no other file', () => {
    const worker = { mode: 'same-origin', destination: 'worker' } as const;
    const url = `${scope}assets/entry-1a.js`;
    expect(isIsolated(scope, facts({ ...worker, url }))).toBe(true);
    expect(isIsolated(scope, facts({ ...worker, url: `${scope}blog/worker.js` }))).toBe(false);
    for (const destination of ['script', 'image', 'style', ''] as const) {
      expect(isIsolated(scope, facts({ mode: 'cors', destination, url }))).toBe(false);
    }
  });
});

describe('isAskedByPage', () => {
  const asked = (referrer: string) => isAskedByPage(scope, { mode: 'same-origin', referrer });

  it('tells the page that starts a worker from other pages', () => {
    expect([scope, `${scope}index.html`, `${scope}?a=1`].map(asked)).toEqual([true, true, true]);
    expect(asked(`${scope}blog/`)).toBe(false);
    expect(asked('https://example.org/')).toBe(false);
  });

  it('takes workers that start others for its own, and whoever is not known', () => {
    expect(asked(`${scope}assets/entry-1a.js`)).toBe(true);
    expect(asked('')).toBe(true);
    expect(asked('about:client')).toBe(true);
  });

  it('holds for loading the page from another page', () => {
    const navigation = { mode: 'navigate', referrer: `${scope}blog/` } as const;
    expect(isAskedByPage(scope, navigation)).toBe(true);
  });
});
