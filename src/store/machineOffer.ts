/** What this machine offers to train on, and what of it the drafted run would take. */
import type { Ask } from '../worker/protocol/requests.ts';
import type { DeviceOffer } from '../worker/protocol/trainingRequests.ts';
import type { Draft } from './draft/draft.ts';

export type OfferState =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly offer: DeviceOffer }
  | { readonly phase: 'failed'; readonly message: string };

export type ChosenThreads = NonNullable<Ask<'start'>['threads']>;

/** Whether the drafted run would train on WASM. */
export function trainsOnWasm({
  draft,
  offer,
}: {
  readonly draft: Draft;
  readonly offer: OfferState;
}): boolean {
  const { device } = draft.lastGood;
  if (device !== 'auto') return device === 'wasm';
  return offer.phase === 'known' && offer.offer.auto === 'wasm';
}
