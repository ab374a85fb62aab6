import { beforeEach, expect, it, vi } from 'vitest';
import type { Notebook } from './deviceKnowledge.ts';

let text: string | null = null;
const notebook = (version: string): Notebook => ({
  version,
  read: async () => text,
  write: async (written) => {
    text = written;
  },
});

/** What a visit knows at first. */
async function visit(adapter: string, version = 'v1', kept: Notebook | null = notebook(version)) {
  vi.resetModules();
  const { knowledgeOf } = await import('./deviceKnowledge.ts');
  return knowledgeOf(adapter, kept);
}

beforeEach(() => {
  text = null;
});

it('is found again by the next visit, of each adapter apart', async () => {
  const first = await visit('card');
  first.verdicts.set('relu', 'right').set('maxPool, halving', 'replaced');
  first.variants.set('filterGradient 3', 1);
  await first.keep();
  const other = await visit('other card');
  expect(other.verdicts.size).toBe(0);
  other.verdicts.set('add', 'right');
  await other.keep();
  const again = await visit('card');
  expect([...again.verdicts]).toEqual([
    ['relu', 'right'],
    ['maxPool, halving', 'replaced'],
  ]);
  expect([...again.variants]).toEqual([['filterGradient 3', 1]]);
});

it('is learned anew by another version, and where the notebook is damaged or missing', async () => {
  const first = await visit('card');
  first.verdicts.set('relu', 'right');
  await first.keep();
  expect((await visit('card', 'v2')).verdicts.size).toBe(0);
  for (const damaged of [
    '{',
    '{"version":"v1","adapters":{"card":{"kernels":{"relu":"perhaps"}}}}',
  ]) {
    text = damaged;
    expect((await visit('card')).verdicts.size).toBe(0);
  }
  const without = await visit('card', 'v1', null);
  without.verdicts.set('relu', 'right');
  await without.keep();
  expect(text).not.toContain('right');
});

it('is written when there is something new, and training goes on where it cannot be', async () => {
  const write = vi.fn(async () => {
    throw new Error('no room');
  });
  const full: Notebook = { version: 'v1', read: async () => null, write };
  const learned = await visit('card', 'v1', full);
  await learned.keep();
  expect(write).not.toHaveBeenCalled();
  learned.variants.set('exchange', 1);
  await learned.keep();
  await learned.keep();
  expect(write).toHaveBeenCalledTimes(1);
});
