/** Networks that a run can start from: those of runs of this session, of kept runs, and files. */
import {
  type ExperimentSpec,
  networkOfRound,
  startingNetworkOf,
} from '../../spec/experimentSpec.ts';
import type { ListedRun, NetworkFacts } from '../../worker/protocol.ts';
import type { RunView } from './runView.ts';

/** A network from a file, which runs can start from. */
export interface TakenNetwork {
  readonly hash: string;
  /** The file's name. */
  readonly name: string;
  /** What it is; null where that is not known. */
  readonly facts: NetworkFacts | null;
}

/** A network that the worker holds. */
export interface PretrainedNetwork {
  readonly hash: string;
  /** The run it came out of; null for a file. */
  readonly run: RunView | null;
  /** From 1, within its run; 1 for a file. */
  readonly round: number;
  /** The file's name; null for a network of a run. */
  readonly file: string | null;
  /** What it is; null where that is not known. */
  readonly facts: NetworkFacts | null;
}

/** Where networks to start from come from. */
export interface NetworkSources {
  readonly runs: readonly RunView[];
  /** Oldest first. */
  readonly takenNetworks: readonly TakenNetwork[];
  /** Null until it is known. */
  readonly keptRuns: readonly ListedRun[] | null;
}

/** Newest first; a network that came out of several runs stands once. */
export function pretrainedNetworks({
  runs,
  takenNetworks,
  keptRuns,
}: NetworkSources): PretrainedNetwork[] {
  const found = new Map<string, PretrainedNetwork>();
  for (const run of runs.toReversed()) {
    for (const network of networksOf(run, keptRuns)) {
      if (!found.has(network.hash)) found.set(network.hash, network);
    }
  }
  for (const { hash, name, facts } of takenNetworks) {
    if (!found.has(hash)) found.set(hash, { hash, run: null, round: 1, file: name, facts });
  }
  return [...found.values()];
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
      return [{ hash, run, round, file: null, facts: factsOf(run, round) }];
    })
    .toReversed();
}

function factsOf({ newest }: RunView, round: number): NetworkFacts | null {
  if (newest === null) return null;
  return { network: networkOfRound(newest.spec, round), classes: newest.dataset.classes };
}

const isKept = (hash: string, keptRuns: NetworkSources['keptRuns']): boolean =>
  keptRuns?.some(({ networks }) => networks.includes(hash)) ?? false;
