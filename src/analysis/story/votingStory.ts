/**
 * The story of networks that vote, filled from RunState by fixed templates: what this round does
 * about the hard classes, and how the vote stands. It changes at most once an epoch, because it
 * reads finished epochs only.
 */

import { formatFixed, formatPercent } from '../../lib/numberFormat.ts';
import { isGivenRound } from '../../spec/experimentSpec.ts';
import {
  classWeightsFrom,
  complementaryOf,
  methodText,
  traitsOf,
} from '../../spec/methods/methodFacts.ts';
import type { WeightAveragingSpec } from '../../spec/methods/weightAveraging.ts';
import type { RoundState, RunState } from '../../spec/run/runState.ts';
import type { ClassIndex } from '../../spec/units.ts';
import { forecastImportance, scaledImportance } from '../run/classImportance.ts';
import { networkError, shownSplit, totalRounds } from '../run/runFacts.ts';
import { newestSaturation } from '../run/saturation.ts';
import type { StoryPart } from './storyPart.ts';
import { bold, capitalised, countWord, epochsText, text } from './storyWords.ts';
import { emphasisOf, type VoteStanding, voteStanding } from './voteFacts.ts';
import { sourceTexts } from './weightSources.ts';

/** What is told of the round under way. */
type RoundStory = (
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  round: RoundState,
) => StoryPart[];

/** How a run stands; `networks` is what several of its networks are called. */
export function votingStory(
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds' | 'end'>,
  roundStory: RoundStory,
  networks: string,
): StoryPart[] {
  const round = state.rounds[state.rounds.length - 1];
  if (state.phase === 'failed') return [...text(`The run failed. ${standing(state)}`)];
  if (state.phase === 'stopped') return endedStory(state, 'Stopped');
  if (state.phase === 'interrupted') return endedStory(state, 'Interrupted');
  if (state.phase === 'finished') return finishedStory(state, networks);
  if (round === undefined) return text('The first network is being built.');
  const paused = state.phase === 'paused' ? text('Paused. ') : [];
  const told = isGivenRound(state.spec, round.round)
    ? text('The first network is given: it votes as it is, without being trained. ')
    : roundStory(state, round);
  return [...paused, ...told, ...errorStory(state, round)];
}

/** One network, what it minimises, and what that makes of the classes. */
export const singleRound: RoundStory = ({ spec: { method } }, { epochs }) => {
  const name = methodText(method);
  if (epochs.length > 0) return text(`${name}, after ${epochsText(epochs.length)}. `);
  const source = classWeightsFrom(method);
  return text(
    source === null
      ? `${name}, and every class counts the same. `
      : `${name}: classes are weighed ${sourceTexts[source]}. `,
  );
};

/** One of several networks that differ by their seeds. */
export const averagingRound: RoundStory = (state, { round }) =>
  text(
    `Network ${round} of ${totalRounds(state)} starts from ${state.spec.start?.as === 'weights' ? 'the given weights' : 'its own seed'}, and every class counts the same. `,
  );

/** One network that trains on from snapshot to snapshot. */
export const snapshotRound: RoundStory = (state, { round }) => {
  const total = totalRounds(state);
  return text(
    round === 1
      ? `One network trains in ${total} cycles of the learning rate, and votes as it stands at the end of each. `
      : `The network trains on from snapshot ${round - 1} of ${total}, at the full learning rate again. `,
  );
};

/** One network whose late weights are averaged: what the mean gains over the last of them. */
export function weightAveragingStory(
  { averageFrom }: WeightAveragingSpec,
  state: Pick<RunState, 'phase' | 'spec' | 'dataset' | 'rounds' | 'end'>,
): StoryPart[] {
  const round = state.rounds.at(-1);
  const done = round?.epochs.length ?? 0;
  const split = shownSplit(state);
  const last = round?.epochs.at(-1)?.errors[split];
  const averaged = round?.outcome?.topErrors[split]?.['1'];
  if (averaged !== undefined && last !== undefined) {
    return [
      ...text(`The mean of the weights of ${epochsText(done - averageFrom + 1)} errs on `),
      bold(averaged),
      ...text(`; the last weights alone on ${formatPercent(last)}.`),
    ];
  }
  const what: RoundStory = () =>
    text(
      done < averageFrom
        ? `One network, after ${epochsText(done)}; from epoch ${averageFrom} on its weights are averaged. `
        : `One network, after ${epochsText(done)}; the weights of ${epochsText(done - averageFrom + 1)} are averaged so far, and their mean is measured once, when it is trained. `,
    );
  return votingStory(state, what, 'networks');
}

/** On how many images the round leans. */
export const boostingRound: RoundStory = ({ rounds, dataset }, { round }) => {
  const weighed = rounds[round - 2]?.imageWeights ?? null;
  const { train } = dataset.counts;
  if (weighed === null) return text(`Round ${round} treats all ${train} images alike. `);
  if (weighed.isReset) {
    return text(
      `Network ${round - 1} was no better than chance: it has no vote, and round ${round} treats all images alike again. `,
    );
  }
  const count = formatFixed(weighed.effectiveImages, 0);
  return text(
    `Round ${round} leans on the images that were got wrong: its weights count as ${count} of ${train} images. `,
  );
};

