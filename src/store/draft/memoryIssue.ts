/**
 * An experiment that this machine has no memory for, told at its field before anything is allocated.
 * WebAssembly's memory is known beforehand; what a graphics device holds is known once it is opened,
 * and refused then.
 */
import { planClasses } from '../../spec/classPlan.ts';
import { type ExperimentSpec, networksAtOnce } from '../../spec/experimentSpec.ts';
import { placedNetwork } from '../../spec/networks/networkFacts.ts';
import { memoryShortage, roomOnThreads } from '../../spec/networks/trainingMemory.ts';
import { maxShards } from '../../spec/threadCounts.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { type DataState, heldData, matchData } from '../data/dataSet.ts';
import { splitOf, sumOf } from '../data/splitCounts.ts';
import { type ChosenThreads, type OfferState, trainsOnWasm } from '../machineOffer.ts';
import type { Draft } from './draft.ts';

/** The field that is complained about. */
export const memoryField = 'training.batchSize';

export interface MemorySurroundings {
  readonly offer: OfferState;
  readonly threads: ChosenThreads;
  readonly draft: Draft;
  readonly data: DataState;
}

/** What was found of an experiment last: selectors ask again with every change of the store. */
const known = new WeakMap<
  ExperimentSpec,
  { readonly key: string; readonly issue: string | null }
>();

/** Why the drafted run has no room in memory, for people; null where it has, or that is unknown. */
export function memoryIssue(state: MemorySurroundings): string | null {
  const { spec } = state.draft;
  const held = heldData(state.data);
  if (spec === null || held === null || !trainsOnWasm(state)) return null;
  if (matchData(spec.dataset, held) !== 'same') return null;
  const threads = threadsOf(state);
  const key = `${held.hash} ${threads}`;
  const before = known.get(spec);
  if (before?.key === key) return before.issue;
  const issue = issueOf(spec, held, threads);
  known.set(spec, { key, issue });
  return issue;
}

/** As many as there can be: whoever cannot train on those cannot on fewer. */
function threadsOf({ threads, offer }: MemorySurroundings): number {
  if (threads !== 'auto') return threads;
  const counts = offer.phase === 'known' ? offer.offer.threads.counts : [maxShards];
  return Math.max(1, ...counts);
}

function issueOf(spec: ExperimentSpec, held: DatasetView, threads: number): string | null {
  const plan = planClasses(held.classes, spec.dataset);
  if (!plan.ok) return null;
  const room = roomOnThreads(threads);
  const { train } = sumOf(splitOf(held, spec.dataset, plan.classes));
  const batchSize = Math.min(Math.max(1, train), spec.training.batchSize);
  for (const networks of networksAtOnce(spec)) {
    const layers = networks.map((network) =>
      placedNetwork(network, held.shape, plan.classes.length),
    );
    const shortage = memoryShortage(layers, { ...spec.training, batchSize }, room);
    if (shortage !== null) return `${shortage.message} ${shortage.remedy}`;
  }
  return null;
}
