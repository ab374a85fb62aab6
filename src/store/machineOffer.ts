/** What this machine offers to train on, and what of it the drafted run would take. */
import type { DeviceInfo } from '../spec/run/events/runEvents.ts';
import { isWebAssembly, isWebGpu } from '../spec/sections/device.ts';
import type { Ask } from '../worker/protocol/requests.ts';
import type { DeviceOffer } from '../worker/protocol/trainingRequests.ts';
import type { Draft } from './draft/draft.ts';

export type OfferState =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly offer: DeviceOffer }
  | { readonly phase: 'failed'; readonly message: string };

export type ChosenThreads = NonNullable<Ask<'start'>['threads']>;

interface DraftedRun {
  readonly draft: Draft;
  readonly offer: OfferState;
}

/** Whether the drafted run would train on WASM. */
export function trainsOnWasm(drafted: DraftedRun): boolean {
  return isWebAssembly(draftedDevice(drafted));
}

/** Bytes of the largest buffer where the drafted run would train on WebGPU and that is known; else null. */
export function draftedLargestBuffer(drafted: DraftedRun): number | null {
  const { offer } = drafted;
  if (offer.phase !== 'known' || !isWebGpu(draftedDevice(drafted))) return null;
  return offer.offer.largestBuffer;
}

/** What the drafted run would train on; null until it is known what `auto` comes to. */
function draftedDevice({ draft, offer }: DraftedRun): DeviceInfo['kind'] | null {
  const { device } = draft.lastGood;
  if (device !== 'auto') return device;
  return offer.phase === 'known' ? offer.offer.auto : null;
}
