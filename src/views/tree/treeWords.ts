/** What the tree says in words: titles, names of its nodes, its table. */
import {
  assignmentsAt,
  entriesByClass,
  type TreeMoment,
} from '../../analysis/groups/assignmentEntries.ts';
import { undecidedClasses } from '../../analysis/groups/convergence.ts';
import { movedClasses } from '../../analysis/groups/movedClasses.ts';
import type { Stray } from '../../analysis/groups/treeModel.ts';
import { branchNames, leafName } from '../../analysis/groups/treeNames.ts';
import { shownAccuracy } from '../../analysis/run/runFacts.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { levelCounts } from '../../spec/methods/levelwise/levelCounts.ts';
import { hasHierarchy } from '../../spec/methods/methodFacts.ts';
import type { LevelwiseState } from '../../spec/run/levelwiseState.ts';
import { hasEndedEarly, type RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';

export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `52% · 7 classes` */
export function groupFacts(accuracy: number | null, classCount: number): string {
  if (classCount === 0) return 'empty';
  return `${formatPercent(accuracy, 0)} · ${countOf(classCount, 'class', 'classes')}`;
}

/** What a leaf bears beside its name. */
interface LeafMarks {
  readonly isMoved: boolean;
  readonly isPinned: boolean;
  readonly isUndecided: boolean;
}

/** What a class is called to those who do not see it: `tulip, flowers, 61%`. */
export function classItemName(
  name: string,
  group: string,
  accuracy: number | null,
  { isMoved, isPinned, isUndecided }: LeafMarks,
): string {
  const facts = [leafName(name), group, formatPercent(accuracy, 0)];
  if (isMoved) facts.push('moved');
  if (isPinned) facts.push('pinned');
  if (isUndecided) facts.push('undecided: it goes back and forth');
  return facts.join(', ');
}

/** What a group is called to those who do not see it: `flowers, 5 classes, 63%`. */
export function groupItemName(name: string, classCount: number, accuracy: number | null): string {
  return classCount === 0
    ? `${name}, empty`
    : `${name}, ${countOf(classCount, 'class', 'classes')}, ${formatPercent(accuracy, 0)}`;
}

/** What the tree shows, in one sentence. */
export function treeDescription(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  moment: TreeMoment,
  strays: number,
): string {
  const { levelwise, dataset } = state;
  if (levelwise === null || levelwise.built.levels.length === 0) {
    return `${waitingForTree(state)}.`;
  }
  const counts = levelwise.built.levels.map(({ groupCount }) => groupCount);
  const over = counts.map((count) => countOf(count, 'group')).join(' over ');
  const tree = `A tree of ${over} over ${countOf(dataset.classes.length, 'class', 'classes')}`;
  const hanging =
    strays === 0
      ? ''
      : `; ${countOf(strays, 'class hangs', 'classes hang')} under a coarser group that is not its own`;
  if (moment === 'before')
    return `${tree}, as it was built after epoch ${levelwise.built.epoch}${hanging}.`;
  return `${tree}; ${movedText(state)}${hanging}.`;
}

function movedText(state: Pick<RunState, 'dataset' | 'levelwise'>): string {
  const { levelwise, dataset } = state;
  if (levelwise === null) return '';
  const moved = movedClasses(levelwise);
  if (moved.length === 0) return 'no class is elsewhere than it was built';
  const names = branchNames(levelwise, dataset.classes);
  const finest = levelwise.built.levels.length - 1;
  const last = levelwise.moves.findLast(({ level, undone }) => level === finest && !undone);
  const which =
    last === undefined
      ? ''
      : `, the last being ${leafName(dataset.classes[last.class])} from ${names[finest][last.from]} to ${names[finest][last.to]}`;
  return `${countOf(moved.length, 'class has', 'classes have')} moved${which}`;
}

/** The epoch since which classes can have moved; null where nothing adapts. */
export function adaptationEpoch({ spec: { method } }: Pick<RunState, 'spec'>): number | null {
  return hasHierarchy(method) && method.adapt === 'tree' ? method.adaptFromEpoch : null;
}

/** What stands in the tree's place while there is none. */
export function waitingForTree(state: Pick<RunState, 'phase' | 'spec' | 'rounds'>): string {
  const { method } = state.spec;
  if (hasEndedEarly(state)) return 'The run ended before its tree was built';
  if (!hasHierarchy(method)) return 'This run has no tree';
  const { from, warmupEpochs } = method.hierarchy;
  if (from === 'confusion') return 'Ψ stands between classes here: there are no groups to draw';
  if (warmupEpochs === 0) return 'The tree is built when training begins';
  const done = state.rounds[0]?.epochs.length ?? 0;
  const left = warmupEpochs - done;
  const after = `The tree is built after epoch ${warmupEpochs}`;
  const when = from === 'features' ? `${after}, from the network’s own features` : after;
  return left > 0 && left < warmupEpochs ? `${when}: ${countOf(left, 'epoch')} to go` : when;
}

/** Arms that the tree will have, as far as the spec says; a guess else. */
export function plannedArms({
  spec: { method },
  dataset,
}: Pick<RunState, 'spec' | 'dataset'>): number {
  const count = dataset.classes.length;
  const counts = hasHierarchy(method) ? levelCounts(method.hierarchy, count) : null;
  return counts?.[counts.length - 1] ?? Math.ceil(Math.sqrt(count));
}

/** Classes that hang under a coarser group that is not theirs, for people; null without any. */
export function strayNote(strays: readonly Stray[]): string | null {
  const count = new Set(strays.map(({ index }) => index)).size;
  if (count === 0) return null;
  return `Dotted: ${countOf(count, 'class', 'classes')} of another coarser group.`;
}

/** Class, its group at each level, accuracy, the strongest Ψ of the finest level, and its standing. */
export function treeTable(
  state: Pick<RunState, 'dataset' | 'rounds' | 'levelwise'>,
  moment: TreeMoment,
  order: readonly ClassIndex[],
): FigureTable {
  const { levelwise, dataset } = state;
  if (levelwise === null) return { columns: [{ label: 'class' }], rows: [] };
  const names = branchNames(levelwise, dataset.classes);
  const levels =
    moment === 'before' ? levelwise.built.levels.map(({ groupOf }) => groupOf) : levelwise.groupOf;
  const accuracy = shownAccuracy(state);
  const assignments = assignmentsAt(levelwise, moment);
  const finest = assignments[assignments.length - 1];
  return {
    columns: [
      { label: 'class' },
      ...levels.map((_, level) => ({
        label: levels.length === 1 ? 'group' : `level ${level + 1}`,
      })),
      { label: 'accuracy' },
      { label: 'strongest Ψ' },
      { label: 'standing' },
    ],
    rows: order.map((index) => {
      const strongest = finest && entriesByClass(finest).get(index)?.[0];
      return [
        dataset.classes[index],
        ...levels.map((groupOf, level) => names[level][groupOf[index]]),
        formatPercent(accuracy?.[index]),
        strongest
          ? `${names[names.length - 1][strongest.group]} ${formatFixed(strongest.value, 3)}`
          : null,
        standingText(levelwise, index),
      ];
    }),
  };
}

/** `pinned` or `undecided`; nothing for most classes. */
function standingText(levelwise: LevelwiseState, index: ClassIndex): string | null {
  if (levelwise.pinned.includes(index)) return 'pinned';
  return undecidedClasses(levelwise).has(index) ? 'undecided' : null;
}
