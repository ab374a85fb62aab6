/** What the inspector says of one class: how hard, read as what, first got by which network. */
import type { RunState } from '../../spec/runState.ts';
import type { ClassIndex, ImageIndex, Round } from '../../spec/units.ts';
import {
  classesByDifficulty,
  forecastImportance,
  lastOutcome,
  scaledImportance,
} from '../shared/runFacts.ts';

/** Where a class stands among all: 1 is the hardest. Null while nothing is known. */
export function difficultyRank(state: RunState, index: ClassIndex): number | null {
  const place = classesByDifficulty(state).classes.indexOf(index);
  return place === -1 ? null : place + 1;
}

/** `hardest of 62`, `2nd hardest of 62`, `easiest of 62`. */
export function rankText(state: RunState, index: ClassIndex): string {
  const count = state.dataset.classes.length;
  const rank = difficultyRank(state, index);
  if (rank === null) return `one of ${count} classes`;
  if (rank > count / 2) return `${ordinal(count - rank + 1)}easiest of ${count}`;
  return `${ordinal(rank)}hardest of ${count}`;
}

function ordinal(rank: number): string {
  if (rank === 1) return '';
  const ending = { one: 'st', two: 'nd', few: 'rd', many: 'th', other: 'th', zero: 'th' } as const;
  return `${rank}${ending[ordinals.select(rank)]} `;
}

const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });

/** What kind of character a one-character name is, to tell l from I from 1; else null. */
export function characterKind(name: string): string | null {
  if (/^\d$/.test(name)) return `digit ${name}`;
  if (/^[a-z]$/.test(name)) return `lower-case ${name.toUpperCase()}`;
  return /^[A-Z]$/.test(name) ? `capital ${name}` : null;
}

/** The test images of a class; empty while labels are not known. */
export function testImagesOf(labels: Int32Array | null, index: ClassIndex): readonly ImageIndex[] {
  const images: ImageIndex[] = [];
  labels?.forEach((label, image) => {
    if (label === index) images.push(image);
  });
  return images;
}

export interface Misreading {
  /** The class that the ensemble takes the images for. */
  readonly as: ClassIndex;
  readonly images: readonly ImageIndex[];
  readonly share: number;
}

/** What the newest ensemble reads a class's test images as instead, most frequent first. */
export function misreadingsOf(
  state: RunState,
  index: ClassIndex,
  images: readonly ImageIndex[],
): readonly Misreading[] {
  const predictions = lastOutcome(state)?.predictions.ensemble;
  if (predictions === undefined) return [];
  const byClass = new Map<ClassIndex, ImageIndex[]>();
  for (const image of images) {
    const read = predictions[image];
    if (read === index || read === undefined) continue;
    byClass.set(read, [...(byClass.get(read) ?? []), image]);
  }
  return [...byClass]
    .map(([as, read]) => ({ as, images: read, share: read.length / images.length }))
    .sort((a, b) => b.images.length - a.images.length || a.as - b.as);
}

export interface FirstRight {
  /** The first network that got the image; null if none has yet. */
  readonly round: Round | null;
  /** Whether the newest vote still loses it, although a network got it. */
  readonly lost: boolean;
}

/** For each test image of a class, which network got it first; empty before the first outcome. */
export function firstRightOf(
  state: RunState,
  index: ClassIndex,
  images: readonly ImageIndex[],
): readonly FirstRight[] {
  const finished = state.rounds.flatMap(({ outcome }) => (outcome ? [outcome] : []));
  const vote = finished.at(-1)?.predictions.ensemble;
  if (vote === undefined) return [];
  return images.map((image) => {
    const first = finished.find(({ predictions }) => predictions.network[image] === index);
    return { round: first?.round ?? null, lost: first !== undefined && vote[image] !== index };
  });
}

/** How many images each network was the first to get, by round; and how many none has got. */
export function firstRightCounts(firsts: readonly FirstRight[], rounds: number) {
  const byRound = Array.from({ length: rounds }, () => 0);
  let nobody = 0;
  for (const { round } of firsts) {
    if (round === null) nobody++;
    else byRound[round - 1]++;
  }
  return { byRound, nobody };
}

export interface ImportancePoint {
  readonly round: Round;
  readonly value: number;
  readonly forecast: boolean;
}

/** A class's N·ϕ by round, with the forecast last where there is one. */
export function importanceOf(state: RunState, index: ClassIndex): readonly ImportancePoint[] {
  const points = state.rounds.map((round) => ({
    round: round.round,
    value: scaledImportance(round)[index],
    forecast: false,
  }));
  const next = forecastImportance(state)?.[index];
  if (next === undefined) return points;
  return [...points, { round: points.length + 1, value: next, forecast: true }];
}
