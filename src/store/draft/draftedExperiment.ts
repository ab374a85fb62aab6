/** The drafted experiment, where what it needs is at hand: what the worker can be asked about. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { startingNetworkOf } from '../../spec/experimentSpec.ts';
import { levelwisePartOf } from '../../spec/methods/methodFacts.ts';
import { type DataState, heldData, matchData } from '../data/dataSet.ts';
import type { LaunchState } from '../runs/launch.ts';
import { lacksNetwork, type NetworkSources } from '../runs/pretrainedNetworks.ts';
import type { Draft } from './draft.ts';
import { type MemorySurroundings, memoryIssue } from './memoryIssue.ts';

interface Surroundings extends NetworkSources {
  readonly draft: Draft;
  readonly data: DataState;
}

/** The drafted experiment, where it is well formed and all that it needs is at hand. */
export function draftedForData(state: Surroundings): ExperimentSpec | null {
  const { draft, data } = state;
  if (draft.spec === null || data.phase !== 'held') return null;
  if (lacksNetwork(draft.spec, state)) return null;
  return matchData(draft.spec.dataset, heldData(data)) === 'same' ? draft.spec : null;
}

/**
 * The experiment that could be timed now: well formed, its data at hand, and nothing training. A link
 * that somebody sent computes nothing by itself.
 */
export function estimable(
  state: Surroundings &
    MemorySurroundings & {
      readonly launch: LaunchState;
      readonly isForeign: boolean;
    },
): ExperimentSpec | null {
  if (state.launch.phase !== 'idle' || state.isForeign || memoryIssue(state) !== null) return null;
  return draftedForData(state);
}

/** The drafted experiment's tree, where it has one to look at, while a run is under way too. */
export function previewable(
  state: Surroundings & { readonly isForeign: boolean },
): ExperimentSpec | null {
  const spec = draftedForData(state);
  const from = spec && levelwisePartOf(spec.method)?.settings.hierarchy.from;
  if (spec === null || !from || from === 'confusion') return null;
  // A tree of a network's features takes the device.
  return state.isForeign && startingNetworkOf(spec) !== null ? null : spec;
}
