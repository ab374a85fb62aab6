/** The words and the table of the feed of reassignments. */
import { undecidedClasses } from '../../analysis/groups/convergence.ts';
import { groupNames } from '../../analysis/groups/groupNames.ts';
import { classesElsewhere } from '../../analysis/groups/movedClasses.ts';
import {
  type GroupPlace,
  groupTurnover,
  type MoveEntry,
  moveEntries,
} from '../../analysis/groups/moveEntries.ts';
import { branchNames, leafName } from '../../analysis/groups/treeNames.ts';
import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { mixesLevels } from '../../spec/methods/methodFacts.ts';
import type { LevelwiseState, MoveState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Epoch } from '../../spec/units.ts';
import type { FigureTable } from '../kit/figure/figureTable.ts';
import { levelNames, levelwiseSpec, mixtureWaiting } from '../levels/levelNames.ts';
import { convergenceNote } from './convergenceWords.ts';

/** What the feed says while it is empty. */
export function emptyFeedNote(
  state: Pick<RunState, 'phase' | 'spec' | 'levelwise'>,
  filter: GroupPlace | null,
): string {
  const method = levelwiseSpec(state);
  if (method === null) return 'Classes move in level-wise runs only.';
  const { adapt, adaptFromEpoch, moveBy } = method;
  const choose = 'Set “Adapt” to “Ψ and tree” for classes to move to their best groups.';
  if (method.hierarchy.from === 'confusion') return 'A Ψ between classes has no groups to move to.';
  if (!mixesLevels(method)) return 'A product along the path keeps its tree as it was built.';
  if (adapt === 'none') return `Tree and Ψ stay as they are built in this run. ${choose}`;
  if (adapt === 'assignment') return `Ψ adapts in this run, the tree stays. ${choose}`;
  const { levelwise } = state;
  if (levelwise === null) {
    return `${mixtureWaiting(state)}; classes may move from epoch ${adaptFromEpoch} on.`;
  }
  if (!levelwise.epochs.some(({ isAdapting }) => isAdapting)) {
    return `Classes may move from epoch ${adaptFromEpoch} on.`;
  }
  if (filter !== null) return 'No class has left this group or come to it.';
  return moveBy === 'counts'
    ? 'No class has moved: most images of each are in its own group.'
    : 'No class has moved: each is claimed most strongly by its own group.';
}

/** How many moves there are, and how many classes they left elsewhere; one group's (Table II). */
export function turnoverNote(
  state: Pick<RunState, 'dataset' | 'levelwise'>,
  filter: GroupPlace | null,
): string {
  const { levelwise, dataset } = state;
  if (levelwise === null) return 'classes that go to another group, newest first';
  if (filter !== null) {
    const { built, left, came } = groupTurnover(levelwise, filter);
    const share = built === 0 ? '–' : formatPercent(left / built, 0);
    return `${left} of its ${built} classes reassigned (${share}), ${came} came`;
  }
  const moves = moveEntries(levelwise, null).length;
  const elsewhere = classesElsewhere(levelwise);
  const share = formatPercent(elsewhere / dataset.classes.length, 0);
  return `${count(moves, 'move')}; ${count(elsewhere, 'class', 'classes')} (${share}) regrouped`;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** The newest epoch that moves can belong to; its moves are under way while the run is. */
export function movingEpoch({
  phase,
  levelwise,
}: Pick<RunState, 'phase' | 'levelwise'>): Epoch | null {
  if (levelwise === null || (phase !== 'training' && phase !== 'paused')) return null;
  return Math.max(levelwise.epochs.at(-1)?.epoch ?? 0, levelwise.moves.at(-1)?.epoch ?? 0);
}

/** What an entry is called: its class, when, and every move. */
export function entryText(
  levelwise: LevelwiseState,
  { index, epoch, moves }: MoveEntry,
  classes: readonly string[],
): string {
  const names = branchNames(levelwise, classes);
  const paths = moves.map(({ level, from, to, undone }) => {
    const path = `from ${names[level][from]} to ${names[level][to]}`;
    return undone ? `${path}, taken back` : path;
  });
  return `${leafName(classes[index])}, epoch ${epoch}, ${paths.join('; ')}`;
}

/** What the feed shows, in one sentence. */
export function feedDescription(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'levelwise'>,
): string {
  const { levelwise, dataset } = state;
  if (levelwise === null || levelwise.moves.length === 0) return emptyFeedNote(state, null);
  const entries = moveEntries(levelwise, null);
  const rest = convergenceNote(levelwise);
  return [
    `${turnoverNote(state, null)}; the newest is ${entryText(levelwise, entries[0], dataset.classes)}.`,
    ...(rest === null ? [] : [rest]),
  ].join(' ');
}

/** Every move at every level, newest first. */
export function feedTable(
  state: Pick<RunState, 'spec' | 'dataset' | 'levelwise'>,
  entries: readonly MoveEntry[],
): FigureTable {
  const columns = ['epoch', 'class', 'level', 'from', 'to']
    .concat(['Ψ of to, before', 'after', 'Ψ of from, before', 'after', 'standing'])
    .map((label) => ({ label }));
  const { levelwise, dataset } = state;
  if (levelwise === null) return { columns, rows: [] };
  const names = groupNames(levelwise, dataset.classes);
  const levels = levelNames(state);
  const rows = entries.flatMap(({ moves }) =>
    moves.map((move) => [
      move.epoch,
      dataset.classes[move.class],
      levels[move.level],
      names[move.level][move.from],
      names[move.level][move.to],
      ...[move.before, move.after, move.fromBefore, move.fromAfter].map((value) =>
        formatFixed(value, 4),
      ),
      standingText(levelwise, move),
    ]),
  );
  return { columns, rows };
}

function standingText(levelwise: LevelwiseState, move: MoveState): string | null {
  const words = [
    move.undone && 'taken back',
    levelwise.pinned.includes(move.class) && 'pinned',
    undecidedClasses(levelwise).has(move.class) && 'undecided',
  ];
  return words.filter(Boolean).join(', ') || null;
}
