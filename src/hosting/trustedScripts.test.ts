import { expect, it } from 'vitest';
import { trustScriptsBelow } from './trustedScripts.ts';

it('trusts this build’s scripts, and no others', () => {
  let trusted = (url: string) => url;
  const createPolicy = (_: 'default', rules: { createScriptURL: (url: string) => string }) => {
    trusted = rules.createScriptURL;
  };
  trustScriptsBelow('https://example.org/deep/index.html?a#b', { createPolicy });
  expect(trusted('./serviceWorker.js')).toBe('https://example.org/deep/serviceWorker.js');
  const own = 'https://example.org/deep/assets/entry.js';
  expect(trusted(own)).toBe(own);
  for (const foreign of [
    'https://example.org/other.js',
    'https://elsewhere.org/deep/entry.js',
    '../entry.js',
    'data:text/javascript,0',
    'blob:https://example.org/deep/1',
  ]) {
    expect(() => trusted(foreign)).toThrow('is no script of this page');
  }
});

it('does nothing in browsers that have no trusted types', () => {
  expect(() => trustScriptsBelow('https://example.org/', undefined)).not.toThrow();
});
