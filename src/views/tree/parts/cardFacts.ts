/** What a card says of a class or of a group. */
import {
  assignmentsAt,
  entriesByClass,
  groupStrength,
  type TreeMoment,
} from '../../../analysis/groups/assignmentEntries.ts';
import { assignmentEntropy } from '../../../analysis/groups/assignmentLevel.ts';
import { undecidedClasses } from '../../../analysis/groups/convergence.ts';
import type { ClassTreeModel, TreeGroup } from '../../../analysis/groups/treeModel.ts';
import { branchNames } from '../../../analysis/groups/treeNames.ts';
import { meanAccuracy, shownAccuracy } from '../../../analysis/run/runFacts.ts';
import { formatFixed, formatPercent } from '../../../lib/numberFormat.ts';
import type { LevelwiseState } from '../../../spec/run/levelwiseState.ts';
import type { RunState } from '../../../spec/run/runState.ts';
import type { ClassIndex } from '../../../spec/units.ts';
import { countOf } from '../treeWords.ts';

interface CardLine {
  /** A level heads the entries that follow it. */
  readonly kind: 'fact' | 'strong' | 'level';
  readonly label: string;
  readonly value: string;
}

export interface CardFacts {
  /** The class whose pictures are shown; null for a group. */
  readonly index: ClassIndex | null;
  readonly title: string;
  /** The groups above it, the finest first. */
  readonly path: string;
  readonly lines: readonly CardLine[];
  readonly keys: string;
}

/** Entries of Ψ shown for each level. */
const strongest = 2;

/** Accuracy, the flat twin's, the strongest entries of Ψ and the entropy, level by level. */
export function classCard(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
  levelwise: LevelwiseState,
  moment: TreeMoment,
  index: ClassIndex,
  canPin: boolean,
): CardFacts {
  const { classes } = state.dataset;
  const names = branchNames(levelwise, classes);
  const groups =
    moment === 'before' ? levelwise.built.levels.map(({ groupOf }) => groupOf) : levelwise.groupOf;
  const own = shownAccuracy(state)?.[index];
  const twin = flat === null ? null : shownAccuracy(flat)?.[index];
  const assignments = assignmentsAt(levelwise, moment);
  const isPinned = levelwise.pinned.includes(index);
  const lines: CardLine[] = [
    { kind: 'strong', label: 'accuracy', value: formatPercent(own, 0) },
    { kind: 'fact', label: 'flat twin', value: formatPercent(twin, 0) },
  ];
  // The finest level first: it is the one that the class sits on.
  for (let level = assignments.length - 1; level >= 0; level--) {
    const entropy = formatFixed(assignmentEntropy(assignments[level], classes.length)[index], 2);
    const place = assignments.length === 1 ? '' : `, level ${level + 1}`;
    lines.push({ kind: 'level', label: `Ψ${place}`, value: `entropy ${entropy} bits` });
    for (const { group, value } of (entriesByClass(assignments[level]).get(index) ?? []).slice(
      0,
      strongest,
    )) {
      lines.push({ kind: 'fact', label: names[level][group], value: formatFixed(value, 3) });
    }
  }
  const press = canPin
    ? `Click holds · p ${isPinned ? 'unpins' : 'pins'} · u undoes`
    : 'Click holds';
  const standing = [
    isPinned && 'Pinned: never moved',
    undecidedClasses(levelwise).has(index) && 'Undecided: goes back and forth',
  ].filter((words) => words !== false);
  return {
    index,
    title: classes[index],
    path: groups
      .map((groupOf, level) => names[level][groupOf[index]])
      .toReversed()
      .join(', '),
    lines,
    keys: [...standing, press].join(' · '),
  };
}

/** Mean accuracy, number of classes, strength. */
export function groupCard(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  levelwise: LevelwiseState,
  moment: TreeMoment,
  model: ClassTreeModel,
  group: TreeGroup,
): CardFacts {
  const names = branchNames(levelwise, state.dataset.classes);
  const assignment = assignmentsAt(levelwise, moment)[group.level];
  const parent = model.groups.get(model.parentOf.get(group.key) ?? '');
  const strength = assignment && groupStrength(assignment, group.group, group.classes);
  const below = group.children.filter(({ kind }) => kind === 'group').length;
  const lines: CardLine[] = [
    {
      kind: 'strong',
      label: 'mean accuracy',
      value: formatPercent(meanAccuracy(shownAccuracy(state), group.classes), 0),
    },
    {
      kind: 'fact',
      label: 'holds',
      value:
        countOf(group.classes.length, 'class', 'classes') +
        (below > 0 ? ` in ${countOf(below, 'group')}` : ''),
    },
    {
      kind: 'fact',
      label: 'strength: images of its classes in it',
      value: formatPercent(strength, 0),
    },
  ];
  return {
    index: null,
    title: names[group.level][group.group],
    path: parent === undefined ? '' : names[parent.level][parent.group],
    lines,
    keys: group.children.length === 0 ? 'Every class has left it' : 'Click folds and unfolds',
  };
}
