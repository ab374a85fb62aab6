/**
 * The story of a level-wise run: the flat beginning, the tree once it is built, the classes that
 * leave their groups, and whether the tree still counts. Like every story it reads finished epochs
 * only.
 */

import { formatPercent } from '../../lib/numberFormat.ts';
import type { LevelwiseSpec } from '../../spec/methods/levelwise/levelwiseSchema.ts';
import type { LevelsState, LevelwiseState } from '../../spec/run/levelwiseState.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { classesElsewhere } from '../groups/movedClasses.ts';
import { branchNames } from '../groups/treeNames.ts';
import { classesOwnShare, isFlatSoftmax } from '../levels/flatSoftmax.ts';
import { nearChance } from '../levels/nearChance.ts';
import { networkError, shownSplit } from '../run/runFacts.ts';
import type { StoryPart } from './storyPart.ts';
import { bold, capitalised, countWord, epochsText, group, text } from './storyWords.ts';
import { newestLeaving } from './treeFacts.ts';

/** The story, beside that of the flat twin at the same epoch where there is one. */
export function levelwiseStory(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  method: LevelwiseSpec,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): StoryPart[] {
  const done = state.rounds[0]?.epochs.length ?? 0;
  switch (state.phase) {
    case 'failed':
      return [...text('The run failed. '), ...leftBehind(state, flat)];
    case 'stopped':
      return [...text(`Stopped after ${epochsText(done)}. `), ...leftBehind(state, flat)];
    case 'interrupted':
      return [...text(`Interrupted after ${epochsText(done)}. `), ...leftBehind(state, flat)];
    case 'finished':
      return [...finished(state), ...standing(state, flat, '; error ')];
    case 'paused':
    case 'training':
      return [
        ...text(state.phase === 'paused' ? 'Paused. ' : ''),
        ...underWay(state, method, flat),
      ];
  }
}

function underWay(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'levelwise'>,
  method: LevelwiseSpec,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): StoryPart[] {
  const { levelwise } = state;
  if (state.rounds.length === 0) return text('The network is being built.');
  if (levelwise === null) {
    return [...warmup(method), ...standing(state, flat, 'Error ')];
  }
  const last = levelwise.epochs.at(-1);
  if (last !== undefined && isFlatSoftmax(last)) return collapsed(state, last, flat);
  if (last?.isAdapting) return adapting(state, method, levelwise, flat);
  if (levelwise.adaptationEnded !== null) return settled(state, levelwise, flat);
  const warning = nearChance(state).length === 0 ? '' : nearChanceStory;
  return [...built(state, method, levelwise), ...text(warning), ...standing(state, flat, 'Error ')];
}

/** Said between the last epoch before adaptation and the first of it. */
const nearChanceStory =
  'A level is near chance still: labels are about to be drawn from a classifier that knows little. ';

function warmup({ hierarchy }: LevelwiseSpec): StoryPart[] {
  const { warmupEpochs, from } = hierarchy;
  if (warmupEpochs === 0) return text('The tree is being built. ');
  const what = from === 'confusion' ? 'its confusions are counted' : 'the tree is built';
  return text(`A flat softmax first: ${what} after epoch ${warmupEpochs}. `);
}

/** The tree as it stands, and when classes may leave their groups. */
function built(
  state: Pick<RunState, 'dataset'>,
  method: LevelwiseSpec,
  levelwise: LevelwiseState,
): StoryPart[] {
  const count = state.dataset.classes.length;
  const sizes = levelwise.built.levels.map(({ groupCount }) => groupCount);
  if (sizes.length === 0) return text(`Ψ says which of ${count} classes each is taken for. `);
  const tree = `The tree holds ${count} classes in ${listed(sizes)} groups. `;
  if (method.adapt === 'none') return text(`${tree}It stays as it was built. `);
  const what = method.adapt === 'tree' ? 'Classes may move' : 'Ψ may change';
  return text(`${tree}${what} from epoch ${method.adaptFromEpoch} on. `);
}

function adapting(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  method: LevelwiseSpec,
  levelwise: LevelwiseState,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): StoryPart[] {
  if (method.adapt !== 'tree') {
    return [...strays(levelwise), ...standing(state, flat, 'Error ')];
  }
  const moved = classesElsewhere(levelwise);
  const counted = moved === 0 ? 'No class has moved' : movedText(state, moved);
  return [
    ...leaving(state, levelwise),
    ...text(capitalised(counted)),
    ...standing(state, flat, '; error '),
  ];
}

