/** Lines of runs put together by what they share, with what differs within each group. */

import { areAlike } from '../../lib/areAlike.ts';
import { canonicalJson } from '../../lib/canonicalJson.ts';
import { groupedBy } from '../../lib/groupedBy.ts';
import type { ExperimentSpec } from '../../spec/experimentSpec.ts';
import { differingPaths } from '../comparison/specDifferences.ts';
import type { LibraryLine } from './libraryLines.ts';

/** By data set and network, so that a group tells what differs; by data set; or not at all. */
export const runGroupings = ['what differs', 'data', 'nothing'] as const;
export type RunGrouping = (typeof runGroupings)[number];

export interface RunGroup {
  readonly key: string;
  /** What all lines were trained on; null for a group of all there are. */
  readonly dataset: { readonly name: string; readonly hash: string } | null;
  /** The network of all lines, or their list of them; null where the group does not go by it. */
  readonly network: ExperimentSpec['network'] | null;
  readonly lines: readonly LibraryLine[];
  /** Fields in which the lines' experiments differ, seeds apart. */
  readonly differing: readonly string[];
  /** Whether not all lines have the same seeds. */
  readonly seedsDiffer: boolean;
  /** Kinds of devices, the most frequent first. */
  readonly devices: readonly string[];
}

/** The groups of some lines, in the order of their first lines. */
export function runGroups(lines: readonly LibraryLine[], grouping: RunGrouping): RunGroup[] {
  const groups = groupedBy(lines, (line) => groupKey(line, grouping));
  return [...groups].map(([key, lines]) => {
    const before = together.get(lines[0]);
    const isSame = before?.key === key && before.grouping === grouping;
    if (isSame && areAlike(before.group.lines, lines)) return before.group;
    const group = groupOf(key, lines, grouping);
    together.set(lines[0], { key, grouping, group });
    return group;
  });
}

/** By the first of its lines: a group of the same lines stays the very same, with every letter of a search. */
const together = new WeakMap<
  LibraryLine,
  { readonly key: string; readonly grouping: RunGrouping; readonly group: RunGroup }
>();

function groupKey(
  { runs: [{ spec, datasetHash, datasetName }] }: LibraryLine,
  by: RunGrouping,
): string {
  switch (by) {
    case 'nothing':
      return 'all';
    case 'data':
      return `${datasetHash} ${datasetName}`;
    case 'what differs':
      return `${datasetHash} ${datasetName} ${canonicalJson(spec.network)}`;
  }
}

function groupOf(key: string, lines: readonly LibraryLine[], by: RunGrouping): RunGroup {
  const [{ spec, runs }] = lines;
  const [{ datasetName: name, datasetHash: hash }] = runs;
  return {
    key,
    dataset: by === 'nothing' ? null : { name, hash },
    network: by === 'what differs' ? spec.network : null,
    lines,
    differing: pathsBesideSeed(lines),
    seedsDiffer: new Set(lines.map(({ seeds }) => seeds.join())).size > 1,
    devices: devicesOf(lines),
  };
}

/** The fields in which the experiments of some lines differ, seeds apart. */
export function pathsBesideSeed(lines: readonly Pick<LibraryLine, 'spec'>[]): string[] {
  return differingPaths(lines.map(({ spec }) => spec)).filter((path) => path !== 'seed');
}

function devicesOf(lines: readonly LibraryLine[]): string[] {
  const byDevice = groupedBy(
    lines.flatMap(({ runs }) => runs),
    ({ device }) => device,
  );
  return [...byDevice]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([device]) => device);
}
