import type { ExperimentSpec } from '../experimentSpec.ts';

/** An experiment worth repeating, with what is known of it. */
export interface Preset {
  readonly id: string;
  readonly title: string;
  /** One line on what to watch. */
  readonly summary: string;
  /** Where the experiment comes from; null for our own. */
  readonly paper: string | null;
  /** The table and row it belongs to; null for our own. */
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
