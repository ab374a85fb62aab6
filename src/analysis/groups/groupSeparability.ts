/** How far apart the classes of each group lie in feature space, before and after (Fig. 10). */
import { separability } from '../../algorithms/levelwise/separability.ts';
import type { GeometryState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';

/** Where the classes lay at the moments that are compared; null where it was not measured. */
export interface GeometryMoments {
  /** When the hierarchy was built. */
  readonly before: GeometryState | null;
  /** At the end of the level-wise run. */
  readonly after: GeometryState | null;
  /** At the end of the other run. */
  readonly other: GeometryState | null;
}

export function geometryMoments(
  tree: Pick<RunState, 'levelwise' | 'geometry'>,
  other: Pick<RunState, 'geometry'>,
): GeometryMoments {
  const builtAt = tree.levelwise?.built.epoch ?? 0;
  const last = tree.geometry[tree.geometry.length - 1] ?? null;
  return {
    before: tree.geometry.find(({ epoch }) => epoch === builtAt) ?? null,
    after: last !== null && last.epoch > builtAt ? last : null,
    other: other.geometry[other.geometry.length - 1] ?? null,
  };
}

export interface GroupSeparability {
  readonly group: number;
  readonly members: readonly ClassIndex[];
  readonly before: number | null;
  readonly after: number | null;
  readonly other: number | null;
}

/**
 * Separability of every group of at least two classes at the same moments, the greatest change
 * first. The same pairs of classes are compared at each moment: those that share a group in
 * `groupOf`.
 */
export function groupSeparabilities(
  groupOf: readonly number[],
  { before, after, other }: GeometryMoments,
): GroupSeparability[] {
  const [measureBefore, measureAfter, measureOther] = [before, after, other].map(measure);
  return membersOf(groupOf)
    .map((members, group) => ({
      group,
      members,
      before: measureBefore(members),
      after: measureAfter(members),
      other: measureOther(members),
    }))
    .filter(({ members }) => members.length > 1)
    .sort((a, b) => changeOf(b) - changeOf(a) || a.group - b.group);
}

function measure(
  geometry: GeometryState | null,
): (members: readonly ClassIndex[]) => number | null {
  if (geometry === null) return () => null;
  const means = Float64Array.from(geometry.means);
  const spreads = Float64Array.from(geometry.spreads);
  return (members) => separability(means, spreads, members);
}

function changeOf({ before, after }: GroupSeparability): number {
  return before === null || after === null ? 0 : after - before;
}

/** The classes of each group, in increasing order; a group may be empty. */
export function membersOf(groupOf: readonly number[]): ClassIndex[][] {
  const groups = groupOf.reduce((most, group) => Math.max(most, group + 1), 0);
  const members: ClassIndex[][] = Array.from({ length: groups }, () => []);
  groupOf.forEach((group, index) => {
    members[group].push(index);
  });
  return members;
}
