/** Networks that a run can start from: those that runs of this session trained, and files. */
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { initialNetworkOf } from '../../spec/methods/methodFacts.ts';
import type { RunView } from './runView.ts';

/** A network from a file, which runs can start from. */
export interface TakenNetwork {
  readonly hash: string;
  /** The file's name. */
  readonly name: string;
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
}

/** Where networks to start from come from. */
export interface NetworkSources {
  readonly runs: readonly RunView[];
  /** Oldest first. */
  readonly takenNetworks: readonly TakenNetwork[];
}

/** Newest first; a network that came out of several runs stands once. */
export function pretrainedNetworks(
  runs: readonly RunView[],
  taken: readonly TakenNetwork[],
): PretrainedNetwork[] {
  const found = new Map<string, PretrainedNetwork>();
  for (const run of runs.toReversed()) {
    for (const network of networksOf(run)) {
      if (!found.has(network.hash)) found.set(network.hash, network);
    }
  }
  for (const { hash, name } of taken) {
    if (!found.has(hash)) found.set(hash, { hash, run: null, round: 1, file: name });
  }
  return [...found.values()];
}

/** Whether an experiment starts from a network that is not at hand, as one from a link may. */
export function lacksNetwork(
  spec: ExperimentSpec,
  { runs, takenNetworks }: NetworkSources,
): boolean {
  const hash = initialNetworkOf(spec.method)?.hash ?? null;
  return hash !== null && pretrainedNetworks(runs, takenNetworks).every((one) => one.hash !== hash);
}

/** Networks of a run whose weights are kept, the last first; none of a log from elsewhere. */
export function networksOf(run: RunView): PretrainedNetwork[] {
  if (run.origin === 'imported') return [];
  const rounds = run.newest?.rounds ?? [];
  return rounds
    .flatMap(({ round, outcome }) => {
      const hash = outcome?.networkHash ?? null;
      return hash === null ? [] : [{ hash, run, round, file: null }];
    })
    .toReversed();
}
