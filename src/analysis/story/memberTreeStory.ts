/** What is told of the trees of an ensemble whose members are level-wise. */

import { isGivenRound } from '../../spec/experimentSpec.ts';
import { levelwisePartOf } from '../../spec/methods/methodFacts.ts';
import { isStillOpen, type RunState } from '../../spec/run/runState.ts';
import { classesElsewhere } from '../groups/movedClasses.ts';
import type { StoryPart } from './storyPart.ts';
import { capitalised, countWord, text } from './storyWords.ts';

/** A sentence on the tree of the round under way, or on all of them; nothing where members are flat. */
export function memberTreeStory(
  state: Pick<RunState, 'phase' | 'spec' | 'rounds'>,
): readonly StoryPart[] {
  const settings = levelwisePartOf(state.spec.method)?.settings;
  const round = state.rounds.at(-1);
  if (settings === undefined || round === undefined) return [];
  if (!isStillOpen(state)) {
    const grown = state.rounds.filter(({ levelwise }) => levelwise !== null).length;
    if (grown < 2) return [];
    return grown === state.rounds.length
      ? text(' Each has a tree of its own.')
      : text(` ${capitalised(countWord(grown))} of them have trees of their own.`);
  }
  if (isGivenRound(state.spec, round.round)) return [];
  const { from, warmupEpochs } = settings.hierarchy;
  const what = from === 'confusion' ? 'Ψ between classes' : 'tree';
  if (round.levelwise === null) {
    return text(` Network ${round.round} gets its ${what} after epoch ${warmupEpochs}.`);
  }
  const moved = classesElsewhere(round.levelwise);
  if (settings.adapt !== 'tree') {
    return text(` Network ${round.round} answers through a ${what} of its own.`);
  }
  return text(
    moved === 0
      ? ` The tree of network ${round.round} stands as it was built.`
      : ` In the tree of network ${round.round}, ${countWord(moved)} ${moved === 1 ? 'class is' : 'classes are'} elsewhere than where it was built.`,
  );
}
