/** Who claims a run among several windows, as windows come and go. */
import { describe, expect, it } from 'vitest';
import { FakeBrowser } from '../testing/fakeBrowser.ts';
import { browserWindows, noOtherWindows } from './otherWindows.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve));

/** Whether a promise is kept by now. */
async function isKept(promise: Promise<unknown>): Promise<boolean> {
  const pending = {};
  await settle();
  return (await Promise.race([promise, Promise.resolve(pending)])) !== pending;
}

describe('claims on a run', () => {
  it('are had by one window at a time, in the order of asking', async () => {
    const browser = new FakeBrowser();
    const [one, two, three] = [browser.open(), browser.open(), browser.open()];
    await one.windows.claim('run');
    const second = two.windows.claim('run');
    const third = three.windows.claim('run');
    expect(await isKept(second)).toBe(false);
    expect([one, two, three].map(({ windows }) => windows.holds('run'))).toEqual([
      true,
      false,
      false,
    ]);
    one.close();
    expect([await isKept(second), await isKept(third)]).toEqual([true, false]);
    two.windows.release('run');
    expect(await isKept(third)).toBe(true);
    expect(three.windows.holds('other')).toBe(false);
  });

  it('are asked for once, however often a window asks', async () => {
    const browser = new FakeBrowser();
    const [one, two] = [browser.open(), browser.open()];
    await one.windows.claim('run');
    await one.windows.claim('run');
    one.windows.release('run');
    expect(await isKept(two.windows.claim('run'))).toBe(true);
  });

  it('can be given up while waiting, and asked for anew', async () => {
    const browser = new FakeBrowser();
    const [one, two] = [browser.open(), browser.open()];
    await one.windows.claim('run');
    const abort = new AbortController();
    const given = two.windows.claim('run', abort.signal);
    abort.abort();
    await expect(given).rejects.toThrow();
    await settle();
    const again = two.windows.claim('run');
    one.close();
    expect(await isKept(again)).toBe(true);
  });

  it('are waited out by guests, who claim nothing themselves', async () => {
    const browser = new FakeBrowser();
    const [one, guest, heir] = [browser.open(), browser.open(), browser.open()];
    const { signal } = new AbortController();
    expect(await isKept(guest.windows.whenFree('run', signal))).toBe(true);
    await one.windows.claim('run');
    const free = guest.windows.whenFree('run', signal);
    const claimed = heir.windows.claim('run');
    expect(await isKept(free)).toBe(false);
    one.close();
    expect([await isKept(free), await isKept(claimed)]).toEqual([true, true]);
  });
});

describe('word between windows', () => {
  it('of changes reaches the others, until they stop listening', async () => {
    const browser = new FakeBrowser();
    const [one, two] = [browser.open(), browser.open()];
    let [heard, own] = [0, 0];
    one.windows.onChange(() => own++);
    const stop = two.windows.onChange(() => heard++);
    one.windows.tellChange();
    await settle();
    stop();
    one.windows.tellChange();
    await settle();
    expect([heard, own]).toEqual([1, 0]);
  });

  it('is done without where the browser has no locks', async () => {
    expect(browserWindows({ locks: undefined, Channel: undefined })).toBe(noOtherWindows);
    expect(await isKept(noOtherWindows.claim('run'))).toBe(true);
  });
});
