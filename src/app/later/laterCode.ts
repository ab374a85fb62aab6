/** Code that is read when it is needed, and what a page does where that fails. */
import { startTransition, useEffect, useState } from 'react';
import { createStore } from 'zustand/vanilla';
import { readAgain } from './readAgain.ts';

/** How far the reading of code has come. */
export type CodeState<Code> =
  | { readonly phase: 'unread' | 'reading' | 'failed' }
  | { readonly phase: 'read'; readonly code: Code };

export interface LaterCode<Code> {
  /** Reads the code, once; null where that fails, after which the next call tries again. */
  readonly read: () => Promise<Code | null>;
  /** The code, if it is read already. */
  readonly now: () => Code | null;
  /**
   * As a hook: how far its reading has come. What comes is drawn in slices, between which the page
   * answers.
   */
  readonly useState: () => CodeState<Code>;
}

/** Code that `fetch` imports when somebody asks for it. */
export function laterCode<Code>(fetch: () => Promise<Code>): LaterCode<Code> {
  const store = createStore<CodeState<Code>>()(() => ({ phase: 'unread' }));
  let pending: Promise<Code | null> | null = null;
  const readOnce = async () => {
    store.setState({ phase: 'reading' }, true);
    try {
      const code = await readAgain(fetch);
      store.setState({ phase: 'read', code }, true);
      return code;
    } catch {
      pending = null;
      store.setState({ phase: 'failed' }, true);
      return null;
    }
  };
  return {
    read: () => {
      pending ??= readOnce();
      return pending;
    },
    now: () => {
      const state = store.getState();
      return state.phase === 'read' ? state.code : null;
    },
    useState: () => {
      const [state, setState] = useState(store.getState);
      useEffect(() => {
        const follow = () => startTransition(() => setState(store.getState()));
        follow();
        return store.subscribe(follow);
      }, []);
      return state;
    },
  };
}