/** The tree has come to rest: the network goes on with it. */
function settled(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  levelwise: LevelwiseState,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): StoryPart[] {
  const { adaptationEnded } = levelwise;
  const moved = classesElsewhere(levelwise);
  const counted = moved === 0 ? 'no class has moved' : movedText(state, moved);
  return [
    ...text(`The tree came to rest after epoch ${adaptationEnded?.epoch}; ${counted}`),
    ...standing(state, flat, '; error '),
  ];
}

/** Who moved in the last epoch; nothing when nobody did. */
function leaving({ dataset }: Pick<RunState, 'dataset'>, levelwise: LevelwiseState): StoryPart[] {
  const { named, others } = newestLeaving(levelwise);
  if (named === undefined) return [];
  const names = branchNames(levelwise, dataset.classes)[named.level];
  return [
    { kind: 'class', index: named.class },
    ...text(' is leaving '),
    group(names[named.from]),
    ...text(' for '),
    group(names[named.to]),
    ...text(othersText(others)),
  ];
}

function othersText(others: number): string {
  if (others === 0) return '. ';
  return `, and ${others === 1 ? 'one other moves' : `${countWord(others)} others move`} too. `;
}

/** How many images the sampled labels put outside their class's group. */
function strays({ epochs }: LevelwiseState): StoryPart[] {
  const share = epochs.at(-1)?.strayShare?.at(-1);
  if (share === undefined) return text('Ψ follows where the images of each class are put. ');
  return text(`${formatPercent(share)} of the images are put outside the group of their class. `);
}

function collapsed(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  epoch: LevelsState,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): StoryPart[] {
  return [
    ...text('The tree hardly counts any more: this is '),
    { kind: 'bold', text: 'now a flat softmax' },
    ...text(`, ${formatPercent(classesOwnShare(epoch), 0)} of it the classes’ own level. `),
    ...standing(state, flat, 'Error '),
  ];
}

function finished(state: Pick<RunState, 'dataset' | 'levelwise'>): StoryPart[] {
  const { levelwise } = state;
  if (levelwise === null) return text('The run is finished');
  if (levelwise.built.levels.length === 0) return text('Trained with a Ψ between classes');
  const moved = classesElsewhere(levelwise);
  const tree = moved === 0 ? 'and no class moved' : `and ${movedText(state, moved)}`;
  const flatNow = isFlatSoftmax(levelwise.epochs.at(-1)) ? ', but it is now a flat softmax' : '';
  return text(`The tree is trained, ${tree}${flatNow}`);
}

function leftBehind(
  state: Pick<RunState, 'dataset' | 'rounds' | 'levelwise'>,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
): StoryPart[] {
  const moved = state.levelwise === null ? 0 : classesElsewhere(state.levelwise);
  const before = moved === 0 ? 'Error ' : `${capitalised(movedText(state, moved))}; error `;
  return standing(state, flat, before);
}

/** `; error 38.9%, flat twin 40.6%.`, or a full stop where no epoch has ended. */
function standing(
  state: Pick<RunState, 'dataset' | 'rounds'>,
  flat: Pick<RunState, 'dataset' | 'rounds'> | null,
  before: string,
): StoryPart[] {
  const error = errorOf(state);
  if (error === null) return before.startsWith(';') ? text('.') : [];
  const twin = flat && errorOf(flat);
  return [
    ...text(before),
    bold(error),
    ...text(twin === null ? '.' : `, flat twin ${formatPercent(twin)}.`),
  ];
}

function errorOf(state: Pick<RunState, 'dataset' | 'rounds'>): number | null {
  const round = state.rounds[0];
  return round === undefined ? null : networkError(round, shownSplit(state));
}

/** `eight of 100 classes have moved`. */
function movedText({ dataset }: Pick<RunState, 'dataset'>, moved: number): string {
  const verb = moved === 1 ? 'has' : 'have';
  return `${countWord(moved)} of ${dataset.classes.length} classes ${verb} moved`;
}

/** `6 and 20`. */
function listed(numbers: readonly number[]): string {
  const last = numbers.at(-1);
  return numbers.length < 2 ? `${last}` : `${numbers.slice(0, -1).join(', ')} and ${last}`;
}
