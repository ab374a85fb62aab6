/** Networks that a run can start from: those of runs of this session, of kept runs, and files. */
import {
  type ExperimentSpec,
  networkOfRound,
  startingNetworkOf,
} from '../../spec/experimentSpec.ts';
import type { ListedRun } from '../../worker/protocol/keptRunRequests.ts';
import type { NetworkFacts } from '../../worker/protocol/networkRequests.ts';
import type { RunView } from './runView.ts';

/** A network from a file, which runs can start from. */
export interface TakenNetwork {
  readonly hash: string;
  /** The file's name. */
  readonly name: string;
  /** Which of the file's networks, from 1; null where it has one. */
  readonly number: number | null;
  /** What it is; null where that is not known. */
  readonly facts: NetworkFacts | null;
}

/** A network that the worker holds. */
export interface PretrainedNetwork {
  readonly hash: string;
  /** The run it came out of; null for a file. */
  readonly run: RunView | null;
  /** From 1, within its run or its file; 1 where the run is not open. */
  readonly round: number;
  /** The file's name, or `network 2 of model.onnx`; null for a network of a run. */
  readonly file: string | null;
  /** The kept run that it came out of, where that is not open; null for others. */
  readonly kept: KeptRun | null;
  /** What it is; null where that is not known. */
  readonly facts: KnownFacts | null;
}

type KeptRun = Extract<ListedRun, { state: 'whole' }>;

/** What is known of a network; of one of a kept run that is not open, neither classes nor images. */
export type KnownFacts = Pick<NetworkFacts, 'network'> & {
  readonly classes: NetworkFacts['classes'] | null;
  readonly shape: NetworkFacts['shape'] | null;
};

/** Where networks to start from come from. */
export interface NetworkSources {
  readonly runs: readonly RunView[];
  /** Oldest first. */
  readonly takenNetworks: readonly TakenNetwork[];
  /** Null until it is known. */
  readonly keptRuns: readonly ListedRun[] | null;
}

/** Newest first, kept runs that are not open last; a network that came out of several runs stands once. */
export function pretrainedNetworks({
  runs,
  takenNetworks,
  keptRuns,
}: NetworkSources): PretrainedNetwork[] {
  const files = takenNetworks.map(({ hash, name, number, facts }) => {
    const file = number === null ? name : `network ${number} of ${name}`;
    return { hash, run: null, round: number ?? 1, file, kept: null, facts };
  });
  const all = [
    ...runs.toReversed().flatMap((run) => networksOf(run, keptRuns)),
    ...files,
    ...(keptRuns ?? []).flatMap(networksKeptOf),
  ];
  // A network is named after the run that trained it, where that is at hand, not after one that it began.
  const named = [...all.filter((one) => !isGivenTo(one)), ...all.filter(isGivenTo)];
  const found = new Map<string, PretrainedNetwork>();
  for (const network of named) {
    if (!found.has(network.hash)) found.set(network.hash, network);
  }
  return [...found.values()];
}

/** Whether a network was given to the run that it stands under. */
function isGivenTo({ hash, run, kept }: PretrainedNetwork): boolean {
  const start = (run?.newest ?? kept)?.spec.start;
  return start?.as === 'round' && start.network === hash;
}

/** Whether an experiment starts from a network that is not at hand, as one from a link may. */
export function lacksNetwork(spec: ExperimentSpec, sources: NetworkSources): boolean {
  const hash = startingNetworkOf(spec)?.hash ?? null;
  if (hash === null || isKept(hash, sources.keptRuns)) return false;
  return pretrainedNetworks(sources).every((one) => one.hash !== hash);
}

/** Networks of a run whose weights are at hand, the last first: of a log from elsewhere the kept ones. */
export function networksOf(
  run: RunView,
  keptRuns: NetworkSources['keptRuns'],
): PretrainedNetwork[] {
  const { rounds = [], memberNetworks = [] } = run.newest ?? {};
  const trained = rounds.map(({ round, outcome }) => {
    return { round, hash: outcome?.networkHash ?? null };
  });
  const atOnce = memberNetworks.map((hash, index) => ({ round: index + 1, hash }));
  return (atOnce.length > 0 ? atOnce : trained)
    .flatMap(({ round, hash }) => {
      if (hash === null || (run.origin === 'imported' && !isKept(hash, keptRuns))) return [];
      return [{ hash, run, round, file: null, kept: null, facts: factsOf(run, round) }];
    })
    .toReversed();
}

/** Those of a kept run as it is listed, which does not say which network is of which round. */
function networksKeptOf(kept: ListedRun): PretrainedNetwork[] {
  if (kept.state !== 'whole' || kept.deletedAt !== null) return [];
  const { network } = kept.spec;
  const facts = Array.isArray(network) ? null : { network, classes: null, shape: null };
  return kept.networks.map((hash) => ({ hash, run: null, round: 1, file: null, kept, facts }));
}

function factsOf({ newest }: RunView, round: number): NetworkFacts | null {
  if (newest === null) return null;
  const { classes, shape } = newest.dataset;
  return { network: networkOfRound(newest.spec, round), classes, shape };
}

const isKept = (hash: string, keptRuns: NetworkSources['keptRuns']): boolean =>
  keptRuns?.some(({ networks }) => networks.includes(hash)) ?? false;
