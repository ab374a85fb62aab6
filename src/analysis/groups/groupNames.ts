/**
 * What the groups of a hierarchy are called (ours): as labels or a file name them, else after a
 * few of their classes. Names are made from the tree before adaptation, so that a group keeps its
 * name however its classes change.
 */
import type { HierarchyState, LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { ClassIndex } from '../../spec/units.ts';

/** Classes that a group is named after, at most. */
const maxNamed = 3;
/** Characters after which no further class is named. */
const roomyName = 30;

type GroupNames = readonly (readonly string[])[];

const remembered = new WeakMap<HierarchyState, GroupNames>();

/**
 * The name of each group at each level above the classes, coarsest first; no two groups of a level
 * share one. An unnamed group is called after its strongest classes by the Ψ it was built with
 * (ties: lower index), those of different groups beneath first: "bed, chair, couch".
 */
export function groupNames({ built }: LevelwiseState, classes: readonly string[]): GroupNames {
  const known = remembered.get(built);
  if (known !== undefined) return known;
  const names = built.levels.map((level, index) =>
    withoutRepeats(level.names ?? madeNames(built, index, classes)),
  );
  remembered.set(built, names);
  return names;
}

function madeNames(built: HierarchyState, index: number, classes: readonly string[]): string[] {
  const { groupCount } = built.levels[index];
  const members = strongestFirst(built, index);
  return Array.from({ length: groupCount }, (_, group) =>
    members[group].length === 0
      ? `group ${group + 1}, empty`
      : nameAfter(members[group].map((member) => classes[member])),
  );
}

/** The classes of each group, the strongest first, each finer group's strongest before its others. */
function strongestFirst({ levels }: HierarchyState, index: number): ClassIndex[][] {
  const { groupCount, groupOf } = levels[index];
  const finer = levels[index + 1];
  const strength = strengths(levels[index]);
  const members: ClassIndex[][] = Array.from({ length: groupCount }, () => []);
  groupOf.forEach((group, member) => {
    members[group].push(member);
  });
  const byStrength = (one: ClassIndex, other: ClassIndex) =>
    strength[other] - strength[one] || one - other;
  return members.map((group) => {
    const sorted = group.toSorted(byStrength);
    return finer === undefined ? sorted : spread(sorted, finer.groupOf);
  });
}

/** Ψ of each class in the group that holds it. */
function strengths({ groupOf, assignment }: HierarchyState['levels'][number]): number[] {
  const strength = groupOf.map((group) => assignment.base[group] ?? 0);
  assignment.values.forEach((value, entry) => {
    const member = assignment.classes[entry];
    if (groupOf[member] === assignment.groups[entry]) strength[member] = value;
  });
  return strength;
}

/** First one class of each finer group, the largest first; then the others as they stand. */
function spread(members: readonly ClassIndex[], finer: readonly number[]): ClassIndex[] {
  const places = new Map<number, ClassIndex[]>();
  for (const member of members) {
    const place = places.get(finer[member]);
    if (place === undefined) places.set(finer[member], [member]);
    else place.push(member);
  }
  const groups = [...places.values()].toSorted((one, other) => other.length - one.length);
  return [...groups.map(([first]) => first), ...groups.flatMap(([, ...others]) => others)];
}

function nameAfter(members: readonly string[]): string {
  const named: string[] = [];
  for (const member of members.slice(0, maxNamed)) {
    const longer = [...named, member].join(', ');
    if (named.length > 0 && longer.length > roomyName) break;
    named.push(member);
  }
  return named.join(', ');
}

/** Tells groups of one name apart by a number. */
function withoutRepeats(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let unique = name;
    for (let copy = 2; taken.has(unique); copy++) unique = `${name} (${copy})`;
    taken.add(unique);
    return unique;
  });
}
