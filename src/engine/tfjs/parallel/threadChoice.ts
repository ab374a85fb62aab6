/** How many threads train on WebAssembly: what people ask for, and what a machine gives. */
import { maxShards, threadCounts } from '../../../spec/threadCounts.ts';
import { EngineError } from '../../engine.ts';
import type { WorkerHandle } from './threadPool.ts';

/** A number of threads, or as many as pay. */
export type ThreadChoice = number | 'auto';

/** What a platform has for further threads. */
export type ThreadSupply =
  | { readonly cores: number; readonly start: () => WorkerHandle }
  | { readonly cores: 1 }
  /** Why there are none: `the page is not isolated`. */
  | { readonly refusal: string };

/** No further threads, and no reason to tell. */
export const thisThread: ThreadSupply = { cores: 1 };

/** What can be chosen, and why there is no more where that is to be told. */
export interface ThreadOffer {
  readonly counts: readonly number[];
  readonly refusal: string | null;
}

/** What a platform offers to choose from. */
export function offerThreads(supply: ThreadSupply = thisThread): ThreadOffer {
  const refusal = 'refusal' in supply ? supply.refusal : null;
  return { counts: threadCounts('refusal' in supply ? 1 : supply.cores), refusal };
}

/** Threads for a choice. @throws EngineError for a number that cannot be had. */
export function threadsFor(choice: ThreadChoice, supply: ThreadSupply): number {
  const { counts } = offerThreads(supply);
  if (choice === 'auto') return counts[counts.length - 1];
  if (counts.includes(choice)) return choice;
  const why = 'refusal' in supply ? supply.refusal : `this machine has ${coresOf(supply.cores)}`;
  const allowed = counts.length > 1 ? `one of ${counts.join(', ')}` : '1';
  throw new EngineError(
    `So many threads cannot be had: ${why}.`,
    `Ask for ${allowed}: threads share a batch as powers of two, one a core, ${maxShards} at most.`,
  );
}

function coresOf(cores: number): string {
  return cores === 1 ? 'one core' : `${cores} cores`;
}
