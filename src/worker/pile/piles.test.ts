import { describe, expect, it } from 'vitest';
import { Piles } from './piles.ts';
import { fakeDirectory } from './testing/fakeHandles.ts';

const named = (...paths: string[]) => paths.map((path) => ({ file: new File([path], path), path }));
const filesOf = (piles: Piles, pile: number, sent: number, given = fakeDirectory('b', {})) =>
  piles.filesOf({ pile, sent, dropped: [{ kind: 'directory', handle: given }] }, 99, {});

describe('what was dropped', () => {
  it('is what came in pieces and what its folders hold', async () => {
    const piles = new Piles(2 ** 20);
    piles.add({ pile: 1, at: 0, files: named('a/1', 'a/2') });
    piles.add({ pile: 2, at: 0, files: named('other') });
    piles.add({ pile: 1, at: 2, files: named('a/3') });
    const found = await filesOf(piles, 1, 3, fakeDirectory('b', { c: Uint8Array.of(1) }));
    expect(found.map(({ path }) => path)).toEqual(['a/1', 'a/2', 'a/3', 'b/c']);
  });

  it('is listed once, until it is let go', async () => {
    const piles = new Piles(2 ** 20);
    let lists = 0;
    const folder = fakeDirectory('b', {}, () => lists++);
    await filesOf(piles, 1, 0, folder);
    await filesOf(piles, 1, 0, folder);
    expect(lists).toBe(1);
    piles.letGo(1);
    await filesOf(piles, 1, 0, folder);
    expect(lists).toBe(2);
  });

  it('keeps what was read of it until it is let go, or another is read', async () => {
    const piles = new Piles(2 ** 20);
    expect(piles.keptOf(1, 9)).toBeUndefined();
    await filesOf(piles, 1, 0);
    await filesOf(piles, 2, 0);
    const kept = piles.keptOf(1, 9);
    expect(kept).toBeDefined();
    expect(piles.keptOf(1, 9)).toBe(kept);
    expect(piles.keptOf(2, 9)).not.toBe(kept);
    expect(piles.keptOf(1, 9)).not.toBe(kept);
    piles.letGo(1);
    expect(piles.keptOf(1, 9)).toBeUndefined();
  });

  it('is never taken in part: a piece that is missing is an error', async () => {
    const piles = new Piles(2 ** 20);
    expect(piles.countOf(1)).toBeNull();
    piles.add({ pile: 1, at: 0, files: named('a') });
    expect(piles.countOf(1)).toBe(1);
    expect(() => piles.add({ pile: 1, at: 2, files: named('c') })).toThrow('did not come');
    await expect(filesOf(piles, 1, 3)).rejects.toThrow('did not come');
    await expect(filesOf(new Piles(2 ** 20), 1, 3)).rejects.toThrow('did not come');
  });
});
