/** Whether the browser has promised to keep what is stored here, and asking it to. */
import type { SliceTools } from '../sliceTools.ts';
import type { LastingStorage } from './lastingStorage.ts';

export type Lasting = 'promised' | 'not yet' | 'unknown';

export interface LastingSlice {
  readonly lasting: Lasting;
  /** Looks up what the browser has promised; it is not asked for more. */
  readonly lookUpLasting: () => Promise<void>;
  /** Asks the browser, as often as a person wants. */
  readonly askToLast: () => Promise<void>;
  /** Asks it once a session, for what a person has just brought: the browser may ask that person. */
  readonly askToLastOnce: () => Promise<void>;
}

export function lastingSlice(
  { get, set }: SliceTools<LastingSlice>,
  storage: LastingStorage,
): LastingSlice {
  let isAsked = false;
  const take = (answer: boolean | null) => {
    if (answer === null) set({ lasting: 'unknown' });
    else set({ lasting: answer ? 'promised' : 'not yet' });
  };
  return {
    lasting: 'unknown',
    lookUpLasting: async () => take(await storage.isPromised()),
    askToLast: async () => {
      isAsked = true;
      take(await storage.ask());
    },
    askToLastOnce: async () => {
      if (!isAsked) await get().askToLast();
    },
  };
}
