/** What a terminal is told of a run while it goes on. */
import { nearChanceText } from '../analysis/levels/nearChance.ts';

import { saturatedRound, saturationText } from '../analysis/run/saturation.ts';
import { chanceText, divergenceText } from '../analysis/run/troubles.ts';
import { oneLine } from '../data/limits.ts';
import { assertNever } from '../lib/assertNever.ts';
import { formatDuration, formatFixed, formatPercent } from '../lib/numberFormat.ts';
import { broughtText } from '../spec/broughtValidation.ts';
import { isGivenRound } from '../spec/experimentSpec.ts';
import { levelwisePartOf, roundsOf } from '../spec/methods/methodFacts.ts';
import type { EventOf, RunEvent } from '../spec/run/runEvent.ts';
import type { RunState } from '../spec/run/runState.ts';
import { measureLines } from './measureLines.ts';

/** One line on standard error for each event worth one; null for the others. */
export function progressLine(event: RunEvent, state: RunState): string | null {
  switch (event.type) {
    case 'run-started':
      return `${event.dataset.name}: ${event.dataset.classes.length} classes; ${event.device.kind} (${event.device.adapter})`;
    case 'round-started':
      return `round ${event.round} of ${roundsOf(state.spec.method)}, ${event.parameters} parameters${isGivenRound(state.spec, event.round) ? ', given and not trained' : ''}`;
    case 'epoch-finished':
      return (
        [
          `  epoch ${event.epoch}/${state.spec.training.epochs}`,
          `loss ${formatFixed(event.trainLoss, 4)}`,
          ...Object.entries(event.errors).map(
            ([split, error]) => `${split} ${formatPercent(error, 2)}`,
          ),
          formatDuration(event.seconds),
        ].join('  ') + noted(divergenceBegins(state))
      );
    case 'round-finished':
      return (
        [
          `  ensemble of ${event.round}: test error ${formatPercent(event.ensemble.topErrors.test?.['1'], 2)}`,
          `weighted error ${formatFixed(event.weightedError, 4)}`,
          ...(event.gamma === null ? [] : [`γ ${formatFixed(event.gamma, 4)}`]),
          ...(event.gammaClamped ? ['(clamped)'] : []),
        ].join('  ') + noted(...roundTroubles(state))
      );
    case 'round-measured':
      return measureLines(event, state.dataset.classes).join('\n');
    case 'images-weighed':
      return imagesWeighed(event, state);
    case 'classes-weighed':
      return classesWeighed(event, state);
    case 'hierarchy-built':
      return [
        `  hierarchy ${[...event.levels.map(({ groupCount }) => groupCount), state.dataset.classes.length].join(' → ')} from ${event.from}`,
        ...event.notes.map((note) => `  note: ${note}`),
      ].join('\n');
    case 'levels-measured':
      return [
        ...warningOf(event, state),
        event.levelWeights.length === 0
          ? '  along the path'
          : `  level weights ${event.levelWeights.map((weight) => formatFixed(weight, 2)).join(' ')}`,
        `shares ${event.levelShares.map((share) => formatFixed(share, 2)).join(' ')}`,
        ...(event.strayShare ?? []).map(
          (share, level) => `level ${level + 1} strays ${formatPercent(share, 1)}`,
        ),
      ].join('  ');
    case 'class-moved':
      return `  ${oneLine(state.dataset.classes[event.class])} moves from group ${event.from + 1} to ${event.to + 1} of level ${event.level + 1}`;
    case 'adaptation-ended':
      return `  no class has moved for ${event.quietEpochs} ${event.quietEpochs === 1 ? 'epoch' : 'epochs'}: adaptation ends`;
    case 'top-down-measured':
      return event.rows
        .map(
          ({ groupsKept, accuracy, dotProducts }) =>
            `  ${groupsKept === null ? 'full mixture' : `top-down, best ${groupsKept}`}: ${event.split} error ${formatPercent(1 - accuracy, 2)}, ${formatFixed(dotProducts, 0)} dot products`,
        )
        .join('\n');
    case 'validation-brought':
      return `  note: ${broughtText(event)}`;
    case 'device-note':
      return `  note: ${event.note}`;
    case 'run-finished':
      return `finished after ${formatDuration(event.seconds)}, digest ${event.digest}`;
    case 'run-stopped':
      return 'stopped';
    case 'run-failed':
      return `failed: ${event.message} ${event.remedy}`;
    case 'members-measured': {
      const errors = event.members.map(({ topErrors }) =>
        formatPercent((topErrors.test ?? topErrors.train)?.['1'], 2),
      );
      return `  networks by themselves ${errors.join('  ')}`;
    }
    case 'class-tree':
    case 'members-kept':
    case 'progress':
    case 'device-preparing':
    case 'class-geometry':
    case 'class-assignment-measured':
    case 'class-pinned':
    case 'move-undone':
    case 'run-paused':
    case 'run-resumed':
    case 'run-restored':
      return null;
    default:
      return assertNever(event, 'event');
  }
}

function imagesWeighed(
  { round, isReset, isHeld, effectiveImages }: EventOf<'images-weighed'>,
  { dataset }: RunState,
): string {
  if (isReset)
    return `  network ${round} is no better than chance: no vote, all images weigh alike again`;
  const held = isHeld ? ', its error held at 1e-6' : '';
  return `  weights of ${dataset.counts.train} images count as ${formatFixed(effectiveImages, 0)} of equal weight${held}`;
}

/** What is said once, after the last epoch before adaptation. */
function warningOf({ epoch }: EventOf<'levels-measured'>, state: RunState): string[] {
  const { method } = state.spec;
  const settings = levelwisePartOf(method)?.settings;
  const isNext = settings !== undefined && epoch === settings.adaptFromEpoch - 1;
  const text = isNext ? nearChanceText(state) : null;
  return text === null ? [] : [`  note: ${text}\n`];
}

/** Lines below, one a note. */
function noted(...notes: readonly (string | null)[]): string {
  return notes.flatMap((note) => (note === null ? [] : [`\n  note: ${note}`])).join('');
}

/** Told of a loss in the epoch in which it begins to grow. */
function divergenceBegins(state: RunState): string | null {
  const round = state.rounds.at(-1);
  if (round === undefined) return null;
  const before = { ...round, epochs: round.epochs.slice(0, -1) };
  return divergenceText(state, before) === null ? divergenceText(state, round) : null;
}

function roundTroubles(state: RunState): (string | null)[] {
  const round = state.rounds.at(-1);
  if (round === undefined) return [];
  const saturated = saturatedRound(round);
  return [chanceText(state, round), saturated && saturationText(saturated, state)];
}

/** The heaviest class and the lightest. */
function classesWeighed({ weights }: EventOf<'classes-weighed'>, { dataset }: RunState): string {
  const told = (weight: number) =>
    `${oneLine(dataset.classes[weights.indexOf(weight)])} ${formatFixed(weight, 2)}`;
  return `  class weights from ${told(Math.min(...weights))} to ${told(Math.max(...weights))}`;
}
