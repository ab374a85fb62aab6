import type { AnyDataset } from '../data/dataset.ts';
import { splitDataset } from '../data/prepare/split.ts';
import {
  type AskedNetwork,
  isOfVectors,
  type TrainedNetworks,
} from '../runner/trained/trainedRun.ts';
import { castsBallots } from '../spec/methods/methodFacts.ts';
import type { TriedLevels, TriedRun } from './protocol/tryRequests.ts';

/** What the page needs to know of a run whose networks answer. @param dataset where it is held. */
export function triedRunOf(trained: TrainedNetworks, dataset: AnyDataset | null): TriedRun {
  const { state, networks, shape, areJoint } = trained;
  return {
    runId: state.runId,
    name: state.spec.name,
    datasetName: state.dataset.name,
    classes: state.dataset.classes,
    shape,
    content: isOfVectors(trained) ? 'vectors' : 'images',
    networks: networks.map((network) => ({
      round: network.round,
      voteWeight: network.voteWeight,
      levels: levelsOf(network),
    })),
    areAveraged: !areJoint && !castsBallots(state.spec.method),
    test: dataset && testOf(trained, dataset),
  };
}

function levelsOf({ levelwise }: AskedNetwork): TriedLevels | null {
  if (levelwise === null || levelwise.built.levels.length === 0) return null;
  const { built, groupOf, epochs } = levelwise;
  return {
    groups: built.levels.map(({ groupCount, names }, level) => ({
      groupCount,
      names,
      groupOf: groupOf[level],
    })),
    weights: epochs.at(-1)?.levelWeights ?? [],
  };
}

function testOf({ state }: TrainedNetworks, dataset: AnyDataset): TriedRun['test'] {
  const { spec, rounds } = state;
  const { labels } = splitDataset(dataset, { ...spec.dataset, seed: spec.seed }).test;
  const last = rounds.findLast(({ outcome }) => outcome !== null);
  const told = last?.outcome?.predictions.ensemble ?? [];
  const misread = told.flatMap((label, index) => (label === labels[index] ? [] : [index]));
  return { labels, misread };
}
