/**
 * What the drafted run takes of the memory that its device has, and at its field, before anything is
 * allocated, why there is no room: on WebAssembly the memory of its threads, on WebGPU the largest buffer.
 */
import { planClasses } from '../../spec/classPlan.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { largestBufferText, type MemoryPlan, planMemory } from '../../spec/memoryPlan.ts';
import {
  type DeviceRoom,
  roomOnGraphics,
  roomOnThreads,
} from '../../spec/networks/trainingMemory.ts';
import { maxShards } from '../../spec/threadCounts.ts';
import type { DatasetView } from '../../worker/protocol/dataRequests.ts';
import { type DataState, heldData, matchData } from '../data/dataSet.ts';
import { splitOf, sumOf } from '../data/splitCounts.ts';
import {
  type ChosenThreads,
  draftedLargestBuffer,
  type OfferState,
  trainsOnWasm,
} from '../machineOffer.ts';
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
  { readonly key: string; readonly plan: MemoryPlan | null }
>();

/** Why the drafted run has no room in memory, for people; null where it has, or that is unknown. */
export function memoryIssue(state: MemorySurroundings): string | null {
  return planOf(state)?.issue ?? null;
}

/** What the drafted run takes of what WebGPU allows, for people; null elsewhere. */
export function graphicsMemoryText(state: MemorySurroundings): string | null {
  const allowed = draftedLargestBuffer(state);
  const plan = allowed === null ? null : planOf(state);
  return allowed === null || plan === null ? null : largestBufferText(plan.needed, allowed);
}

function planOf(state: MemorySurroundings): MemoryPlan | null {
  const { spec } = state.draft;
  const held = heldData(state.data);
  const room = roomOf(state);
  if (spec === null || held === null || room === null) return null;
  if (matchData(spec.dataset, held) !== 'same') return null;
  const key = `${held.hash} ${room.device} ${room.tensor}`;
  const before = known.get(spec);
  if (before?.key === key) return before.plan;
  const plan = planFor(spec, held, room);
  known.set(spec, { key, plan });
  return plan;
}

function roomOf(state: MemorySurroundings): DeviceRoom | null {
  if (trainsOnWasm(state)) return roomOnThreads(threadsOf(state));
  const largest = draftedLargestBuffer(state);
  return largest === null ? null : roomOnGraphics(largest);
}

/** As many as there can be: whoever cannot train on those cannot on fewer. */
function threadsOf({ threads, offer }: MemorySurroundings): number {
  if (threads !== 'auto') return threads;
  const counts = offer.phase === 'known' ? offer.offer.threads.counts : [maxShards];
  return Math.max(1, ...counts);
}

function planFor(spec: ExperimentSpec, held: DatasetView, room: DeviceRoom): MemoryPlan | null {
  const plan = planClasses(held.classes, spec.dataset);
  if (!plan.ok) return null;
  const { train } = sumOf(splitOf(held, spec.dataset, plan.classes));
  const data = { shape: held.shape, classCount: plan.classes.length, imageCount: train };
  return planMemory(spec, data, room);
}
