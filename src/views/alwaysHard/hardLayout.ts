/** Where the chart's labels go, apart from drawing them. */
import { type HardShare, hardShares } from '../../analysis/rounds/hardShares.ts';
import { totalRounds } from '../../analysis/run/runFacts.ts';
import { pushApart } from '../../analysis/scales/pushApart.ts';
import { errorLadder, linearScale, type Scale, stepUp } from '../../analysis/scales/scale.ts';
import type { RunState } from '../../spec/run/runState.ts';
import type { Round } from '../../spec/units.ts';

export const hardHeight = 112;
export const hardAxisWidth = 34;
/** The right margin has room for the labels of the newest round. */
export const hardMargin = { top: 16, right: 62, bottom: 20, left: 0 };
/** Room between the plot's edges and the outermost rounds. */
export const hardInset = 8;

export interface HardPlace {
  readonly x: Scale;
  readonly y: Scale;
  /** Pixels from round to round. */
  readonly step: number;
  /** The last round on the axis, at least 2. */
  readonly last: Round;
}

export function hardPlace(
  state: Pick<RunState, 'spec' | 'rounds'>,
  width: number,
  limit: number,
): HardPlace {
  const last = Math.max(2, totalRounds(state));
  const right = width - hardMargin.right - hardInset;
  const x = linearScale({ min: 1, max: last }, hardAxisWidth + hardInset, right);
  const y = linearScale({ min: 0, max: limit }, hardHeight - hardMargin.bottom, hardMargin.top);
  return { x, y, step: x(2) - x(1), last };
}

export interface HardLabel {
  readonly kind: 'bound' | 'hard' | 'soft';
  readonly text: string;
  readonly left: number;
  /** The label's middle. */
  readonly top: number;
}

const labelGap = 12;

/** Labels of the newest round's shares, beside their points and pushed apart. */
export function newestLabels(shares: readonly HardShare[], place: HardPlace): HardLabel[] {
  const share = shares[shares.length - 1];
  if (share === undefined) return [];
  const kinds = (['bound', 'hard', 'soft'] as const)
    .flatMap((kind) => {
      const value = share[kind];
      return value === null ? [] : [{ kind, value, top: Math.max(hardMargin.top, place.y(value)) }];
    })
    .sort((a, b) => a.top - b.top);
  const tops = pushApart(
    kinds.map(({ top }) => top),
    labelGap,
    6,
    place.y(0) - 3,
  );
  return kinds.map(({ kind, value }, index) => ({
    kind,
    text: `${kind === 'bound' ? 'bound' : `ρ ${kind}`} ${(value * 100).toFixed(1)}`,
    left: place.x(share.round) + 7,
    top: tops[index],
  }));
}

/** Least pixels from round to round with a number above each. */
const roomyStep = 24;

export interface BoundValue {
  readonly round: Round;
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

/** Numbers above the bound of the rounds before the newest, where there is room. */
export function earlierBounds(shares: readonly HardShare[], place: HardPlace): BoundValue[] {
  if (place.step < roomyStep) return [];
  return shares.slice(0, -1).flatMap(({ round, bound }) => {
    if (bound === null) return [];
    const top = Math.max(hardMargin.top, place.y(bound));
    return [{ round, text: (bound * 100).toFixed(1), left: place.x(round), top }];
  });
}

/** Least room for the word in the area under the bound. */
const wordRoom = { width: 46, height: 34 };

/** Where "allowed" stands in the area under the bound; null where it has no room. */
export function allowedAt(
  shares: readonly HardShare[],
  place: HardPlace,
): { readonly left: number; readonly top: number } | null {
  const under = shares.filter(
    ({ bound }) => bound !== null && place.y(0) - place.y(bound) >= wordRoom.height,
  );
  const from = under[0];
  const to = under[under.length - 1];
  if (from === undefined || place.x(to.round) - place.x(from.round) < wordRoom.width) return null;
  const left = place.x(from.round) + 5;
  return { left, top: (place.y(0) + place.y(to.bound ?? 0)) / 2 };
}

/** Where the axis begins before any share is known. */
const firstLimit = 0.6;

/**
 * The top of the axis that the run has needed so far: grows in steps, never shrinks. No share is
 * above 1; a bound above it says nothing and runs along the edge.
 */
export function shareLimit(state: Pick<RunState, 'rounds'>): number {
  const shares = hardShares(state).flatMap(({ soft, hard, bound }) => [soft, hard, bound ?? 0]);
  return Math.min(1, stepUp(Math.max(firstLimit, ...shares), errorLadder));
}
