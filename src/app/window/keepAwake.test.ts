/** A browser that grants, takes back or refuses that the screen stays on. */
import { describe, expect, it } from 'vitest';
import { createFakeWorker } from '../../store/testing/fakeClient.ts';
import { createWorkbench } from '../../store/workbench.ts';
import { keepAwake } from './keepAwake.ts';

class FakeSentinel {
  released = false;
  async release() {
    this.released = true;
  }
}

function setUp({ refuses = false } = {}) {
  const store = createWorkbench(createFakeWorker().connect, 'glyphs.bin');
  const given: FakeSentinel[] = [];
  const document = Object.assign(new EventTarget(), {
    visibilityState: 'visible' as DocumentVisibilityState,
  });
  const wakeLock = {
    request: async () => {
      if (refuses) throw new DOMException('The battery is low.', 'NotAllowedError');
      given.push(new FakeSentinel());
      return given[given.length - 1];
    },
  };
  const stop = keepAwake(store, { wakeLock, document: document as unknown as Document });
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  const train = async (isTraining: boolean) => {
    store.setState({
      launch: isTraining ? { phase: 'running', runId: 'one', asked: null } : { phase: 'idle' },
    });
    await settle();
  };
  const see = async (isSeen: boolean) => {
    document.visibilityState = isSeen ? 'visible' : 'hidden';
    // The browser releases it by itself.
    if (!isSeen) for (const sentinel of given) sentinel.released = true;
    document.dispatchEvent(new Event('visibilitychange'));
    await settle();
  };
  const held = () => given.filter(({ released }) => !released).length;
  return { given, held, train, see, stop, settle };
}

describe('keeping the screen on', () => {
  it('lasts from the start of a run to its end', async () => {
    const { given, held, train } = setUp();
    expect(held()).toBe(0);
    await train(true);
    expect(held()).toBe(1);
    await train(false);
    expect([held(), given.length]).toEqual([0, 1]);
  });

  it('is asked for again when the page is seen again, and not while it is hidden', async () => {
    const { given, held, train, see } = setUp();
    await train(true);
    await see(false);
    expect([held(), given.length]).toEqual([0, 1]);
    await see(true);
    expect([held(), given.length]).toEqual([1, 2]);
    await train(false);
    await see(false);
    await see(true);
    expect([held(), given.length]).toEqual([0, 2]);
  });

  it('is asked for once the page is seen where the run began unseen', async () => {
    const { held, train, see } = setUp();
    await see(false);
    await train(true);
    expect(held()).toBe(0);
    await see(true);
    expect(held()).toBe(1);
  });

  it('leaves the run alone where the browser refuses', async () => {
    const { held, train } = setUp({ refuses: true });
    await train(true);
    await train(false);
    expect(held()).toBe(0);
  });

  it('ends with the page', async () => {
    const { held, train, stop, settle } = setUp();
    await train(true);
    stop();
    await settle();
    expect(held()).toBe(0);
  });
});
