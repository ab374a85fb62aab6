/** What this machine offers, and how long the drafted run would take on it. */

import type { TaskOptions } from '../data/progress.ts';
import type { Isolation } from '../hosting/isolation.ts';
import { messageOf } from '../lib/messageOf.ts';
import { type ExperimentSpec, specHash } from '../spec/experimentSpec.ts';
import type { StepProfile } from '../spec/run/stepProfile.ts';
import { WorkerError } from '../worker/client.ts';
import type { DataState } from './data/dataSet.ts';
import type { Draft } from './draft/draft.ts';
import { estimable } from './draft/draftedExperiment.ts';
import type { ChosenThreads, OfferState } from './machineOffer.ts';
import type { LaunchState } from './runs/launch.ts';
import type { NetworkSources } from './runs/pretrainedNetworks.ts';
import type { SliceTools } from './sliceTools.ts';

export type EstimateState =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'known'; readonly seconds: number; readonly stepMilliseconds: number }
  | { readonly phase: 'failed'; readonly message: string };

const tooMuch: EstimateState = {
  phase: 'failed',
  message: 'the training thread ended over it. Choose a smaller network or batch.',
};

export interface MachineSlice {
  readonly offer: OfferState;
  readonly estimate: EstimateState;
  /** Threads that WASM is to train on. Not part of an experiment: no result depends on it. */
  readonly threads: ChosenThreads;
  readonly chooseThreads: (threads: ChosenThreads) => void;
  /** Whether the page may use several threads, or could once it is loaded anew. */
  readonly isolation: Isolation;
  readonly setIsolation: (isolation: Isolation) => void;
  readonly askOffer: () => Promise<void>;
  readonly askEstimate: (spec: ExperimentSpec | null) => Promise<void>;
  /** Gives up a timing under way. */
  readonly cancelEstimate: () => void;
  /** Measures where the time of an experiment's training steps goes, on the data set held. */
  readonly profileStep: (spec: ExperimentSpec, task: TaskOptions) => Promise<StepProfile>;
}

interface Needs extends NetworkSources {
  readonly draft: Draft;
  readonly data: DataState;
  readonly launch: LaunchState;
  readonly isForeign: boolean;
}

/** Milliseconds that a worker has to give a timing up: a single step of it may take long. */
const cancelPatience = 2000;

export function machineSlice(tools: SliceTools<MachineSlice & Needs>): MachineSlice {
  const { get, set, ask, replaceWorker } = tools;
  let newest = 0;
  let timing = new AbortController();
  /** The timing that the worker has not answered yet. */
  let pending: AbortSignal | null = null;
  let givenUp: AbortSignal | null = null;
  /** What a worker died of timing: a fresh one would die of it too. */
  let deadly: string | null = null;
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
      timing.abort();
      if (spec === null) return void settle({ phase: 'none' });
      timing = new AbortController();
      const { signal } = timing;
      const hash = specHash(spec);
      if (hash === deadly) return void settle(tooMuch);
      settle({ phase: 'asking' });
      try {
        const asked = { spec, threads: get().threads };
        pending = signal;
        settle({ phase: 'known', ...(await ask('estimate', asked, { signal })) });
      } catch (error) {
        const hasDied = error instanceof WorkerError && error.loss === 'worker';
        if (hasDied && givenUp !== signal && get().launch.phase === 'idle') deadly = hash;
        settle(hash === deadly ? tooMuch : { phase: 'failed', message: messageOf(error) });
      } finally {
        if (pending === signal) pending = null;
      }
    },
    profileStep: (spec, task) => ask('profile-step', { spec, threads: get().threads }, task),
    cancelEstimate: () => {
      if (get().estimate.phase !== 'asking') return;
      newest++;
      const given = pending;
      givenUp = given;
      timing.abort();
      set({ estimate: { phase: 'failed', message: 'it was given up.' } });
      // One that is asked for meanwhile waits for this one in the worker, so that it is ended too.
      setTimeout(() => given !== null && given === pending && replaceWorker(), cancelPatience);
    },
  };
}
