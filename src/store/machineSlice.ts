/** What this machine offers, and how long the drafted run would take on it. */

import type { Isolation } from '../hosting/isolation.ts';
import { messageOf } from '../lib/messageOf.ts';
import type { ExperimentSpec } from '../spec/experimentSpec.ts';
import type { Ask, DeviceOffer } from '../worker/protocol.ts';
import type { DataState } from './data/dataSet.ts';
import type { Draft } from './draft/draft.ts';
import { estimable } from './draft/draftedExperiment.ts';
import type { LaunchState } from './runs/launch.ts';
import type { NetworkSources } from './runs/pretrainedNetworks.ts';
import type { SliceTools } from './sliceTools.ts';

export type OfferState =
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly offer: DeviceOffer }
  | { readonly phase: 'failed'; readonly message: string };

export type EstimateState =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly seconds: number; readonly stepMilliseconds: number }
  | { readonly phase: 'failed'; readonly message: string };

type ThreadChoice = NonNullable<Ask<'start'>['threads']>;

export interface MachineSlice {
  readonly offer: OfferState;
  readonly estimate: EstimateState;
  /** Threads that WASM is to train on. Not part of an experiment: no result depends on it. */
  readonly threads: ThreadChoice;
  readonly chooseThreads: (threads: ThreadChoice) => void;
  /** Whether the page may use several threads, or could once it is loaded anew. */
  readonly isolation: Isolation;
  readonly setIsolation: (isolation: Isolation) => void;
  readonly askOffer: () => Promise<void>;
  readonly askEstimate: (spec: ExperimentSpec | null) => Promise<void>;
}

interface Needs extends NetworkSources {
  readonly draft: Draft;
  readonly data: DataState;
  readonly launch: LaunchState;
}

export function machineSlice({ get, set, ask }: SliceTools<MachineSlice & Needs>): MachineSlice {
  let newest = 0;
  return {
    offer: { phase: 'asking' },
    estimate: { phase: 'none' },
    threads: 'auto',
    isolation: 'none',
    setIsolation: (isolation) => set({ isolation }),
    chooseThreads: (threads) => {
      set({ threads });
      void get().askEstimate(estimable(get()));
    },
    askOffer: async () => {
      try {
        set({ offer: { phase: 'known', offer: await ask('offer-devices', {}) } });
      } catch (error) {
        set({ offer: { phase: 'failed', message: messageOf(error) } });
      }
    },
    askEstimate: async (spec) => {
      const number = ++newest;
      const settle = (estimate: EstimateState) => number === newest && set({ estimate });
      if (spec === null) return void settle({ phase: 'none' });
      settle({ phase: 'asking' });
      try {
        settle({ phase: 'known', ...(await ask('estimate', { spec, threads: get().threads })) });
      } catch (error) {
        settle({ phase: 'failed', message: messageOf(error) });
      }
    },
  };
}

/** Whether the drafted run would train on WASM. */
export function trainsOnWasm({
  draft,
  offer,
}: Pick<MachineSlice, 'offer'> & Pick<Needs, 'draft'>): boolean {
  const { device } = draft.lastGood;
  if (device !== 'auto') return device === 'wasm';
  return offer.phase === 'known' && offer.offer.auto === 'wasm';
}
