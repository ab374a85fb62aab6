import type { ExperimentSpec } from '../experimentSpec.ts';

/** An experiment worth repeating, with what is known of it. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** One line on what to watch. */
  readonly summary: string;
  /** Where the experiment comes from; null for our own. */
  readonly paper: string | null;
  /** The table and row it belongs to, the table first: `Table 1, MNIST, MLP`; null for our own. */
  readonly row: string | null;
  /** What comes out, and by whose measurement. */
  readonly expected: string;
  /** What it costs, in networks, steps and measured time. */
  readonly cost: string;
  /** Test errors as published; null for our own. */
  readonly published: readonly PublishedErrors[] | null;
  /** The files the person needs, for data sets that are not built in; null where none are. */
  readonly files: string | null;
  /** Whether the experiment makes sense on any data set: the page keeps the one at hand. */
  readonly fitsAnyData: boolean;
  readonly spec: ExperimentSpec;
}

/** A row, or a part of one, of a published table. */
export interface PublishedErrors {
  /** What was measured: `2 networks`. */
  readonly of: string;
  /** Top-k test errors in percent by k. */
  readonly topErrors: Readonly<Record<number, number>>;
}

/** The complementary paper. */
export const complementaryPaper =
  'Chen, Zhang, Yu, Fan: Embedding Complementary Deep Networks, CVPR 2019';

/** The paper of the level-wise mixture. */
export const levelwisePaper =
  'Embedding visual hierarchy with deep networks, IEEE TIP (level-wise mixture model)';

/** The table that a preset belongs to: `Table 1`; null for our own. */
export function tableOf({ row }: Pick<Preset, 'row'>): string | null {
  return row === null ? null : row.split(',')[0];
}

/** Top-1 errors of one network, two networks, and so on, as published. */
export function byNetworks(...errors: readonly number[]): PublishedErrors[] {
  return errors.map((error, place) => ({ of: networkCount(place + 1), topErrors: { 1: error } }));
}

/** Top-1 and top-5 errors of one network, two networks, and so on, as published. */
export function topFiveByNetworks(
  ...errors: readonly (readonly [top1: number, top5: number])[]
): PublishedErrors[] {
  return errors.map(([top1, top5], place) => ({
    of: networkCount(place + 1),
    topErrors: { 1: top1, 5: top5 },
  }));
}

const networkCount = (count: number) => (count === 1 ? '1 network' : `${count} networks`);

/** `published 29.53, 26.65% for 1 to 2 networks`, top-1. */
export function publishedText(published: readonly PublishedErrors[]): string {
  const errors = published.map(({ topErrors }) => topErrors[1].toFixed(2)).join(', ');
  return `published ${errors}% for 1 to ${published.length} networks`;
}