/** Which classes the round leans on. */
export const weightedRound: RoundStory = (state, round) =>
  round.round === 1 ? firstRound(state) : laterRound(state, round);

/** Nothing has been weighted yet; from the first forecast on, say what round 2 would do. */
function firstRound(state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>): StoryPart[] {
  const forecast = forecastImportance(state);
  const count = state.dataset.classes.length;
  if (forecast === null || newestSaturation(state) !== null)
    return text(`Round 1 treats all ${count} classes alike. `);
  const { classes } = emphasisOf(forecast);
  return [
    ...text(`Round 1 treats all ${count} classes alike. Round 2 would lean on `),
    ...namesOf(classes),
    ...text('. '),
  ];
}

function laterRound({ spec }: Pick<RunState, 'spec'>, round: RoundState): StoryPart[] {
  if (complementaryOf(spec.method)?.permuted) {
    return text(`Round ${round.round} weighs classes drawn at random: a control. `);
  }
  const { classes, weight } = emphasisOf(scaledImportance(round));
  if (weight < hardlyMore) {
    return text(`Round ${round.round} gives no class much more weight than the rest. `);
  }
  return [
    ...text(`Round ${round.round} gives `),
    ...namesOf(classes),
    ...text(` ${moreWeight(weight)}. `),
  ];
}

/** Mean weight below which no class stands out. */
const hardlyMore = 1.06;

/** What a weight against an equal share is called: 1.48 is "half as much weight again". */
export function moreWeight(weight: number): string {
  if (weight < 1.18) return 'a little more weight';
  if (weight < 1.29) return 'a quarter more weight';
  if (weight < 1.42) return 'a third more weight';
  if (weight < 1.63) return 'half as much weight again';
  if (weight < 1.85) return 'three quarters more weight';
  if (weight < 2.3) return 'twice the weight';
  return `about ${weight.toFixed(weight < 10 ? 1 : 0)} times the weight`;
}

/** How the vote stands; within the first round, how the network stands. */
function errorStory(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds'>,
  round: RoundState,
): StoryPart[] {
  const now = voteStanding(state);
  if (now === null) {
    const error = networkError(round, shownSplit(state));
    return error === null ? [] : [...text('It now errs on '), bold(error), ...text('.')];
  }
  if (traitsOf(state.spec.method).votes === 'none') {
    return [...text('It errs on '), bold(now.error), ...text('.')];
  }
  return [...text('The ensemble now errs on '), bold(now.error), ...text(`${sinceFirst(now)}.`)];
}

function finishedStory(
  state: Pick<RunState, 'spec' | 'dataset' | 'rounds' | 'end'>,
  networks: string,
): StoryPart[] {
  const count = state.rounds.length;
  const vote = voteStanding(state);
  if (vote === null) return text('The run is finished.');
  if (count === 1) {
    return [...text('One network, trained: it errs on '), bold(vote.error), ...text('.')];
  }
  const reached = state.end?.reason === 'target' ? ' The target was reached early.' : '';
  return [
    ...text(`${capitalised(countWord(count))} ${networks} together err on `),
    bold(vote.error),
    ...text(`${sinceFirst(vote)}.${reached}`),
  ];
}

function endedStory(state: Pick<RunState, 'dataset' | 'rounds'>, how: string): StoryPart[] {
  const round = state.rounds[state.rounds.length - 1];
  if (round === undefined) return text(`${how} before the first epoch.`);
  const where = `${how} in round ${round.round}, after ${epochsText(round.epochs.length)}. `;
  return [...text(where), ...text(standing(state))];
}

/** What is left of a run that ended early. */
function standing(state: Pick<RunState, 'dataset' | 'rounds'>): string {
  const vote = voteStanding(state);
  if (vote === null) return 'No network was trained to its end.';
  const networks = vote.networks === 1 ? 'The network' : `The ${countWord(vote.networks)} networks`;
  const verb = vote.networks === 1 ? 'errs' : 'err';
  return `${networks} trained by then ${verb} on ${formatPercent(vote.error)}.`;
}

/** `, down from 31.2%` against the first network alone. */
function sinceFirst({ error, networks, firstError }: VoteStanding): string {
  if (firstError === null || networks === 1) return '';
  const before = formatPercent(firstError);
  if (before === formatPercent(error)) return ', as the first network did';
  return error < firstError ? `, down from ${before}` : `, up from ${before}`;
}

/** `I, l and 1`. */
function namesOf(classes: readonly ClassIndex[]): StoryPart[] {
  return classes.flatMap((index, position): StoryPart[] => {
    const joint = position === 0 ? '' : position === classes.length - 1 ? ' and ' : ', ';
    return [...(joint === '' ? [] : text(joint)), { kind: 'class', index }];
  });
}
