import { expect, it } from 'vitest';
import { encodeLink } from '../spec/link.ts';
import { defaultSpec } from '../spec/presets/presets.ts';
import type { Workbench } from '../store/workbench.ts';
import { followAddress } from './addressBar.ts';

/** A page whose address is written as browsers do: the event comes later, and tells what was pasted. */
function fakePage(hash: string) {
  const listeners = new Set<(event: Event) => void>();
  const location = { hash };
  const page = {
    location,
    history: {
      replaceState: (_state: unknown, _title: string, address: string) => {
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
    replaceDraft: ({ name }: { readonly name: string }) => opened.push(name),
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
