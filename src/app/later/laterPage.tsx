/** Pages that are read when somebody opens them: the first load does without. */
import type { ComponentType } from 'react';
import { useEffect } from 'react';
import { laterCode } from './laterCode.ts';
import { Unread } from './Unread.tsx';

/** A page that is read at its first opening, or before it. */
export interface LaterPage {
  readonly Page: ComponentType;
  /** Reads it ahead; that it fails is told when it is opened. */
  readonly read: () => Promise<unknown>;
}

/** The page that `fetch` imports. Where that fails, the page says so and can be read again. */
export function laterPage(fetch: () => Promise<ComponentType>): LaterPage {
  const code = laterCode(fetch);
  function Page() {
    const state = code.useState();
    useEffect(() => {
      void code.read();
    }, []);
    if (state.phase === 'read') return <state.code />;
    if (state.phase !== 'failed') return <main aria-busy="true" />;
    return (
      <main>
        <Unread what="This page" onTryAgain={() => void code.read()} />
      </main>
    );
  }
  return { Page, read: code.read };
}
