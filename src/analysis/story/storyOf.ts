/** The sentence that heads the page: each method tells its runs in its own way. */

import { type HandlersByKind, handleByKind } from '../../lib/byKind.ts';
import type { MethodSpec } from '../../spec/methods/methods.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { newestTrouble } from '../run/troubles.ts';
import { jointStory } from './jointStory.ts';
import { levelwiseStory } from './levelwiseStory.ts';
import { memberTreeStory } from './memberTreeStory.ts';
import type { StoryPart } from './storyPart.ts';
import { text } from './storyWords.ts';
import {
  averagingRound,
  boostingRound,
  singleRound,
  snapshotRound,
  votingStory,
  weightAveragingStory,
  weightedRound,
} from './votingStory.ts';

/** What a story reads of a run, and of its flat twin. */
export type ToldRun = Pick<
  RunState,
  'phase' | 'spec' | 'dataset' | 'rounds' | 'members' | 'levelwise' | 'end'
>;
export type ToldTwin = Pick<RunState, 'dataset' | 'rounds'>;

/** The story of a run as it stands, and what goes wrong; level-wise runs are told beside their flat twin. */
export function storyOf(state: ToldRun, flat: ToldTwin | null = null): readonly StoryPart[] {
  const story = handleByKind(stories, state.spec.method, state, flat);
  const trouble = newestTrouble(state);
  return trouble === null ? story : [...story, ...text(` ${trouble}`)];
}

/** How a run of each method is told. */
const stories: HandlersByKind<MethodSpec, [ToldRun, ToldTwin | null], readonly StoryPart[]> = {
  single: (_, state) => votingStory(state, singleRound, 'networks'),
  'worst-class-boosting': (_, state) => votingStory(state, weightedRound, 'boosted networks'),
  snapshot: (_, state) => votingStory(state, snapshotRound, 'snapshots'),
  'weight-averaging': (method, state) => weightAveragingStory(method, state),
  averaging: (_, state) => votingStory(state, averagingRound, 'networks'),
  'deep-boosting': (_, state) => votingStory(state, boostingRound, 'boosted networks'),
  complementary: (_, state) => [
    ...votingStory(state, weightedRound, 'complementary networks'),
    ...memberTreeStory(state),
  ],
  levelwise: (method, state, flat) => levelwiseStory(state, method, flat),
  'joint-mixture': ({ rounds }, state) => jointStory(state, rounds),
};
