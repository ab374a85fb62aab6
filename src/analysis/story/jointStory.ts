/** The story of networks that are trained together: what they gain over each by itself. */

import { formatPercent } from '../../lib/numberFormat.ts';
import type { RunState } from '../../spec/run/runState.ts';
import { networkError, shownSplit } from '../run/runFacts.ts';
import { memberStanding } from './memberFacts.ts';
import type { StoryPart } from './storyPart.ts';
import { bold, capitalised, countWord, epochsText, text } from './storyWords.ts';

type JointRun = Pick<RunState, 'phase' | 'dataset' | 'rounds' | 'members'>;

/** How a run stands whose `count` networks are trained together. */
export function jointStory(state: JointRun, count: number): StoryPart[] {
  const epochs = state.rounds.at(-1)?.epochs.length ?? 0;
  const networks = count === 1 ? 'one network' : `${countWord(count)} networks`;
  const begin = beginning(state.phase, count, networks, epochs);
  return [...text(begin), ...standing(state, count)];
}

function beginning(
  phase: RunState['phase'],
  count: number,
  networks: string,
  epochs: number,
): string {
  const after = epochs === 0 ? '' : ` for ${epochsText(epochs)}`;
  const done = `${capitalised(networks)}, trained ${count === 1 ? '' : 'together'}${after}`;
  switch (phase) {
    case 'failed':
      return 'The run failed. ';
    case 'stopped':
      return `Stopped after ${epochsText(epochs)}. `;
    case 'interrupted':
      return `Interrupted after ${epochsText(epochs)}. `;
    case 'finished':
      return `${done.replaceAll('  ', ' ')}. `;
    case 'paused':
    case 'training': {
      const paused = phase === 'paused' ? 'Paused. ' : '';
      if (count === 1) return `${paused}One network, every class counts the same. `;
      return `${paused}${capitalised(networks)} learn together; each counts, image by image, by how sure it is. `;
    }
  }
}

/** What they err on together, and each by itself. */
function standing(state: JointRun, count: number): StoryPart[] {
  const tense = state.phase === 'training' || state.phase === 'paused' ? ' now' : '';
  if (count === 1) {
    const [round] = state.rounds;
    const error = round === undefined ? null : networkError(round, shownSplit(state));
    return error === null ? [] : [...text(`It${tense} errs on `), bold(error), ...text('.')];
  }
  const now = memberStanding(state);
  if (now === null) return [];
  const [best, worst] = [Math.min(...now.alone), Math.max(...now.alone)].map((error) =>
    formatPercent(error),
  );
  const alone = best === worst ? best : `${best} to ${worst}`;
  return [
    ...text(`Together they${tense} err on `),
    bold(now.together),
    ...text(`, by themselves on ${alone}.`),
  ];
}
