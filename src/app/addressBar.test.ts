import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { plainBench } from '../spec/benchSettings.ts';
import { encodeLink } from '../spec/link.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import type { Workbench } from '../store/workbench.ts';
import { followAddress } from './addressBar.ts';

/** A page whose address is written as browsers do: the event comes later, and tells what was pasted. */
function fakePage(hash: string) {
  const listeners = new Set<(event: Event) => void>();
  const location = { hash, pathname: '/espalier/', search: '' };
  const page = {
    location,
    history: {
      state: null as unknown,
      replaceState: (state: unknown, _title: string, address: string) => {
        page.history.state = state;
        location.hash = address;
      },
    },
    addEventListener: (_name: string, listen: (event: Event) => void) => listeners.add(listen),
    removeEventListener: (_name: string, listen: (event: Event) => void) =>
      listeners.delete(listen),
  };
  const changed = (newHash: string) => {
    const event = { newURL: `https://example.org/${newHash}` } as unknown as Event;
    for (const listen of listeners) listen(event);
  };
  return { page: page as unknown as Window, location, changed, listeners };
}

it('opens the link that was pasted, though the address was written again since', async () => {
  const [first, second] = await Promise.all(
    ['one', 'two'].map(async (name) => `#${await encodeLink({ ...defaultSpec, name })}`),
  );
  const opened: string[] = [];
  const workbench = {
    notices: [],
    openForeign: ({ name }: { readonly name: string }) => opened.push(name),
    claimResult: () => {},
    goTo: () => {},
  } as unknown as Workbench;
  const store = { getState: () => workbench, subscribe: () => () => {} };
  const { page, location, changed, listeners } = fakePage(first);
  const leave = followAddress(store as never, page);
  // The person pastes the second; before the page hears of it, the first is written anew.
  location.hash = first;
  changed(second);
  expect(opened).toEqual(['one', 'two']);
  leave();
  expect(listeners.size).toBe(0);
});

it('opens the bench as a link has it', async () => {
  const settings = { off: [3], votes: { 2: 0.3 }, whatIf: null };
  const opened: unknown[] = [];
  const workbench = {
    notices: [],
    openForeign: () => {},
    claimResult: () => {},
    goTo: () => {},
    setBench: ({ name }: typeof defaultSpec, set: unknown) => opened.push(name, set),
    openRoom: (room: string) => opened.push(room),
  } as unknown as Workbench;
  const { page } = fakePage(`#${await encodeLink(defaultSpec, null, settings)}`);
  followAddress({ getState: () => workbench, subscribe: () => () => {} } as never, page)();
  expect(opened).toEqual([defaultSpec.name, settings, 'bench']);
});

const made = { touched: true, spec: defaultSpec };

/** A store with what the address is made of. */
function shownPages(draft: { readonly touched: boolean; readonly spec: typeof defaultSpec }) {
  type Shown = Pick<
    Workbench,
    'page' | 'isTurned' | 'notices' | 'goTo' | 'openForeign' | 'claim' | 'claimResult' | 'bench'
  >;
  return createStore<Shown>()((set) => ({
    page: 'data',
    isTurned: false,
    draft,
    claim: null,
    bench: { spec: null, settings: plainBench },
    claimResult: (claim) => set({ claim }),
    notices: [],
    goTo: (page) => set({ page, isTurned: true }),
    openForeign: (spec) => set({ draft: { touched: true, spec } } as object),
  }));
}

it('leads to the page of runs by its address, with and without an experiment', async () => {
  const link = await encodeLink({ ...defaultSpec, name: 'two' });
  for (const hash of ['#runs', `#runs/${link}`]) {
    const store = shownPages({ touched: false, spec: defaultSpec });
    followAddress(store as never, fakePage(hash).page)();
    expect(store.getState().page).toBe('runs');
  }
});

it('leaves the page that somebody turned to before a link was read', async () => {
  const link = await encodeLink({ ...defaultSpec, name: 'two' });
  for (const page of ['data', 'compare'] as const) {
    const store = shownPages({ touched: false, spec: defaultSpec });
    store.getState().goTo(page);
    followAddress(store as never, fakePage(`#runs/${link}`).page)();
    expect(store.getState().page).toBe(page);
  }
});

it('writes the page of runs before the experiment, and takes it away again', async () => {
  const store = shownPages(made);
  const { page, location } = fakePage('');
  const leave = followAddress(store as never, page);
  const link = await encodeLink(defaultSpec);
  store.getState().goTo('runs');
  await expect.poll(() => location.hash).toBe(`#runs/${link}`);
  store.getState().goTo('train');
  await expect.poll(() => location.hash).toBe(`#${link}`);
  leave();
});

it('keeps what a link says that it comes to, as long as it is that experiment', async () => {
  const store = shownPages({ touched: false, spec: defaultSpec });
  const link = await encodeLink(defaultSpec, { device: 'wasm', digest: `2:${'0f'.repeat(32)}` });
  const { page, location } = fakePage(`#${link}`);
  const leave = followAddress(store as never, page);
  store.getState().goTo('runs');
  await expect.poll(() => location.hash).toBe(`#runs/${link}`);
  const other = { ...defaultSpec, seed: defaultSpec.seed + 1 };
  store.getState().openForeign(other);
  const plain = await encodeLink(other);
  await expect.poll(() => location.hash).toBe(`#runs/${plain}`);
  leave();
});

it('writes no experiment that nobody has made', async () => {
  const store = shownPages({ touched: false, spec: defaultSpec });
  const { page, location } = fakePage('');
  const leave = followAddress(store as never, page);
  store.getState().goTo('runs');
  await expect.poll(() => location.hash).toBe('#runs');
  store.getState().goTo('data');
  await expect.poll(() => location.hash).toBe('/espalier/');
  leave();
});

it('takes for its own only what it has written itself, which no link can claim', async () => {
  const { page } = fakePage(`#${await encodeLink(defaultSpec)}`);
  const opened: string[] = [];
  let listen: (state: unknown, before: unknown) => void = () => {};
  const workbench = {
    notices: [],
    isForeign: true,
    draft: { spec: defaultSpec, touched: true },
    openForeign: () => opened.push('foreign'),
    replaceDraft: () => opened.push('own'),
    claim: null,
    bench: { spec: null, settings: plainBench },
    claimResult: () => {},
    goTo: () => {},
  };
  const subscribe = (listener: typeof listen) => {
    listen = listener;
    return () => {};
  };
  const store = { getState: () => workbench, subscribe } as never;
  const write = async () => {
    listen(workbench, { draft: null });
    // Encoding takes a moment.
    await encodeLink(defaultSpec);
    await new Promise((resolve) => setTimeout(resolve));
  };
  followAddress(store, page)();
  await write();
  followAddress(store, page)();
  workbench.isForeign = false;
  await write();
  followAddress(store, page)();
  expect(opened).toEqual(['foreign', 'foreign', 'own']);
});
